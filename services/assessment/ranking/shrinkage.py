"""Rates of small denominators, drawn towards what all units have as far as their own scatter says they are alike.

True shares follow a beta law, true rates a gamma law. Its strength is told as a denominator: a unit whose own is as
large keeps half of its distance from the mean of all. Neither mean nor strength is taken for known, or ranges of a few
units would hold in three cases of four where 95 of 100 are stated: both are weighed by how likely they make the counts,
with every variance between units as good as any other before (Morris, Tang, Statistical Science 26, 2011,
doi.org/10.1214/10-STS349). geo.hotspot.smoothing colours a map by moments and tells no range; this does.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv, betaln, expit, gammaincinv, gammaln, logit

Floats = NDArray[np.float64]
# How finely strength and mean are weighed, the mean up to so many standard errors from the likeliest.
STRENGTHS, MEANS, REACH = 40, 13, 3.0


@dataclass(frozen=True, slots=True)
class Shrunk:
    """By unit the shrunk figure, its range, and the share of its own distance that it keeps; NaN without denominator.

    `mean` is that of all, `strength` as if they came from a unit with that denominator; none where nothing was found
    anywhere, or all: then nothing is to be learned from others, and ranges are exact ones of each unit's own.
    """

    value: Floats
    low: Floats
    high: Floats
    kept: Floats
    mean: float
    strength: float | None


def shrunk_shares(part: ArrayLike, whole: ArrayLike, level: float = 0.95) -> Shrunk:
    """Shares, so many of so many, each 0 to 1 (beta-binomial).

    Raises ValueError where a part is more than its whole, numbers are negative or not finite, or nothing is known.
    """
    k, n = _checked(part, whole, level)
    if (k > n).any():
        raise ValueError("a part is no more than its whole")
    tail = (1 - level) / 2
    if k.sum() in {0.0, n.sum()}:
        with np.errstate(divide="ignore"):
            far = tail ** (1 / n)
        return _alone(0.0, 0.0 * far, 1 - far, n) if k.sum() == 0 else _alone(1.0, far, 1 + 0.0 * far, n)
    law = _weighed(_beta, k, n, share=True)
    # The beta law with the mean and variance that all strengths and means together give.
    strength = law.value * (1 - law.value) / law.variance - 1
    hit, miss = law.value * strength, (1 - law.value) * strength
    return law.told(betaincinv(hit, miss, tail), betaincinv(hit, miss, 1 - tail), n)


def shrunk_rates(count: ArrayLike, exposure: ArrayLike, level: float = 0.95) -> Shrunk:
    """Rates, so many by so much exposure (gamma-Poisson).

    Raises ValueError where numbers are negative or not finite, or nothing is known.
    """
    k, n = _checked(count, exposure, level)
    tail = (1 - level) / 2
    if k.sum() == 0:
        with np.errstate(divide="ignore"):
            return _alone(0.0, 0.0 * n, -np.log(tail) / n, n)
    law = _weighed(_gamma, k, n, share=False)
    scale = law.variance / law.value
    shape = law.value / scale
    return law.told(gammaincinv(shape, tail) * scale, gammaincinv(shape, 1 - tail) * scale, n)


Likely = Callable[[Floats, Floats, Floats, Floats], Floats]


@dataclass(frozen=True, slots=True)
class _Law:
    """By unit the mean and variance of its true figure and what it keeps; of all, mean and the share given up."""

    value: Floats
    variance: Floats
    kept: Floats
    mean: float
    given_up: float

    def told(self, low: ArrayLike, high: ArrayLike, n: Floats) -> Shrunk:
        strength = float(n[n > 0].mean()) * self.given_up / (1 - self.given_up)
        value, least, most, kept = (np.where(n > 0, figure, np.nan) for figure in (self.value, low, high, self.kept))
        return Shrunk(value, least, most, kept, self.mean, strength)


def _weighed(likely: Likely, k: Floats, n: Floats, *, share: bool) -> _Law:
    """What all strengths and means together say, each as likely as it makes the counts."""
    given_up = (np.arange(STRENGTHS) + 0.5) / STRENGTHS
    strength = np.repeat(float(n[n > 0].mean()) * given_up / (1 - given_up), MEANS)[:, None]
    tried, width = _means(k, n, strength[::MEANS], share=share)
    mean = tried.reshape(-1, 1)
    # Even over variances, 1 / strength, is not even over what is given up; and the means stand apart by their width.
    log = likely(mean, strength, k, n).sum(axis=1) + np.repeat(np.log(width) - 2 * np.log(given_up), MEANS)
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    value = (mean * strength + k) / (strength + n)
    own = value * (1 - value) / (strength + n + 1) if share else value / (strength + n)
    middle = weight @ value
    variance = weight @ (own + (value - middle) ** 2)
    return _Law(middle, variance, weight @ (n / (strength + n)), float(weight @ mean[:, 0]),
                float(weight @ np.repeat(given_up, MEANS)))  # fmt: skip


def _means(k: Floats, n: Floats, strength: Floats, *, share: bool) -> tuple[Floats, Floats]:
    """For each strength the means to try, shape (., MEANS), about the one that weighs units by how well they tell it.

    A figure of n varies by spread · (1 / n + 1 / strength), about: as far apart as log or log odds have it, which is
    told beside them.
    """
    has = n > 0
    told = 1 / (1 / n[has] + 1 / strength)
    mean = (told * (k[has] / n[has])).sum(axis=1) / told.sum(axis=1)
    spread = mean * (1 - mean) if share else mean
    error = np.sqrt(spread / told.sum(axis=1)) / spread
    step = error[:, None] * np.linspace(-REACH, REACH, MEANS)
    tried: Floats = expit(logit(mean)[:, None] + step) if share else np.exp(np.log(mean)[:, None] + step)
    return tried, error


def _beta(mean: Floats, strength: Floats, k: Floats, n: Floats) -> Floats:
    hit, miss = mean * strength, (1 - mean) * strength
    log: Floats = betaln(hit + k, miss + n - k) - betaln(hit, miss)
    return log


def _gamma(mean: Floats, strength: Floats, k: Floats, n: Floats) -> Floats:
    shape = mean * strength
    log: Floats = gammaln(shape + k) - gammaln(shape) - shape * np.log1p(n / strength) - k * np.log(strength + n)
    return log


def _alone(value: float, low: Floats, high: Floats, n: Floats) -> Shrunk:
    each, least, most, kept = (np.where(n > 0, figure, np.nan) for figure in (value, low, high, 1.0))
    return Shrunk(each, least, most, kept, value, None)


def _checked(part: ArrayLike, whole: ArrayLike, level: float) -> tuple[Floats, Floats]:
    k, n = np.asarray(part, float), np.asarray(whole, float)
    if k.shape != n.shape or k.ndim != 1 or not (np.isfinite(k) & np.isfinite(n) & (k >= 0) & (n >= 0)).all():
        raise ValueError("one count and one denominator a unit, none negative")
    if not (n > 0).any() or (k[n == 0] > 0).any():
        raise ValueError("what is counted without denominator is no rate")
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    return k, n
