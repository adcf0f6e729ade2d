"""A list of matters for other programs."""

from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from services.export.sheet import Cell, Sheet
from services.matters.codes.catalogue import Catalogue
from services.matters.life.moves import STAGE_WORDS
from services.matters.list import Listed
from services.messages import Lang, message

TITLE = message("Matters")
HEADS = (
    message("Number"), message("Type code"), message("Type"), message("Source"), message("Address"), message("Stage"),
    message("Department"), message("Grid code"), message("Grid"), message("Outside, nearest grid"),
    message("Reported at"), message("Due at"), message("Closed at"), message("Deferred until"), message("Overdue"),
    message("Longitude"), message("Latitude"),
)  # fmt: skip
YES = message("yes")


def sheet_of(
    rows: Sequence[Listed], catalogue: Catalogue, departments: Mapping[str, str], lang: Lang, zone: ZoneInfo
) -> Sheet:
    """The rows in their order, names in the reader's language."""
    return Sheet(TITLE.render(lang), tuple(h.render(lang) for h in HEADS),
                 _cells(rows, catalogue, departments, lang), zone)  # fmt: skip


def _cells(
    rows: Sequence[Listed], catalogue: Catalogue, departments: Mapping[str, str], lang: Lang
) -> Iterator[tuple[Cell, ...]]:
    yes = YES.render(lang)
    for m in rows:
        yield (
            m.ref, m.code, catalogue.name(m.code, lang), m.source, m.address, STAGE_WORDS[m.stage].render(lang),
            departments.get(m.department or "", m.department), m.grid_code, m.grid_name,
            yes if m.surroundings else None, m.opened_at, m.due_at, m.closed_at, m.deferred_until,
            yes if m.overdue else None, f"{m.at.lon:.7f}", f"{m.at.lat:.7f}",
        )  # fmt: skip
