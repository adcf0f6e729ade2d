"""The indicators: each a share of two counts, or the same question over the denominators that are in use.

Cities divide "closed on time" by what was closed, by what was due, or by what was due without what was deferred; the
figures differ, so all stand side by side and each names its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np

from services.measures.rounding import rounded_ratio
from services.messages import Message, message

DECIMALS = 1
Better = Literal["higher", "lower"]
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """A share in percent with what it is made of; `value` is None where the denominator is 0: not applicable."""

    n: int
    of: int

    @property
    def value(self) -> Decimal | None:
        """N / of in percent, a half rounded to the even neighbour."""
        if self.of == 0:
            return None
        units = rounded_ratio(np.array([self.n]), np.array([self.of]), 100, DECIMALS)
        return Decimal(int(units[0])).scaleb(-DECIMALS)


@dataclass(frozen=True, slots=True)
class Share:
    """One count over another (names of counts.sql); every matter of the numerator is one of the denominator."""

    numerator: str
    denominator: str

    def of(self, counts: Counts) -> Figure:
        """The figure that counts give."""
        return Figure(counts.get(self.numerator, 0), counts.get(self.denominator, 0))


@dataclass(frozen=True, slots=True)
class Indicator:
    """A question put to the work, and which end of it is good."""

    key: str
    title: Message
    better: Better
    share: Share


# Outside all grids but near enough: counted for the nearest grid, apart from its own and never in a share.
AROUND = "reported_around"
# What each count is called where a formula is written out.
WORDS: Mapping[str, Message] = {
    "reported": message("reported and not voided"),
    "reported_of_source": message("reported with a known source"),
    "reported_by_own_grid": message("reported by the grid itself"),
    "reported_again": message("reported again"),
    AROUND: message("reported in the surroundings"),
    "filed": message("filed"),
    "filed_not_voided": message("filed and not voided since"),
    "filed_with_limit": message("filed, with a deadline for filing"),
    "filed_on_time": message("filed by the deadline"),
    "dispatched": message("dispatched"),
    "dispatched_not_returned": message("dispatched and never returned"),
    "due": message("due"),
    "due_closed": message("due and closed by now"),
    "due_closed_on_time": message("due and closed by the deadline"),
    "undeferred": message("due − deferred"),
    "undeferred_closed": message("due, never deferred, closed by now"),
    "undeferred_closed_on_time": message("due, never deferred, closed by the deadline"),
    "closed": message("closed"),
    "closed_with_limit": message("closed, with a deadline"),
    "closed_on_time": message("closed by the deadline"),
    "closed_after_rework": message("closed after rework"),
}


INDICATORS: tuple[Indicator, ...] = (
    Indicator("filed_on_time", message("Filed on time"), "higher",
              Share("filed_on_time", "filed_with_limit")),
    Indicator("filed_rightly", message("Filed rightly"), "higher",
              Share("filed_not_voided", "filed")),
    Indicator("dispatched_rightly", message("Dispatched rightly"), "higher",
              Share("dispatched_not_returned", "dispatched")),
    Indicator("on_time_of_closed", message("On time, of those closed"), "higher",
              Share("closed_on_time", "closed_with_limit")),
    Indicator("on_time_of_due", message("On time, of those due"), "higher",
              Share("due_closed_on_time", "due")),
    Indicator("on_time_of_undeferred", message("On time, of due − deferred"), "higher",
              Share("undeferred_closed_on_time", "undeferred")),
    Indicator("closed_of_due", message("Closed, of those due"), "higher",
              Share("due_closed", "due")),
    Indicator("closed_of_undeferred", message("Closed, of due − deferred"), "higher",
              Share("undeferred_closed", "undeferred")),
    Indicator("rework", message("Rework"), "lower",
              Share("closed_after_rework", "closed")),
    Indicator("repeat", message("Reported again"), "lower",
              Share("reported_again", "reported")),
    Indicator("discovery", message("Found by the grid itself"), "higher",
              Share("reported_by_own_grid", "reported_of_source")),
)  # fmt: skip
