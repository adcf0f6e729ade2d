"""How likely each rank is: the inspections are drawn anew many times, and every time all units are ranked.

Drawing a unit's own inspections anew tells too little. The means that came out first and last are so partly by luck,
so drawn means lie further apart than true ones, and of three inspections hardly any scatter is left to draw: ranges
made so hold in 81 of 100 cases where 95 are stated. So the means are drawn together, as far as their own scatter says
that the units differ (the normal model of true means, its between-unit deviation τ drawn from what it may be with a
flat prior: Gelman, Bayesian Analysis 1, 2006, doi.org/10.1214/06-BA117A; ranks: Goldstein, Spiegelhalter, JRSS A 159,
1996), and what is drawn about them are the inspections' distances from their units' means, those of all units. Ranges
hold with the stated share over all units of a list, less often for the very first and last (docs/ranks.md);
range.rank_ranges holds for each.

Only the bit stream of PCG64 is used, which NumPy keeps the same: a seed gives the same draws, byte for byte. Units with
the same figures are told the same, and the order in which units are listed changes nothing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.assessment.ranking.range import Ranges
from services.assessment.ranking.sample import Floats, Ints, Sample

DRAWS = 2_000
VALUES_AT_ONCE = 2_000_000
# As finely as the deviation between units is told, up to so many times that of the means.
DEVIATIONS, WIDEST = 64, 4.0


@dataclass(frozen=True, slots=True)
class Chances:
    """By unit: the range of ranks that holds with the stated probability, and the chance to be first or last."""

    ranges: Ranges
    first: Floats
    last: Floats


def rank_chances(sample: Sample, *, seed: int, level: float = 0.95, draws: int = DRAWS) -> Chances:
    """The ranks of each unit over `draws` drawings; rank 1 has the most points.

    Raises ValueError for a level beyond 0 to 1, and where no unit has two inspections.
    """
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    error = sample.variance / sample.count
    order = np.lexsort((error, sample.mean))
    if sample.variance > 0:
        ranks = _ranks(sample, order, error[order], np.random.PCG64(seed), draws)
    else:  # all inspections of a unit agree: nothing to draw
        ranks = np.arange(len(order), 0, -1, dtype=np.int32)[None]
    figures = np.column_stack([sample.mean, error])[order]
    starts = np.flatnonzero(np.append(True, (figures[1:] != figures[:-1]).any(axis=1)))
    return _told(ranks, starts, order, level)


def named_last(chances: Chances, level: float) -> int | None:
    """The unit that may be named the last, as its chance to be is `level` at least; None where there is no such unit.

    Raises ValueError for a level of one half or less, at which two units may be the last.
    """
    if not 0.5 < level <= 1:
        raise ValueError(f"more than half, not {level}")
    unit = int(np.argmax(chances.last))
    return unit if chances.last[unit] >= level else None


def _ranks(sample: Sample, order: Ints, error: Floats, bits: np.random.PCG64, draws: int) -> NDArray[np.int32]:
    """The ranks in each draw, shape (draws, units), the units by rising mean."""
    mean, count = sample.mean[order], sample.count[order]
    deviations, centres = _deviations(mean, error, bits.random_raw(draws))
    residuals = sample.residuals * np.sqrt(sample.variance / np.mean(sample.residuals**2))
    ranks = np.empty((draws, len(mean)), np.int32)
    rows = max(1, VALUES_AT_ONCE // int(count.sum()))
    for start in range(0, draws, rows):
        deviation, centre = deviations[start : start + rows, None], centres[start : start + rows, None]
        drawn = _mean_residuals(residuals, count, bits, len(deviation))
        both = deviation**2 + error
        # Divided by the deviation, which moves no rank: where the units may all be the same, luck alone is left.
        true = deviation * (mean - centre) / both + drawn / np.sqrt(both)
        best = np.argsort(-true, axis=1, kind="stable")
        np.put_along_axis(ranks[start : start + rows], best, np.arange(1, len(mean) + 1, dtype=np.int32)[None], axis=1)
    return ranks


def _deviations(mean: Floats, error: Floats, raw: NDArray[np.uint64]) -> tuple[Floats, Floats]:
    """For each draw how far the true means of units differ, and about what, as likely as the means make it."""
    tried = np.linspace(0, WIDEST * mean.std(), DEVIATIONS)
    precision = 1 / (tried[:, None] ** 2 + error)
    centre = (precision * mean).sum(axis=1) / precision.sum(axis=1)
    misfit = (precision * (mean - centre[:, None]) ** 2).sum(axis=1)
    log = (np.log(precision).sum(axis=1) - np.log(precision.sum(axis=1)) - misfit) / 2
    chance = np.cumsum(np.exp(log - log.max()))
    pick = np.searchsorted(chance[:-1] / chance[-1], (raw >> np.uint64(11)) * 2.0**-53, side="right")
    return tried[pick], centre[pick]


def _mean_residuals(residuals: Floats, count: Ints, bits: np.random.PCG64, rows: int) -> Floats:
    """For each unit the mean of as many residuals as it has inspections, drawn with replacement from those of all."""
    each = int(count.sum())
    halves = bits.random_raw((rows, (each + 1) // 2)).view(np.uint32)[:, :each]
    at = (halves.astype(np.uint64) * np.uint64(len(residuals))) >> np.uint64(32)
    starts = np.cumsum(count) - count
    means: Floats = np.add.reduceat(residuals[at.astype(np.intp)], starts, axis=1) / count
    return means


def _told(ranks: NDArray[np.int32], starts: Ints, order: Ints, level: float) -> Chances:
    """Ranges and chances in the order of the list; units with the same figures, from one start to the next, as one."""
    draws, units = ranks.shape
    sizes = np.diff(np.append(starts, units))
    first, last = (
        np.repeat(np.add.reduceat((ranks == rank).sum(axis=0), starts) / (sizes * draws), sizes) for rank in (1, units)
    )
    best, worst = np.empty((2, units), np.int64)
    for start, size in zip(starts.tolist(), sizes.tolist(), strict=True):
        group = slice(start, start + size)
        rising = np.sort(ranks[:, group], axis=None)
        cut = int(round((1 - level) / 2 * len(rising), 6))
        best[group], worst[group] = rising[cut], rising[-1 - cut]
    back = np.argsort(order)
    return Chances(Ranges(best[back], worst[back]), first[back], last[back])
