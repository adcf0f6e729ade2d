"""Funnel limits for rates of few, large units (Spiegelhalter, Statistics in Medicine 24, 2005)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
# One unit in twenty and one in five hundred lie beyond by chance.
Z95, Z998 = 1.959964, 3.090232
WINSORISED = 0.1


@dataclass(frozen=True, slots=True)
class Funnel:
    """The rate of all units together and how much more they scatter than Poisson's law has it (1 at least)."""

    rate: float
    dispersion: float

    def limits(self, exposure: ArrayLike, z: float) -> tuple[Floats, Floats]:
        """Rates below and above which a unit with this exposure (above 0) stands out; never below 0."""
        e = np.asarray(exposure, float)
        reach = z * self.dispersion**0.5 / (2 * np.sqrt(e))
        root = self.rate**0.5
        return np.maximum(root - reach, 0.0) ** 2, (root + reach) ** 2

    def z(self, counts: ArrayLike, exposure: ArrayLike) -> Floats:
        """How far each unit stands from the rate, in standard deviations; NaN where there is no exposure."""
        scores: Floats = _naive(counts, exposure, self.rate) / self.dispersion**0.5
        return scores


def funnel(counts: ArrayLike, exposure: ArrayLike) -> Funnel | None:
    """The funnel of units; None where nobody looked. On the square-root scale, which steadies small counts.

    Dispersion is the mean square of the z scores after the outer tenths are drawn in to the tenth's rim.
    """
    o, e = np.asarray(counts, float), np.asarray(exposure, float)
    if not (e > 0).any():
        return None
    rate = float(o[e > 0].sum() / e.sum())
    z = _naive(o, e, rate)[e > 0]
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
    return Funnel(rate, max(1.0, float((np.clip(z, low, high) ** 2).mean())))


def _naive(counts: ArrayLike, exposure: ArrayLike, rate: float) -> Floats:
    o, e = np.asarray(counts, float), np.asarray(exposure, float)
    z: Floats = np.where(e > 0, 2 * (np.sqrt(o) - np.sqrt(rate * e)), np.nan)
    return z
