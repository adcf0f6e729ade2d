"""Reports that may be of one thing: of one type, near in place, near in time."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

DAY_S = 86_400.0


class Nearness(NamedTuple):
    """How near two reports of one type must be, both limits included."""

    within_m: float
    within_days: float


def like_pairs(xy: ArrayLike, at_s: ArrayLike, nearness: Nearness) -> NDArray[np.int64]:
    """The pairs of reports of one type that are near enough in place and in time, shape (k, 2), first index lower.

    `xy` in metres, shape (n, 2), `at_s` in seconds. Rows are in rising order.
    """
    place, time = np.asarray(xy, float).reshape(-1, 2), np.asarray(at_s, float)
    if len(place) < 2 or nearness.within_m <= 0:
        return np.zeros((0, 2), np.int64)
    # Time is a third axis on which the days are as far as the metres: a busy corner is cut up before it is squared.
    scale = nearness.within_m / (nearness.within_days * DAY_S) if nearness.within_days > 0 else np.inf
    axis = time * scale if np.isfinite(scale) else np.unique(time, return_inverse=True)[1] * 2 * nearness.within_m
    points = np.column_stack([place, axis - axis.min()])
    reach = nearness.within_m * (1 + 1e-9)
    pairs = cKDTree(points).query_pairs(reach, p=np.inf, output_type="ndarray").astype(np.int64)
    one, other = pairs[:, 0], pairs[:, 1]
    apart = np.hypot(*(place[one] - place[other]).T)
    near = (apart <= nearness.within_m) & (np.abs(time[one] - time[other]) <= nearness.within_days * DAY_S)
    kept: NDArray[np.int64] = pairs[near]
    order = np.lexsort((kept[:, 1], kept[:, 0]))
    rising: NDArray[np.int64] = kept[order]
    return rising
