"""The max-T test of shares: where more of what was reported is of one type than over the whole map.

Weighed against reports, effort is itself a count that differs from place to place, most of all where many places of
one kind lie together. Dealing the pairs (found, effort) anew mixes those places, so that the dealt maps have fewer
neighbourhoods where little is expected than the map has, and it names a place too readily. Here each unit keeps its
reports; how many of them are of the type is drawn anew with the share of the whole map. The share may differ from unit
to unit as unevenly as it does on this map (the beta-binomial law, its intra-unit correlation by moments), so that one
odd unit is no hotspot; places that lie together are. A map on which there is one counts as more uneven than chance
made it, which errs to the side of naming nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import betabinom, binom

from geo.hotspot.neighbour import Neighbours
from geo.hotspot.permutation import Tested, chance, checked
from geo.hotspot.turning import ENOUGH, judged

Floats = NDArray[np.float64]
# Below that the share is the same everywhere, as far as numbers can tell; units that are all or nothing are the most.
LEAST_CORRELATED, MOST_CORRELATED = 1e-6, 0.99
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Shares:
    """How many of each unit's reports are of the type by chance: the share, and how alike the reports of a unit are."""

    totals: NDArray[np.int64]
    share: float
    correlation: float

    def draw(self, rng: np.random.Generator, maps: int) -> Floats:
        """Counts of the type by unit, a column a map."""
        drawn = np.zeros((len(self.totals), maps))
        law: dict[int, Floats] = {}
        for unit in np.flatnonzero(self.totals).tolist():
            total = int(self.totals[unit])
            if total not in law:
                law[total] = self._law(total)
            drawn[unit] = np.searchsorted(law[total], rng.random(maps), side="right")
        return drawn

    def _law(self, total: int) -> Floats:
        """The chance of at most 0, 1, ... of so many, the last one left out, which is 1."""
        of = np.arange(total)
        alike = 1 / max(self.correlation, LEAST_CORRELATED) - 1
        within: Floats = (
            binom.cdf(of, total, self.share)
            if self.correlation < LEAST_CORRELATED
            else np.cumsum(betabinom.pmf(of, total, self.share * alike, (1 - self.share) * alike))
        )
        return within


def shares_of(counts: Floats, totals: Floats) -> Shares:
    """The law of a map. `counts` of the type are at most `totals`."""
    share = float(counts.sum() / totals.sum()) if totals.sum() > 0 else 0.0
    spread = share * (1 - share)
    # The variance of a count is total * spread * (1 + (total - 1) * correlation).
    more = float(((counts - totals * share) ** 2 / spread - totals).sum()) if spread > 0 else 0.0
    pairs = float((totals * (totals - 1)).sum())
    correlation = min(max(more / pairs, 0.0), MOST_CORRELATED) if pairs > 0 else 0.0
    return Shares(totals.astype(np.int64), share, correlation)


def judge_shares(
    counts: ArrayLike,
    totals: ArrayLike,
    neighbours: Neighbours,
    *,
    permutations: int = 9_999,
    seed: int = 0,
    least: float = ENOUGH,
    progress: Callable[[int, int], None] | None = None,
) -> Tested:
    """Test every unit of a map: `counts` are distinct incidents of a type, `totals` those of all types.

    Says what permutation.judge_map says, over maps whose counts were drawn anew; z of each by its own number of
    incidents. Of an incident that is counted in a unit where no type was reported, nothing is said.
    Raises ValueError for lengths that differ and for numbers that are negative or not finite.
    """
    found, every = checked(counts, totals, neighbours)
    found = np.minimum(found, every)
    law = shares_of(found, every)
    around = neighbours.around(every)
    observed, expected = neighbours.around(found), law.share * around
    enough = judged(every, expected, least)
    z = _z(observed[:, None], expected[:, None], enough)[:, 0]
    maxima = np.zeros(permutations + 1)
    maxima[0] = z.max(initial=0.0)
    rng = np.random.default_rng(seed)
    for first in range(1, len(maxima), AT_ONCE) if 0 < law.share < 1 else ():
        drawn = law.draw(rng, min(AT_ONCE, len(maxima) - first))
        share = drawn.sum(axis=0) / every.sum()
        largest = _z(neighbours.around(drawn), around[:, None] * share, enough).max(axis=0, initial=0.0)
        maxima[first : first + len(largest)] = largest
        if progress is not None:
            progress(first, len(maxima))
    return Tested(observed, expected, z, chance(z, enough, np.sort(maxima)), enough, law.share, len(maxima))


def _z(observed: Floats, expected: Floats, enough: NDArray[np.bool_]) -> Floats:
    z = (observed - expected) / np.sqrt(np.where(expected > 0, expected, 1.0))
    judged_alone: Floats = np.where(enough[:, None], z, 0.0)
    return judged_alone
