"""Rates drawn towards the map's own where little was looked: for colour, never for an order."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def smoothed_rates(counts: ArrayLike, exposure: ArrayLike) -> NDArray[np.float64]:
    """Empirical-Bayes rates by moments (Marshall, Applied Statistics 40, 1991); NaN where there is no exposure.

    With m the map's rate, s² the exposure-weighted variance of the rates and n̄ the mean exposure, the variance of the
    true rates is a = s² - m / n̄ (0 at least), and a rate keeps the share a / (a + m / exposure) of its own distance.
    """
    o, e = np.asarray(counts, float), np.asarray(exposure, float)
    rates = np.full(o.shape, np.nan)
    has = e > 0
    if not has.any():
        return rates
    o, e = o[has], e[has]
    mean = o.sum() / e.sum()
    raw = o / e
    between = max(float((e * (raw - mean) ** 2).sum() / e.sum() - mean / e.mean()), 0.0)
    weight = between / (between + mean / e) if mean > 0 else np.zeros(len(e))
    rates[has] = mean + weight * (raw - mean)
    return rates
