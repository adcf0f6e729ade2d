"""Inspections summed up by unit, the same whatever the order in which they come."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
# Scores are counted in ten-thousandths of a point: sums of whole numbers know no order, and equal means are equal.
STEPS = 10_000


@dataclass(frozen=True, slots=True)
class Sample:
    """By unit: how many inspections, their mean score, and the sum of squares about it. `residuals` of all, rising.

    A residual is an inspection's distance from its unit's mean, widened by √(k / (k - 1)) to the scatter of a single
    inspection; a unit with one inspection has none.
    """

    count: Ints
    mean: Floats
    squares: Floats
    residuals: Floats

    @property
    def freedom(self) -> int:
        """Degrees of freedom of the scatter of one inspection about its unit, over all units."""
        return int((self.count - 1).sum())

    @property
    def variance(self) -> float:
        """Of one inspection about its unit, the same for all units. Raises ValueError where none has two."""
        if self.freedom == 0:
            raise ValueError("nothing tells how far two inspections of one unit differ")
        # Rising, so that the sum is the same whichever unit is named first.
        return float(np.sort(self.squares).sum()) / self.freedom


def sample_of(unit: ArrayLike, score: ArrayLike, units: int) -> Sample:
    """Sum up inspections: the unit of each, from 0, and its score in points, shape (inspections,) both.

    What is known of a unit without inspecting it, points by its data say, is added to each of its scores.
    Raises ValueError for lengths that differ, scores that are not finite, and a unit without inspection.
    """
    of, points = np.asarray(unit, np.int64), np.asarray(score, float)
    if of.shape != points.shape or of.ndim != 1 or not np.isfinite(points).all():
        raise ValueError("one finite score for each inspection")
    if len(of) and (of.min() < 0 or of.max() >= units):
        raise ValueError(f"units are numbered from 0 to {units - 1}")
    count = np.bincount(of, minlength=units)
    if not count.all():
        raise ValueError("a unit without inspection has no range")
    steps = np.rint(points * STEPS).astype(np.int64)
    total = np.zeros(units, np.int64)
    np.add.at(total, of, steps)
    apart = steps * count[of] - total[of]
    squares = np.zeros(units, np.int64)
    np.add.at(squares, of, steps * apart)
    wide = count[of] > 1
    residuals = apart[wide] / np.sqrt(count[of][wide] * (count[of][wide] - 1.0)) / STEPS
    return Sample(count, total / count / STEPS, squares / count / STEPS**2, np.sort(residuals))
