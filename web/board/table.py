"""The rows of the ranking table, in words and figures."""

from typing import Any

from services.measures.measure import Measure
from services.measures.ranking import Row, trend
from services.measures.reading import Reading
from services.messages import Lang
from web.board.words import figure, said


def table_row(found: Reading, row: Row, other: Reading | None, lang: Lang) -> dict[str, Any]:
    """A row as the template takes it."""
    measure = found.measure
    below = measure.denominator
    beside = None
    if other is not None:
        text = said(row.other, row.other_state, other.measure.decimals, lang)
        beside = {"value": text, "class": _class(row.other_class), "state": row.other_state}
    return {
        "zone": row.zone, "rank": row.rank, "state": row.state, "class": _class(row.class_),
        "value": said(row.value, row.state, measure.decimals, lang),
        "n": None if row.n is None else f"{row.n:,}",
        "of": None if row.of is None else figure(below.shown(row.of), below.decimals),
        "change": change(row, measure), "trend": trend(found, row.place), "other": beside,
    }  # fmt: skip


def _class(number: int) -> int | None:
    return number if number >= 0 else None


def change(row: Row, measure: Measure) -> tuple[str, str, str] | None:
    """How far a figure moved: by how much, which way, and whether that is a turn for the better."""
    if row.change is None:
        return None
    if not row.change:
        return figure(0, measure.decimals), "", ""
    way = "up" if row.change > 0 else "down"
    better = {"lower": "down", "higher": "up"}.get(measure.direction)
    turn = "" if better is None else "better" if way == better else "worse"
    return figure(abs(row.change), measure.decimals), way, turn
