"""Figures and states as the board writes them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from services.measures.measure import Measure
from services.measures.period_label import label
from services.measures.reading import Reading
from services.measures.sheet import STATE_WORDS
from services.messages import Lang, message

DIRECTIONS = {
    "lower": message("lower is better"),
    "higher": message("higher is better"),
    "none": message("neither end is good"),
}


def figure(value: Decimal | float, decimals: int) -> str:
    """A figure as it is written in both languages."""
    return f"{value:,.{decimals}f}"


def said(value: Decimal | None, state: str, decimals: int, lang: Lang) -> str:
    """A value, or why there is none."""
    return STATE_WORDS[state].render(lang) if value is None else figure(value, decimals)


def side(found: Reading, lang: Lang) -> dict[str, Any]:
    """One side of a comparison: what it is, in which unit, and when."""
    measure = found.measure
    return {
        "title": measure.title.render(lang),
        "unit": measure.unit.render(lang),
        "period": label(found.periods[found.at]).render(lang),
    }


def class_range(measure: Measure, breaks: Sequence[float], i: int) -> str:
    """A class in figures: its upper rim belongs to the next, the last one's to itself."""
    low, high = (figure(b, measure.decimals) for b in breaks[i : i + 2])
    if low == high:
        return low
    return f"{low} – {'' if i == len(breaks) - 2 else '<'}{high}"
