"""Time: the periods of the series, and where each step leads without a script."""

from datetime import date
from typing import Any

from services.measures.period import FIRST, Period
from services.measures.period_label import label
from services.measures.reading import Reading
from services.messages import Lang
from web.board.state import MapState


def timeline(state: MapState, found: Reading, today: date, lang: Lang) -> dict[str, Any]:
    """Labels oldest first; `back` and `on` lead beyond the series too, but not into the future."""
    periods, at = found.periods, found.at
    last = len(periods) - 1
    return {
        "labels": [label(p).render(lang) for p in periods],
        "at": at,
        "back": _to(state, periods, at - 1) if at or periods[0].start > FIRST else None,
        "on": _to(state, periods, at + 1) if at < last or periods[last].stop <= today else None,
        "inside": (at > 0, at < last),
    }


def _to(state: MapState, periods: tuple[Period, ...], at: int) -> str:
    """The address of a period of the series, or of the one before or after it, which ends a series of its own."""
    if 0 <= at < len(periods):
        until = periods[-1].key if at < len(periods) - 1 else None
        return state.address(period=periods[at].key, until=until)
    return state.address(period=(periods[0].moved(-1) if at < 0 else periods[-1].moved(1)).key, until=None)
