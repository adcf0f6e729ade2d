"""Funnel limits for rates and shares (Spiegelhalter, Statistics in Medicine 24, 2005, doi.org/10.1002/sim.1970)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
# One unit in twenty and one in five hundred lie beyond by chance.
Z95, Z998 = 1.959964, 3.090232
WINSORISED = 0.1


@dataclass(frozen=True, slots=True)
class Funnel:
    """The rate of all units together and how much more they scatter than chance alone has it (1 at least).

    Counts by exposure follow Poisson's law; `shares` of a whole, so many of so many, the binomial one.
    """

    rate: float
    dispersion: float
    shares: bool = False

    def limits(self, exposure: ArrayLike, z: float) -> tuple[Floats, Floats]:
        """Rates below and above which a unit with this exposure (above 0) stands out; never below 0, shares up to 1."""
        reach = z * self.dispersion**0.5 / (2 * np.sqrt(np.asarray(exposure, float)))
        middle = _steadied(self.rate, shares=self.shares)
        low, high = np.maximum(middle - reach, 0.0), middle + reach
        if self.shares:
            return np.sin(low) ** 2, np.sin(np.minimum(high, np.pi / 2)) ** 2
        return low**2, high**2

    def z(self, counts: ArrayLike, exposure: ArrayLike) -> Floats:
        """How far each unit stands from the rate, in standard deviations; NaN where there is no exposure."""
        scores: Floats = _naive(counts, exposure, self.rate, shares=self.shares) / self.dispersion**0.5
        return scores


def funnel(counts: ArrayLike, exposure: ArrayLike, *, shares: bool = False) -> Funnel | None:
    """The funnel of units; None where nobody looked.

    Drawn on the scale that steadies chance: the square root of a rate, the arc sine of that of a share. Dispersion is
    the mean square of the z scores after the outer tenths are drawn in to the tenth's rim.
    Raises ValueError for a share of more than its whole.
    """
    o, e = np.asarray(counts, float), np.asarray(exposure, float)
    if not (e > 0).any():
        return None
    if shares and (o > e).any():
        raise ValueError("a part is no more than its whole")
    rate = float(o[e > 0].sum() / e.sum())
    z = _naive(o, e, rate, shares=shares)[e > 0]
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
    return Funnel(rate, max(1.0, float((np.clip(z, low, high) ** 2).mean())), shares)


def _naive(counts: ArrayLike, exposure: ArrayLike, rate: float, *, shares: bool) -> Floats:
    o, e = np.asarray(counts, float), np.asarray(exposure, float)
    own = np.where(e > 0, o, 0.0) / np.where(e > 0, e, 1.0)
    apart = _steadied(own, shares=shares) - _steadied(rate, shares=shares)
    z: Floats = np.where(e > 0, 2 * np.sqrt(np.maximum(e, 0.0)) * apart, np.nan)
    return z


def _steadied(rate: ArrayLike, *, shares: bool) -> Floats:
    """The scale on which a rate scatters by 1 / (2 √exposure) whatever it is."""
    root: Floats = np.sqrt(np.asarray(rate, float))
    return np.arcsin(root) if shares else root
