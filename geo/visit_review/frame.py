"""In which other frame a device tells its places."""

from dataclasses import dataclass

import numpy as np

from geo.crs import BD09, GCJ02
from geo.metric import flatten
from geo.visit_review.visits import Floats

FRAMES = {"gcj02": GCJ02, "bd09": BD09}
# A frame explains an offset only where most of it is gone with it.
MOST_LEFT = 0.5


@dataclass(frozen=True, slots=True)
class Explained:
    """The frame that explains a device's places best, and how far off they are in the middle, before and after."""

    frame: str | None
    off_m: float
    left_m: float


def explain(lonlat: Floats, addresses: Floats, near_m: float) -> Explained:
    """Try the frames of Chinese web maps on places and their addresses, degrees of shape (n, 2), n > 0.

    None explains them where at best more than `near_m`, or more than half, of the distance is left in the middle.
    """
    off_m = _middle_m(lonlat, addresses)
    left = {name: _middle_m(put_right(lonlat, name), addresses) for name in FRAMES}
    best = min(left, key=lambda name: left[name])
    fits = left[best] <= near_m and left[best] <= MOST_LEFT * off_m
    return Explained(best if fits else None, off_m, left[best] if fits else off_m)


def put_right(lonlat: Floats, frame: str) -> Floats:
    """Places told in a frame, as WGS 84."""
    return np.column_stack(FRAMES[frame].to_storage(lonlat[:, 0], lonlat[:, 1]))


def _middle_m(lonlat: Floats, addresses: Floats) -> float:
    away = flatten(lonlat - addresses, round(float(np.median(addresses[:, 1])), 2))
    return float(np.median(np.hypot(*away.T)))
