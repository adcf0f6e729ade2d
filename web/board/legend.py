"""The legend: a histogram whose classes and states filter."""

from collections import Counter
from collections.abc import Sequence

from services.measures.ranking import Row
from services.measures.reading import Reading
from services.measures.sheet import STATE_WORDS
from services.messages import Lang
from web.board.state import MapState
from web.board.words import class_range

STATES = ("zero", "no_data", "withheld", "not_applicable")


def bins(state: MapState, found: Reading, rows: Sequence[Row]) -> list[tuple[int, str, int, str, bool, bool]]:
    """The classes: number, range, how many zones, where pressing leads, whether it is chosen, and whether hatched."""
    counted = Counter(r.class_ for r in rows)
    low = found.measure.rank_from
    first, last = state.query.class_range or (-1, -1)
    made = []
    for i in range(len(found.breaks) - 1):
        chosen = first <= i <= last
        href = state.address(class_=None if chosen else i, state=None)
        made.append((i, class_range(found.measure, found.breaks, i), counted[i], href, chosen,
                     low is not None and found.breaks[i + 1] <= low))  # fmt: skip
    return made


def states(state: MapState, rows: Sequence[Row], lang: Lang) -> list[tuple[str, str, int, str, bool]]:
    """The states that are no class: name, words, how many zones, where pressing leads, and whether it is chosen."""
    counted = Counter(r.state for r in rows)
    made = []
    for name in STATES:
        chosen = state.query.state == name
        href = state.address(state=None if chosen else name, class_=None)
        made.append((name, STATE_WORDS[name].render(lang), counted[name], href, chosen))
    return made
