"""The ranks that the data support: 1 + who is proven better .. n - who is proven worse, pair by pair.

Each unit is compared with every other, in both directions, and the errors of all comparisons are bounded together
(Holm, Scandinavian Journal of Statistics 6, 1979): whatever the truth, its rank lies in the range with the stated
probability. That is what marginal and simultaneous confidence sets of ranks are (Mogstad, Romano, Shaikh, Wilhelm,
Review of Economic Studies 91, 2024, doi.org/10.1093/restud/rdad006), with Holm's bound where theirs draws the largest
difference. Inspections are taken as independent: ten by one inspector who is always at the same grid are not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtr, stdtrit

from services.assessment.ranking.sample import Floats, Ints, Sample

Spread = Literal["pooled", "own"]
PAIRS_AT_ONCE = 1_000_000


@dataclass(frozen=True, slots=True)
class Ranges:
    """The best and the worst rank of each unit that the data support; rank 1 has the most points."""

    best: Ints
    worst: Ints


def rank_ranges(sample: Sample, level: float = 0.95, spread: Spread = "pooled", *, together: bool = False) -> Ranges:
    """The range of each unit: each holds with `level` by itself, or all of them at once where they are to `together`.

    `pooled`: single inspections scatter alike in all units, which few inspections a unit need. `own`: each unit has its
    own scatter (Welch, Biometrika 34, 1947), which takes many.
    Raises ValueError for a level beyond 0 to 1, where no unit has two inspections, or with `own` where one has not.
    """
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    units = len(sample.count)
    rivals = max(units * (units - 1) // 2 if together else units - 1, 1)
    ahead = _pooled(sample) if spread == "pooled" else _own(sample, (1 - level) / rivals)
    rejected = np.full(1 if together else units, -1)
    counted = rejected + 1
    better = worse = np.zeros(units, np.int64)
    while (counted > rejected).any():
        rejected = counted
        # Two directions a pair, of which at most one is ever rejected.
        share = (1 - level) / (2 * rivals - rejected)
        better, worse = ahead(np.broadcast_to(share, units))
        counted = better.sum(keepdims=True) if together else better + worse
    return Ranges(1 + better, units - worse)


Ahead = Callable[[Floats], tuple[Ints, Ints]]


def _pooled(sample: Sample) -> Ahead:
    """How many are better and worse than each unit, where one in `share` such findings may be chance.

    Of units that were inspected equally often, those far enough ahead are a tail of their sorted means.
    """
    variance, freedom = sample.variance, sample.freedom
    kinds = [(1 / k, np.sort(sample.mean[sample.count == k])) for k in np.unique(sample.count)]

    def ahead(share: Floats) -> tuple[Ints, Ints]:
        bar = -stdtrit(freedom, share) * variance**0.5
        better, worse = np.zeros((2, len(share)), np.int64)
        for per_count, means in kinds:
            far = bar * np.sqrt(1 / sample.count + per_count)
            better += len(means) - np.searchsorted(means, sample.mean + far, side="right")
            worse += np.searchsorted(means, sample.mean - far, side="left")
        return better, worse

    return ahead


def _own(sample: Sample, most: float) -> Ahead:
    """The same, each unit by its own scatter; `most` is the largest share that will be asked for."""
    if sample.count.min() < 2:
        raise ValueError("a unit with one inspection has no scatter of its own")
    pairs = [_pairs(sample, rows, most) for rows in _in_parts(len(sample.count))]

    def ahead(share: Floats) -> tuple[Ints, Ints]:
        better, worse = np.zeros((2, len(share)), np.int64)
        for one, chance, is_better in pairs:
            proven = chance <= share[one]
            better += np.bincount(one[proven & is_better], minlength=len(share))
            worse += np.bincount(one[proven & ~is_better], minlength=len(share))
        return better, worse

    return ahead


def _pairs(sample: Sample, rows: slice, most: float) -> tuple[Ints, Floats, NDArray[np.bool_]]:
    """Pairs of these units with all, as far as they may be proven: the unit, the chance, whether the other is better.

    No chance of Student's is below the normal law's, so pairs that miss the bar by that law are left out.
    """
    freedom = sample.count - 1.0
    error = sample.squares / freedom / sample.count
    gap = sample.mean - sample.mean[rows, None]
    both = error[rows, None] + error
    one, other = np.nonzero((gap != 0) & (gap**2 >= ndtri(most) ** 2 * both))
    gap, both = gap[one, other], both[one, other]
    part = error**2 / freedom
    with np.errstate(divide="ignore", invalid="ignore"):
        t = -np.abs(gap) / np.sqrt(both)
        chance = stdtr(both**2 / (part[rows][one] + part[other]), t)
    return one + rows.start, np.where(both > 0, chance, 0.0), gap > 0


def _in_parts(units: int) -> list[slice]:
    rows = max(1, PAIRS_AT_ONCE // units)
    return [slice(start, min(start + rows, units)) for start in range(0, units, rows)]
