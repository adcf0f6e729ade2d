"""A measure: a ratio of two counts by grid, so that areas, communities and any period are sums of what was counted."""

from dataclasses import dataclass
from typing import Literal

from services.measures.counts.count import Count
from services.messages import Message

Direction = Literal["lower", "higher", "none"]


@dataclass(frozen=True, slots=True)
class Measure:
    """`scale` × numerator / denominator, read to `decimals`.

    `direction` says which end is good, or that none is. `recorded` is the count without which nothing can be said of
    a period. `bands` are fixed rims of its classes `[lo, hi)`, the top one closed; without them they are quantiles.
    Where `rank_from` is given, a figure below it says too little for a rank: it is shown hatched, and has none; such
    figures are rounded down, so that none reaches it, or the whole, by rounding. `own`: areas and communities may have
    figures of their own, which then stand for the sums of their grids.
    """

    key: str
    title: Message
    unit: Message
    direction: Direction
    scale: int
    numerator: Count
    denominator: Count
    decimals: int
    about: Message
    recorded: Literal["numerator", "denominator"] = "numerator"
    bands: tuple[float, ...] | None = None
    rank_from: float | None = None
    own: bool = False
