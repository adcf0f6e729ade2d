"""The largest z of each of many maps, all turns of rings of pairs.

A unit at a place of the ring gets, over all turns, the ring's values from that place on: so what it and its
neighbours get in all maps is a sum of a few long slices. Only where such a sum can matter is z worked out in full.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from geo.hotspot.neighbour import Neighbours

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]
# Below so much expected, one matter more or less decides everything.
ENOUGH = 1.0
# Sums in single precision differ by their order; what is equal but for that counts as equal.
EQUAL = 1e-5
# So many units are looked at closely together.
AT_ONCE = 64
# So many maps, evenly among all, say how high a maximum is at least; the few that stay below are done by themselves.
PILOT = 64


class Turning:
    """Rings (2, shuffles, units) of found - expected and of expected; `place` says where on a ring a unit stands."""

    def __init__(self, rings: Singles, turns: int, place: Ints, neighbours: Neighbours, least: float = ENOUGH) -> None:
        over, expected = np.concatenate([rings, rings[:, :, :turns]], axis=2)
        self.over, self.expected = np.ascontiguousarray(over), np.ascontiguousarray(expected)
        self.over_flat, self.expected_flat = self.over.ravel(), self.expected.ravel()
        self.place, self.neighbours, self.turns, self.least = place, neighbours, turns, least
        self.beside = padded(neighbours, place)
        shuffles, length = over.shape
        self.starts = (np.arange(shuffles)[:, None] * length + np.arange(turns)).ravel()

    def maxima(self, progress: Callable[[int, int], None] | None = None) -> Singles:
        """The largest z of each map, 0 where none is above 0."""
        some = np.unique(np.linspace(0, len(self.starts) - 1, PILOT).astype(np.int64))
        bar = float(self.one_by_one(some).min()) * (1 - EQUAL)
        best = self._above(bar, progress) if bar > 0 else np.zeros(len(self.starts), np.float32)
        low = np.flatnonzero(best <= bar)
        for first in range(0, len(low), PILOT):
            maps = low[first : first + PILOT]
            best[maps] = self.one_by_one(maps)
        return best

    def one_by_one(self, maps: Ints) -> Singles:
        """The largest z of some maps, each worked out whole."""
        at = self.place[:, None] + self.starts[maps]
        mine = self.expected_flat[at].astype(float)
        over, around = self.neighbours.around(self.over_flat[at]), self.neighbours.around(mine)
        z = over / np.sqrt(np.maximum(around, self.least))
        z[~judged(mine, around, self.least)] = 0.0
        largest: Singles = z.max(axis=0, initial=0.0).astype(np.float32)
        return largest

    def _above(self, bar: float, progress: Callable[[int, int], None] | None) -> Singles:
        """The largest z of the maps where it is above `bar`; what is found below it is not the largest.

        Where z > bar, over > bar * sqrt(expected) >= bar * (low + slope * expected), the chord below the root: so
        over - bar * slope * expected > bar * low, which is one sum of slices, not two.
        """
        low, slope = self._chord()
        tilted = self.over - np.float32(bar * slope) * self.expected
        best = np.zeros(len(self.starts), np.float32)
        total, above = np.empty((len(self.over), self.turns), np.float32), np.empty(len(self.starts), np.bool_)
        enough = np.float32(bar * low * (1 - EQUAL))
        start, beside = self.neighbours.start.tolist(), self.place[self.neighbours.beside].tolist()
        found: list[Ints] = []
        for unit, own in enumerate(self.place.tolist()):
            self._add(tilted, total, own, beside[start[unit] : start[unit + 1]])
            np.greater(total.ravel(), enough, out=above)
            found.append(above.nonzero()[0])
            if len(found) == AT_ONCE:
                self._look(best, unit + 1 - AT_ONCE, found)
                found = []
                if progress is not None:
                    progress(unit, len(self.place))
        if found:
            self._look(best, len(self.place) - len(found), found)
        return best

    def _chord(self) -> tuple[float, float]:
        """Where the chord of the square root begins and how it rises, over all that a neighbourhood may expect."""
        rising = np.sort(self.expected[0, : len(self.place)].astype(float))
        most = int(np.diff(self.neighbours.start).max()) + 1
        least = self.least * (1 - EQUAL)
        largest = max(float(rising[-most:].sum()) * (1 + EQUAL), 2 * self.least)
        slope = (largest**0.5 - least**0.5) / (largest - least)
        return least**0.5 - slope * least, slope

    def _add(self, ring: Singles, total: Singles, own: int, others: list[int]) -> None:
        """The ring's values of a unit and those beside it, added up, in every map."""
        turns = self.turns
        if not others:
            total[:] = ring[:, own : own + turns]
            return
        np.add(ring[:, own : own + turns], ring[:, others[0] : others[0] + turns], out=total)
        for other in others[1:]:
            np.add(total, ring[:, other : other + turns], out=total)

    def _look(self, best: Singles, first: int, found: list[Ints]) -> None:
        """Raise the best of the maps that may have a larger one at one of the units from `first` on."""
        maps, counts = np.concatenate(found), [len(maps) for maps in found]
        units = np.arange(first, first + len(found))
        at = self.starts[maps]
        own = at + np.repeat(self.place[units], counts)
        mine = self.expected_flat.take(own)
        over, around = self.over_flat.take(own), mine.copy()
        for column in self.beside[units].T:
            has = np.repeat(column >= 0, counts).nonzero()[0]
            beside = at[has] + np.repeat(column, counts)[has]
            over[has] += self.over_flat.take(beside)
            around[has] += self.expected_flat.take(beside)
        z = over / np.sqrt(np.maximum(around, self.least))
        z[~judged(mine, around, self.least)] = 0.0
        np.maximum.at(best, maps, z)


def judged(own: NDArray[np.floating], around: NDArray[np.floating], least: float) -> NDArray[np.bool_]:
    """Where enough was looked: at the unit itself, and so that `least` are expected in it and those beside it."""
    return (own > 0) & (around >= least * (1 - EQUAL))


def padded(neighbours: Neighbours, place: Ints) -> Ints:
    """The places beside each unit as rows of one length, -1 where there are fewer."""
    counts = np.diff(neighbours.start)
    table = np.full((neighbours.size, int(counts.max(initial=0))), -1, np.int64)
    row = np.repeat(np.arange(neighbours.size), counts)
    table[row, np.arange(len(row)) - neighbours.start[row]] = place[neighbours.beside]
    return table
