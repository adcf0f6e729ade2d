"""Rank ranges of 2,000 grids with 12 inspections each, against the same written with scipy.stats.

Pair by pair the method is the same, Welch's test of each pair in both directions and Holm's steps, so that the answers
must be: a peer that gives another range ends the run. By drawing, the peer draws each grid's own inspections anew with
scipy.stats.bootstrap and ranks the means: as many draws, though what they tell is less (docs/ranks.md).
"""

from time import process_time

import numpy as np
from numpy.typing import NDArray
from scipy.stats import bootstrap, rankdata, ttest_ind

from bench.record import keep
from services.assessment.ranking.chance import rank_chances
from services.assessment.ranking.range import Ranges, rank_ranges
from services.assessment.ranking.sample import Sample, sample_of

RUNS, LEVEL, DRAWS = 3, 0.95, 1_000
Floats = NDArray[np.float64]


def inspected(grids: int, inspections: int, seed: int) -> Floats:
    """Scores to a tenth of a point, shape (grids, inspections)."""
    rng = np.random.default_rng(seed)
    return np.round(rng.normal(80, 4, (grids, 1)) + rng.normal(0, 6, (grids, inspections)), 1)


def by_us(scores: Floats) -> Ranges:
    """Ours, from single inspections."""
    return rank_ranges(_sample(scores), LEVEL, "own")


def by_scipy(scores: Floats) -> Ranges:
    """Each grid against all by one call of ttest_ind, and Holm's steps over both directions of its pairs."""
    grids = len(scores)
    best, worst = np.empty((2, grids), np.int64)
    for grid, own in enumerate(scores):
        others = np.delete(scores, grid, axis=0)
        p = ttest_ind(others, own[None], axis=1, equal_var=False, alternative="greater").pvalue
        both = np.concatenate([p, 1 - p])
        order = np.argsort(both)
        fails = both[order] > (1 - LEVEL) / (len(both) - np.arange(len(both)))
        proven = order[: int(np.argmax(fails))]
        best[grid] = 1 + (proven < grids - 1).sum()
        worst[grid] = grids - (proven >= grids - 1).sum()
    return Ranges(best, worst)


def drawn_by_us(scores: Floats, seed: int) -> Ranges:
    """Ours, by drawing."""
    return rank_chances(_sample(scores), seed=seed, level=LEVEL, draws=DRAWS).ranges


def drawn_by_scipy(scores: Floats, seed: int) -> Ranges:
    """Every grid's inspections drawn anew at once, and the means ranked in each draw."""
    rng = np.random.default_rng(seed)
    found = bootstrap((scores,), np.mean, axis=1, n_resamples=DRAWS, batch=50, method="percentile", rng=rng)
    ranks = rankdata(-found.bootstrap_distribution, axis=0)
    low, high = np.quantile(ranks, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=1)
    return Ranges(np.floor(low).astype(int), np.ceil(high).astype(int))


def compare(grids: int, inspections: int) -> None:
    """Measure one size. Raises AssertionError where the peer has other ranges."""
    pairs: tuple[list[float], list[float]] = ([], [])
    draws: tuple[list[float], list[float]] = ([], [])
    for run in range(RUNS):
        scores = inspected(grids, inspections, run)
        start = process_time()
        ours = by_us(scores)
        between = process_time()
        theirs = by_scipy(scores)
        end = process_time()
        if (ours.best != theirs.best).any() or (ours.worst != theirs.worst).any():
            raise AssertionError("the ranges of the peer are others")
        pairs[0].append(between - start)
        pairs[1].append(end - between)
        start = process_time()
        drawn_by_us(scores, run)
        between = process_time()
        drawn_by_scipy(scores, run)
        draws[0].append(between - start)
        draws[1].append(process_time() - between)
    size = f"{grids:,} grids, {inspections} inspections"
    keep(f"rank ranges pair by pair, {size}", "scipy.stats", *pairs, "CPU s")
    keep(f"rank ranges by drawing, {size}", "scipy.stats", *draws, "CPU s")


def main() -> None:
    """The size of the promise."""
    compare(2_000, 12)


def _sample(scores: Floats) -> Sample:
    grids, inspections = scores.shape
    return sample_of(np.repeat(np.arange(grids), inspections), scores.ravel(), grids)


if __name__ == "__main__":
    main()
