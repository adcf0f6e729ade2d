"""Classes of a score: by bands `[from, below)` that are proven a partition, or by quota of the places."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from services.assessment.ranking.formal import place
from services.assessment.rules.partition import Ended, partition_fault

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
# All who are tied over the border of a quota get the better class, which then has more than its share, or the worse.
Tied = Literal["better", "worse"]
# Classes of many scorings at once, from totals, best and worst places (those who are tied share them), all one shape.
Cut = Callable[[Floats, Ints, Ints], Ints]
# Totals that were weighed as floats and rounded lie this near to the rim that they are on.
NEAR = 1e-9


def band_classes(scores: Sequence[Decimal], bands: Sequence[Ended]) -> list[int]:
    """Which of the bands, in their order, holds each score. Raises ValueError where they are no partition."""
    rims, order = _rims(bands)
    return [order[sum(rim <= score for rim in rims)] for score in scores]


def quota_classes(scores: Sequence[Decimal], shares: Sequence[Decimal], tied: Tied) -> list[int]:
    """The class of each score by place, from 0, the best; equal scores are always in one class.

    Shares in per cent. Of n places, the first classes together have the whole places of n times their shares together.
    Raises ValueError where the shares are not above 0 or do not add up to 100 exactly.
    """
    ends = _ends(shares, len(scores))
    places = place(scores)
    if tied == "worse":
        places = [len(scores) + 1 - at for at in place([-score for score in scores])]
    return [next(n for n, end in enumerate(ends) if at <= end) for at in places]


def cut_by_bands(bands: Sequence[Ended]) -> Cut:
    """What band_classes does, for many scorings at once."""
    rims, order = _rims(bands)
    at = np.array(rims, float) - NEAR
    numbers = np.array(order)
    return lambda totals, _best, _worst: numbers[np.searchsorted(at, totals, side="right")]


def cut_by_quota(shares: Sequence[Decimal], units: int, tied: Tied) -> Cut:
    """What quota_classes does, for many scorings of so many units at once."""
    ends = np.array(_ends(shares, units))
    return lambda _totals, best, worst: np.searchsorted(ends, best if tied == "better" else worst, side="left")


def _rims(bands: Sequence[Ended]) -> tuple[list[Decimal], list[int]]:
    """Where the second lowest band begins and those above it, and the numbers of all bands from the lowest."""
    if fault := partition_fault(bands):
        raise ValueError(fault.key)
    order = sorted(range(len(bands)), key=lambda n: (bands[n].low is not None, bands[n].low))
    return [low for n in order if (low := bands[n].low) is not None], order


def _ends(shares: Sequence[Decimal], places: int) -> list[int]:
    """The last place of each class."""
    parts = [Fraction(share) for share in shares]
    if sum(parts) != 100 or min(parts) <= 0:
        raise ValueError("the shares of a quota are above 0 and add up to 100")
    return [floor(sum(parts[: at + 1]) * places / 100) for at in range(len(parts))]
