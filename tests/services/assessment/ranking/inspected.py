"""Inspections whose truth is known."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import rankdata

from services.assessment.ranking.sample import Sample, sample_of

# A few units with one to four inspections each, one of them with two at least.
few_units = st.lists(st.lists(st.integers(0, 200), min_size=1, max_size=4), min_size=1, max_size=7).filter(
    lambda units: max(map(len, units)) > 1
)


@dataclass(frozen=True, slots=True)
class Town:
    """The true rank of each unit, and what was found there."""

    ranks: NDArray[np.float64]
    sample: Sample


def town(rng: np.random.Generator, units: int, inspections: int, *, deviation: float = 4, scatter: float = 6) -> Town:
    """Units whose true scores deviate by so many points, inspected with so much scatter (statistics: 4 and 6)."""
    true = rng.normal(80, deviation, units)
    of = np.repeat(np.arange(units), inspections)
    return Town(rankdata(-true), sample_of(of, rng.normal(true[of], scatter), units))


def sampled(units: list[list[float]]) -> Sample:
    """The sample of units written down one by one."""
    of = [n for n, scores in enumerate(units) for _ in scores]
    return sample_of(of, [score for scores in units for score in scores], len(units))
