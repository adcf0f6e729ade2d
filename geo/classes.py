"""Classes of a choropleth: bands `[lo, hi)`, the top one closed."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

NO_CLASS = -1


def quantile_breaks(values: ArrayLike, count: int) -> list[float]:
    """The rims of up to `count` classes that hold about equally many values, rising, at least two.

    Equal values are never parted, so there may be fewer classes. NaN plays no part; without any
    value there are no classes and the list is empty.
    """
    known = np.asarray(values, float)
    known = np.sort(known[np.isfinite(known)])
    if not len(known):
        return []
    firsts = known[np.arange(1, count) * len(known) // count]
    rims = np.unique(np.concatenate([known[:1], firsts, known[-1:]]))
    return [float(rims[0])] * 2 if len(rims) == 1 else [float(r) for r in rims]


def classify(values: ArrayLike, breaks: Sequence[float]) -> NDArray[np.int64]:
    """The class of each value, from 0; -1 for NaN and for what lies beyond the rims."""
    known = np.asarray(values, float)
    rims = np.asarray(breaks, float)
    found = np.full(known.shape, NO_CLASS, np.int64)
    if len(rims) < 2:
        return found
    with np.errstate(invalid="ignore"):
        inside = (known >= rims[0]) & (known <= rims[-1])
    found[inside] = np.minimum(np.searchsorted(rims, known[inside], side="right") - 1, len(rims) - 2)
    return np.maximum(found, NO_CLASS)
