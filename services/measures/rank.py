"""Ranks: equal figures share one, and the measure's direction says which end comes first."""

from bisect import bisect_left
from collections.abc import Sequence

from services.measures.measure import Direction


def ranks(values: Sequence[float | None], direction: Direction) -> list[int | None]:
    """The rank of each value, 1 for the first; None has none.

    The lowest comes first where lower is better, else the highest, also where no end is good: then the rank is a size.
    """
    sign = 1 if direction == "lower" else -1
    known = sorted(sign * v for v in values if v is not None)
    return [None if v is None else 1 + bisect_left(known, sign * v) for v in values]
