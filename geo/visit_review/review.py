"""All checks of a set of visits, the innocent cause first."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np

from geo.visit_review import place, time
from geo.visit_review.device import Mixup, mixed_up
from geo.visit_review.limits import Limits
from geo.visit_review.visits import Flags, Visits

Check = Callable[[Visits, Limits], Flags]
CHECKS: dict[str, Check] = {
    "far": place.far,
    "away": place.away,
    "armchair": place.armchair,
    "repeated": place.repeated,
    "strand": place.strands,
    "impossible": time.impossible,
    "fast": time.fast,
    "short": time.short,
    "many": time.many,
    "batched": time.batched,
    "outside_hours": time.outside_hours,
    "skewed": time.skewed,
}
# What a place in another frame explains; a shift of all places alike changes nothing of the others.
EXPLAINED = ("far", "away")


@dataclass(frozen=True, slots=True)
class Review:
    """Devices to be corrected, and for each reason the visits to look at. No reason says that a visit is untrue."""

    mixups: list[Mixup]
    reasons: dict[str, Flags]

    def of(self, row: int) -> list[str]:
        """The reasons to look at one visit."""
        return [name for name, flags in self.reasons.items() if flags[row]]


def review(visits: Visits, limits: Limits | None = None, sound: Collection[int] = ()) -> Review:
    """Look at visits. A device in another frame is told as such; its visits are not called far for that.

    `sound` are devices of which a person said that they are in no other frame.
    """
    rims = limits or Limits()
    mixups = [one for one in mixed_up(visits, rims) if one.device not in sound]
    shifted = np.isin(visits.device, [one.device for one in mixups])
    reasons = {name: check(visits, rims) for name, check in CHECKS.items()}
    for name in EXPLAINED:
        reasons[name] &= ~shifted
    return Review(mixups, reasons)
