"""Who is beside whom, as the tests walk through it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """For each unit those beside it, without itself: `beside[start[i]:start[i + 1]]`, rising."""

    start: Ints
    beside: Ints

    @property
    def size(self) -> int:
        """How many units there are."""
        return len(self.start) - 1

    def of(self, unit: int) -> Ints:
        """The units beside one."""
        return self.beside[self.start[unit] : self.start[unit + 1]]

    def around(self, values: ArrayLike) -> NDArray[np.float64]:
        """Each unit's value and those beside it, added up."""
        known = np.asarray(values, float)
        ones = np.ones(len(self.beside))
        matrix = sparse.csr_array((ones, self.beside, self.start), shape=(self.size, self.size))
        summed: NDArray[np.float64] = known + matrix @ known
        return summed


def from_pairs(size: int, pairs: ArrayLike) -> Neighbours:
    """Neighbours from pairs (k, 2) of units; a pair may stand once or twice, in either order, and never counts double.

    Raises ValueError where a pair names a unit that there is none of.
    """
    given = np.asarray(pairs, np.int64).reshape(-1, 2)
    if len(given) and not (given.min() >= 0 and given.max() < size):
        raise ValueError(f"a pair names a unit outside 0..{size - 1}")
    both = np.concatenate([given, given[:, ::-1]])
    both = np.unique(both[both[:, 0] != both[:, 1]], axis=0)
    counts = np.bincount(both[:, 0], minlength=size)
    return Neighbours(np.concatenate([[0], np.cumsum(counts)]), both[:, 1])
