"""What the board's templates are given: the same figures as title, legend, table, slider and map."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from geo.hotspot.verdict import VERDICTS
from services.geography.editions import in_force_ever, levels
from services.geography.sketch import sketch
from services.hotspots import words
from services.hotspots.read import analyses
from services.measures import registry
from services.measures.ranking import Row, ordered, page_of, rows
from services.measures.reading import Reading
from services.measures.sheet import hatched
from services.messages import Lang
from web.access import Caller
from web.board import legend, svg
from web.board.choices import choices
from web.board.config import config
from web.board.state import MapState
from web.board.table import table_row
from web.board.timeline import timeline
from web.board.words import DIRECTIONS, said, side
from web.camera import opening
from web.map_text import map_text

# Stands in an address for any zone's number.
ZONE = "-zone-"


def board(caller: Caller, state: MapState, found: Reading, other: Reading | None, *, with_svg: bool) -> dict[str, Any]:
    """The whole board of a state."""
    lang, session = caller.lang, caller.session
    today = datetime.now(caller.state.settings.zone).date()
    everything = rows(found, other)
    kept = ordered((r for r in everything if state.filter.keeps(r)), state.query.sort)
    page, pages, shown = page_of(kept, state.query.page, state.query.zone)
    sides = [(found, everything)] if other is None else [(found, everything), (other, rows(other))]
    known = levels(session, found.edition_id)
    return {
        "state": state, "address": state.address, "query": state.query, "head": head(state, found, today, lang),
        "choices": choices(state, found, in_force_ever(session), [*known], today, lang,
                           hotspots=caller.scope.role != "forum"),
        "hotspots": hotspot_legend(caller, found.edition_id),
        "hatched": hatched(found.measure, lang),
        "bins": legend.bins(state, found, everything), "states": legend.states(state, everything, lang),
        "rows": [table_row(found, row, other, lang) for row in shown],
        "page": page, "pages": pages, "kept": len(kept), "zones": len(everything),
        "beside": None if other is None else side(other, lang), "timeline": timeline(state, found, today, lang),
        "picture": picture(caller, state, sides, kept) if with_svg else None,
        "map_config": config(state, opening(caller, found.edition_id), page, lang, map_text(lang)),
        "undivided": undivided(found, everything, lang),
        "unrecorded": bool(everything) and all(row.state == "no_data" for row in everything),
        "classes": max(len(found.breaks) - 1, 1),
    }  # fmt: skip


def hotspot_legend(caller: Caller, edition_id: int) -> dict[str, Any] | None:
    """Which hotspot map the layer draws, and its verdicts; `drawn` is None before the first. None for the forum."""
    if caller.scope.role == "forum":
        return None
    drawn = next(iter(analyses(caller.session, edition_id, 1)), None)
    return {
        "drawn": drawn, "verdicts": [(v, words.VERDICTS[v].render(caller.lang)) for v in VERDICTS],
        "title": words.title(drawn.question, words.load_kinds(caller.session), caller.lang) if drawn else None,
    }  # fmt: skip


def undivided(found: Reading, everything: Sequence[Row], lang: Lang) -> dict[str, Any] | None:
    """What is missing everywhere where no zone has anything to divide by, and which measure does without it."""
    if not everything or any(row.state != "not_applicable" for row in everything):
        return None
    return {"what": found.measure.denominator.words.render(lang), "instead": registry.instead_of(found.measure)}


def head(state: MapState, found: Reading, today: date, lang: Lang) -> dict[str, Any]:
    """What stands over everything: measure, unit, direction, n, when, which boundaries; and that the sums add up."""
    measure = found.measure
    recorded = measure.numerator if measure.recorded == "numerator" else measure.denominator
    inside, outside = found.inside[found.at], found.outside[found.at]
    return {
        **side(found, lang), "direction": DIRECTIONS[measure.direction].render(lang),
        "about": measure.about.render(lang), "counted": recorded.words.render(lang), "n": f"{inside + outside:,}",
        "inside": inside, "outside": outside, "all": inside + outside, "edition": state.view.edition,
        "unfinished": found.periods[found.at].stop > today,
    }  # fmt: skip


def picture(
    caller: Caller, state: MapState, sides: Sequence[tuple[Reading, Sequence[Row]]], kept: Sequence[Row]
) -> dict[str, Any]:
    """The map, or two beside or below each other; zones that the filter leaves out are quiet."""
    lang, found = caller.lang, sides[0][0]
    drawn = sketch(caller.session, found.edition_id, found.level)
    frame = svg.frame(drawn)
    page = svg.arrange(frame, len(sides))

    def one(found: Reading, shown: Sequence[Row], corner: tuple[int, int]) -> dict[str, Any]:
        def word(row: Row) -> str:
            return said(row.value, row.state, found.measure.decimals, lang)

        return {**side(found, lang), "zones": svg.draw(drawn, shown, word), "x": corner[0], "y": corner[1]}

    return {
        "width": page.width, "height": page.height, "middle": svg.WIDTH // 2, "water": svg.water(drawn),
        "maps": [one(*both, corner) for both, corner in zip(sides, page.corners, strict=True)],
        "kept": {row.zone.id for row in kept},
        "chosen": state.query.zone, "href": state.address(zone=ZONE, page=None).split(ZONE),
    }  # fmt: skip
