"""The innocent cause first: a device that tells its places in another frame."""

from dataclasses import dataclass

import numpy as np

from geo.visit_review.limits import Limits
from geo.visit_review.visits import Visits


@dataclass(frozen=True, slots=True)
class Mixup:
    """A device whose places lie off one way: by how much in the middle, and how much of one mind the directions are."""

    device: int
    east_m: float
    north_m: float
    resultant: float
    left_m: float
    visits: int


def mixed_up(visits: Visits, limits: Limits) -> list[Mixup]:
    """The devices whose places are likely in another frame, to be corrected as a whole; nobody's fault.

    `resultant` is the length of the mean of the directions from address to device, 1 where all point one way;
    `left_m` how far the places are off in the middle once the middle offset is taken off.
    """
    found = (_offsets(visits, device) for device in np.unique(visits.device).tolist())
    return [
        one
        for one in found
        if one.visits >= limits.mixup_visits
        and one.resultant > limits.mixup_resultant
        and np.hypot(one.east_m, one.north_m) > limits.mixup_m
        and one.left_m <= limits.mixup_left * np.hypot(one.east_m, one.north_m)
    ]


def _offsets(visits: Visits, device: int) -> Mixup:
    offset = visits.offset[visits.device == device]
    offset = offset[np.isfinite(offset).all(axis=1)]
    if not len(offset):
        return Mixup(device, 0.0, 0.0, 0.0, 0.0, 0)
    away = np.hypot(*offset.T)
    direction = offset / np.where(away > 0, away, 1.0)[:, None]
    east, north = np.median(offset, axis=0).tolist()
    left_m = float(np.median(np.hypot(*(offset - (east, north)).T)))
    return Mixup(device, east, north, float(np.hypot(*direction.mean(axis=0))), left_m, len(offset))
