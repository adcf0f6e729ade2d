"""A sample that is spread over the map: the local pivotal method, with equal chances and a published seed."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from geo.coverage.lot import Lot

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
# So many neighbours are looked up at once; a unit that has used them up looks again.
AHEAD = 12
# Equal but for the rounding of the tree's own distances.
ROUNDING = 1 + 1e-9


def spread_sample(keys: Sequence[str], xy: ArrayLike, size: int, seed: str) -> list[str]:
    """`size` of the keys, each equally likely, neighbours seldom together; in the order of the keys.

    `xy` in metres, shape (n, 2). The second local pivotal method (Grafström, Lundström, Schelin, Biometrics 68, 2012):
    of the units that are still undecided one is drawn; it and the nearest other one, of equally near ones the first
    by key, put their chances together, and one of them takes as much as it can. Chances are kept as whole numbers of
    n-ths and units are sorted by key first, so the same keys, places and seed give the same sample anywhere.
    Raises ValueError for keys given twice, places that are not finite, or more than there are.
    """
    places = np.asarray(xy, float).reshape(-1, 2)
    if len(set(keys)) != len(keys) or len(keys) != len(places):
        raise ValueError("every address needs a key of its own and a place")
    if not np.isfinite(places).all():
        raise ValueError("a place is not finite")
    if not 0 <= size <= len(keys):
        raise ValueError(f"{size} of {len(keys)} addresses can't be drawn")
    order = sorted(range(len(keys)), key=keys.__getitem__)
    chances = _decided(places[order], size, Lot(seed))
    return [keys[row] for row, chance in zip(order, chances, strict=True) if chance]


def _decided(places: Floats, size: int, lot: Lot) -> list[int]:
    """The chance of each unit, in n-ths, once each is nought or all."""
    whole = len(places)
    chances = [size] * whole
    if size in {0, whole}:
        return chances
    undecided = _Undecided(places)
    while len(undecided.units) > 1:
        one = undecided.units[lot.below(len(undecided.units))]
        other = undecided.nearest(one)
        chances[one], chances[other] = _settled(chances[one], chances[other], whole, lot)
        for unit in (one, other):
            if chances[unit] in {0, whole}:
                undecided.remove(unit)
    return chances


def _settled(one: int, other: int, whole: int, lot: Lot) -> tuple[int, int]:
    """The two chances after their contest: each keeps its own on average, and one of them is decided."""
    both = one + other
    if both <= whole:
        return (both, 0) if lot.below(both) < one else (0, both)
    left = 2 * whole - both
    return (both - whole, whole) if lot.below(left) < whole - one else (whole, both - whole)


class _Undecided:
    """The units whose chance is neither nought nor all, in an order that drawing and removing know."""

    def __init__(self, places: Floats) -> None:
        self.places = places
        self.units = list(range(len(places)))
        self.position = list(range(len(places)))
        self._index()

    def _index(self) -> None:
        """A tree of the undecided alone, and the nearest of each."""
        self.indexed = np.array(sorted(self.units), np.int64)
        self.tree = cKDTree(self.places[self.indexed])
        self.row = {unit: row for row, unit in enumerate(self.indexed.tolist())}
        self.ahead, self.far_m = self._around(self.places[self.indexed], AHEAD + 1)

    def nearest(self, unit: int) -> int:
        """The undecided unit nearest to one; of equally near ones the first by key."""
        near, far_m = self.ahead[self.row[unit]], self.far_m[self.row[unit]]
        while (at := self._first_other(unit, near)) is None:
            (near,), (far_m,) = self._around(self.places[[unit]], 2 * len(near))
        if at + 1 < len(near) and far_m[at + 1] > far_m[at] * ROUNDING:
            return near[at]
        return self._first_of_equals(unit, far_m[at])

    def _around(self, at: Floats, ahead: int) -> tuple[list[list[int]], list[list[float]]]:
        """The indexed units nearest to each place, outwards, and how far they are."""
        # A list of ranks keeps its axis, also where there is one.
        far, rows = self.tree.query(at, list(range(1, min(ahead, len(self.indexed)) + 1)))
        return self.indexed[rows].tolist(), np.asarray(far).tolist()

    def _first_other(self, unit: int, near: list[int]) -> int | None:
        return next((at for at, n in enumerate(near) if n != unit and self.position[n] >= 0), None)

    def _first_of_equals(self, unit: int, distance: float) -> int:
        ball = self.tree.query_ball_point(self.places[unit], distance * ROUNDING)
        near = [n for n in self.indexed[ball].tolist() if n != unit and self.position[n] >= 0]
        apart = np.hypot(*(self.places[near] - self.places[unit]).T)
        first: int = min(n for n, far in zip(near, apart.tolist(), strict=True) if far <= distance * ROUNDING)
        return first

    def remove(self, unit: int) -> None:
        """Take a decided unit out: the last one takes its position."""
        last = self.units.pop()
        if last != unit:
            self.units[self.position[unit]] = last
            self.position[last] = self.position[unit]
        self.position[unit] = -1
        if 1 < len(self.units) <= len(self.indexed) // 2:
            self._index()
