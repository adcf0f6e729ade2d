"""How a hotspot came to be over time: classes after Esri's "emerging hot spots", for hot places only.

Few steps tell nothing, so there are no classes below ten. The trend is that of Mann (1945) and Kendall.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm

Recurrence = Literal[
    "new", "consecutive", "intensifying", "persistent", "diminishing", "sporadic", "historical", "never"
]
LEAST_STEPS = 10
MOSTLY, ALPHA = 0.9, 0.05


def recurrences(hot: ArrayLike, strength: ArrayLike) -> list[Recurrence] | None:
    """The class of each unit from rows of steps, the last one newest: hot or not, and how strong (z). None below ten.

    new: hot in the last step alone. consecutive: one unbroken run of at least two up to now, never before, in less
    than 90 % of steps. In at least 90 %: intensifying, persistent or diminishing by the trend (the first and the last
    of these hot now), historical where it is not hot now. sporadic: hot now, on and off. never: anything else.
    """
    steps, values = np.asarray(hot, bool), np.asarray(strength, float)
    if steps.ndim != 2 or steps.shape != values.shape:
        raise ValueError(f"hot {steps.shape}, strength {values.shape}: one row a unit, one column a step")
    if steps.shape[1] < LEAST_STEPS:
        return None
    return [_class(row, trend(series)) for row, series in zip(steps, values, strict=True)]


def _class(hot: NDArray[np.bool_], rising: int) -> Recurrence:
    count, steps = int(hot.sum()), len(hot)
    if count >= MOSTLY * steps:
        if not hot[-1]:
            return "historical"
        return ("diminishing", "persistent", "intensifying")[rising + 1]
    if not hot[-1]:
        return "never"
    if count == 1:
        return "new"
    return "consecutive" if hot[-count:].all() else "sporadic"


def trend(series: ArrayLike) -> int:
    """1 rising, -1 falling, 0 neither, by Mann and Kendall at 5 %, two-sided, with ties."""
    x = np.asarray(series, float)
    n = len(x)
    s = float(np.sign(x[None, :] - x[:, None])[np.triu_indices(n, 1)].sum())
    ties = np.unique(x, return_counts=True)[1]
    variance = (n * (n - 1) * (2 * n + 5) - float((ties * (ties - 1) * (2 * ties + 5)).sum())) / 18
    if variance <= 0 or s == 0:
        return 0
    z = (abs(s) - 1) / variance**0.5
    return int(np.sign(s)) if 2 * norm.sf(z) < ALPHA else 0
