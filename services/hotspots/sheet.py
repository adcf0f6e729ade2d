"""The hotspots of an analysis for other programs: one line a place, with what was found and what was to be expected."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from zoneinfo import ZoneInfo

from services.export.sheet import Cell, Sheet
from services.hotspots.read import Analysis, Place
from services.hotspots.words import EXPOSURES, RECURRENCES, VERDICTS, Kinds, title
from services.messages import Lang, Message, message

HEADS = (
    message("Hotspot number"), message("Verdict"), message("Grids"), message("Grid codes"),
    message("Incidents in it"), message("Effort in it"), message("Effort is"),
    message("Found in it and beside it"), message("Expected there"), message("Found / expected"), message("Chance (p)"),
    message("Recurrence"), message("Residents reported"),
)  # fmt: skip


def sheet_of(drawn: Analysis, places: Sequence[Place], kinds: Kinds, lang: Lang, zone: ZoneInfo) -> Sheet:
    """The places, the strongest first."""
    effort = EXPOSURES[drawn.question.exposure]
    rows = _cells(places, effort, lang)
    return Sheet(title(drawn.question, kinds, lang), tuple(h.render(lang) for h in HEADS), rows, zone)


def _cells(places: Sequence[Place], effort: Message, lang: Lang) -> Iterator[tuple[Cell, ...]]:
    for p in places:
        ratio = _decimal(p.observed / p.expected, 2) if p.expected > 0 else None
        recurrence = RECURRENCES[p.recurrence].render(lang) if p.recurrence else None
        yield (
            p.place, VERDICTS[p.verdict].render(lang), ", ".join(p.names), ", ".join(p.codes), p.incidents,
            _decimal(p.exposure, 1), effort.render(lang), _decimal(p.observed, 0), _decimal(p.expected, 2), ratio,
            _decimal(p.p, 4), recurrence, p.residents,
        )  # fmt: skip


def _decimal(value: float, places: int) -> Decimal:
    return round(Decimal(value), places)
