"""Classes of a score: by thresholds, `[lo, hi)` with the top one closed, or by quota of the places."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Literal

from services.assessment.ranking.formal import place


class Fault(StrEnum):
    """What keeps bands from being a partition."""

    EMPTY = "empty"
    HOLE = "hole"
    OVERLAP = "overlap"
    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Band:
    """Scores from `low` on and below `high`; the top band has `high` too."""

    name: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Broken:
    """A fault and the scores it concerns; `band` is the lower one of two."""

    fault: Fault
    band: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Quota:
    """A class for this share of the places, 0 to 1."""

    name: str
    share: Decimal


def partition_faults(bands: Sequence[Band], lowest: Decimal, highest: Decimal) -> list[Broken]:
    """Why not every score from `lowest` to `highest` lies in exactly one band; nothing where each does.

    The bands may stand in any order. A band that ends where it begins holds nothing, unless it is the top one and
    stands at `highest`: then it holds that one score.
    """
    if not bands:
        return [Broken(Fault.HOLE, "", lowest, highest)]
    rising = sorted(bands, key=lambda one: (one.low, one.high))
    faults = [
        Broken(Fault.EMPTY, one.name, one.low, one.high)
        for one in rising
        if one.high < one.low or (one.high == one.low and (one is not rising[-1] or one.high != highest))
    ]
    if rising[0].low != lowest:
        faults.append(_joint(Fault.BELOW, rising[0].name, lowest, rising[0].low))
    for one, other in pairwise(rising):
        if one.high != other.low:
            fault = Fault.HOLE if one.high < other.low else Fault.OVERLAP
            faults.append(_joint(fault, one.name, one.high, other.low))
    if rising[-1].high != highest:
        faults.append(_joint(Fault.ABOVE, rising[-1].name, rising[-1].high, highest))
    return faults


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands that are a partition, the lowest first."""

    rising: tuple[Band, ...]

    def of(self, score: Decimal) -> Band:
        """The band of a score. Raises ValueError beyond the lowest and the highest score."""
        if not self.rising[0].low <= score <= self.rising[-1].high:
            raise ValueError(f"{score} lies beyond the bands")
        return self.rising[bisect_right([one.low for one in self.rising], score) - 1]


def bands_of(bands: Sequence[Band], lowest: Decimal, highest: Decimal) -> Bands:
    """Bands that were proven to be a partition. Raises ValueError where they are none."""
    faults = partition_faults(bands, lowest, highest)
    if faults:
        raise ValueError(f"no partition: {faults}")
    return Bands(tuple(sorted(bands, key=lambda one: one.low)))


def quota_classes(scores: Sequence[Decimal], quotas: Sequence[Quota], ties: Literal["better", "worse"]) -> list[str]:
    """The class of each score, the best class first in `quotas`; equal scores are always in one class.

    Of n places, the first classes together have the whole places of n times their shares together, so that none has
    more than its share. Ties across a border all get the better class, which then has more, or all the worse one.
    Raises ValueError where the shares are not above 0 or do not add up to 1 exactly.
    """
    shares = [Fraction(quota.share) for quota in quotas]
    if sum(shares) != 1 or min(shares) <= 0:
        raise ValueError("the shares of a quota are above 0 and add up to 1")
    last = [floor(sum(shares[: at + 1]) * len(scores)) for at in range(len(shares))]
    places = place(scores, "1224" if ties == "better" else "1334")
    return [next(quota.name for quota, end in zip(quotas, last, strict=True) if at <= end) for at in places]


def _joint(fault: Fault, band: str, one: Decimal, other: Decimal) -> Broken:
    return Broken(fault, band, min(one, other), max(one, other))
