"""Reports of the same thing: of one type, near in place and time, they are one incident."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.spatial import cKDTree

WITHIN_M, WITHIN_DAYS = 30.0, 7.0
DAY_S = 86_400.0


def incidents(
    xy: ArrayLike, at_s: ArrayLike, kind: ArrayLike, *, within_m: float = WITHIN_M, within_days: float = WITHIN_DAYS
) -> NDArray[np.int64]:
    """The incident of each report, numbered from 0 in order of its first report in the rows.

    Two reports of one kind within both distances belong together, and so do all that are joined by such pairs.
    `xy` in metres (n, 2), `at_s` in seconds.
    """
    place, time, kinds = np.asarray(xy, float).reshape(-1, 2), np.asarray(at_s, float), np.asarray(kind)
    if not len(place):
        return np.zeros(0, np.int64)
    pairs = cKDTree(place).query_pairs(within_m, output_type="ndarray")
    one, other = pairs[:, 0], pairs[:, 1]
    same = (kinds[one] == kinds[other]) & (np.abs(time[one] - time[other]) <= within_days * DAY_S)
    return joined(len(place), np.column_stack([one[same], other[same]]))


def joined(count: int, pairs: ArrayLike) -> NDArray[np.int64]:
    """The group of each of so many rows, numbered from 0 in order of its first row; pairs (k, 2) join rows."""
    ends = np.asarray(pairs, np.int64).reshape(-1, 2)
    graph = sparse.coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(count, count))
    label = sparse.csgraph.connected_components(graph, directed=False)[1]
    _, first, inverse = np.unique(label, return_index=True, return_inverse=True)
    numbers: NDArray[np.int64] = np.argsort(np.argsort(first))[inverse]
    return numbers
