"""Bands are `[from, below)`, the lowest open downwards, the top one open upwards and so closed at its upper end.

A deployed system has a hole in its bands: exactly 90 gets no grade. Here a list of bands has no hole and no overlap
over all numbers, or it is no list of bands.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Protocol

from pydantic import Field

from services.assessment.rules.base import Number, Part
from services.assessment.said import Said, said


class Band(Part):
    """From `from` on and below `below`; without one of them there is no end on that side."""

    low: Annotated[Number | None, Field(alias="from")] = None
    high: Annotated[Number | None, Field(alias="below")] = None


class Ended(Protocol):
    """Anything with two ends."""

    @property
    def low(self) -> Decimal | None: ...
    @property
    def high(self) -> Decimal | None: ...


def partition_fault(bands: Sequence[Ended]) -> Said | None:
    """What is wrong with bands, as one sentence, or nothing where every number is in exactly one."""
    ordered = sorted(bands, key=lambda b: (b.low is not None, b.low or Decimal(0)))
    for band in ordered:
        if band.low is not None and band.high is not None and band.low >= band.high:
            return said("a band from %(low)s to below %(high)s holds nothing", low=band.low, high=band.high)
    if not ordered or ordered[0].low is not None:
        return said("the lowest band has no 'from', so that nothing falls below all bands")
    for one, other in pairwise(ordered):
        if fault := _between(one.high, other.low):
            return fault
    top = ordered[-1].high
    return None if top is None else said("what is %(low)s or more is in no band", low=top)


def _between(high: Decimal | None, low: Decimal | None) -> Said | None:
    """What is wrong where one band ends and the next begins."""
    if low is None:
        return said("two bands have no 'from', so that low numbers are in both")
    if high is None or high > low:
        return said("what is %(low)s, and some more, is in two bands", low=low)
    if high < low:
        return said("what is from %(high)s to below %(low)s is in no band", high=high, low=low)
    return None
