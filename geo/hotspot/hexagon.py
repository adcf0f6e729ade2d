"""Hexagons over a zone, in a metric frame: every place belongs to exactly one, and all have equal neighbours.

Hexagons stand on a point; `across_m` is the distance between two opposite sides, and so between the middles of
neighbours. They are counted by axial coordinates (column, row) from the frame's origin, so that the same ground has
the same hexagons whichever zone is covered.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from geo.hotspot.neighbour import Neighbours, from_pairs

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_ROOT3 = 3**0.5
# Three of the six sides; the others are those of the hexagon beyond.
_BESIDE = ((1, 0), (0, 1), (-1, 1))


@dataclass(frozen=True, slots=True)
class Hexagons:
    """Units that cover a zone: axial coordinates (n, 2) in rising order, and their part of the zone."""

    across_m: float
    axial: Ints
    shapes: NDArray[np.object_]

    def unit_of(self, xy: ArrayLike) -> Ints:
        """The unit of each place (n, 2) in metres; -1 where it lies in no hexagon of the zone."""
        return _found(self.axial, axial_of(xy, self.across_m))

    def neighbours(self) -> Neighbours:
        """Hexagons that share a side."""
        pairs = []
        for step in _BESIDE:
            other = _found(self.axial, self.axial + np.array(step))
            pairs.append(np.column_stack([np.arange(len(other)), other])[other >= 0])
        return from_pairs(len(self.axial), np.concatenate(pairs))


def hexagons(zone: shapely.Geometry, across_m: float) -> Hexagons:
    """Cover a zone (metres) with hexagons clipped to it. Raises ValueError where they have no width."""
    if not across_m > 0:
        raise ValueError(f"hexagons {across_m} m across")
    west, south, east, north = shapely.bounds(zone)
    tall = across_m * _ROOT3 / 2
    rows = np.arange(np.floor(south / tall) - 1, np.ceil(north / tall) + 2)
    width = int(np.ceil((east - west) / across_m)) + 3
    columns = np.floor(west / across_m - rows / 2)[:, None] - 1 + np.arange(width + 1)
    axial = np.column_stack([columns.ravel(), np.repeat(rows, width + 1)]).astype(np.int64)
    shapely.prepare(zone)
    whole = outlines(axial, across_m)
    touched = shapely.intersects(zone, whole)
    axial, whole = axial[touched], whole[touched]
    shapes = np.where(shapely.contains_properly(zone, whole), whole, shapely.intersection(zone, whole))
    kept = shapely.area(shapes) > 0
    order = np.lexsort(axial[kept].T[::-1])
    return Hexagons(across_m, axial[kept][order], shapes[kept][order])


def outlines(axial: Ints, across_m: float) -> NDArray[np.object_]:
    """Whole hexagons as polygons, their corners from the north-east one counter-clockwise."""
    angles = np.pi / 6 + np.arange(6) * np.pi / 3
    corners = across_m / _ROOT3 * np.column_stack([np.cos(angles), np.sin(angles)])
    return np.asarray(shapely.polygons(centres(axial, across_m)[:, None, :] + corners), object)


def centres(axial: Ints, across_m: float) -> Floats:
    """The middles of hexagons in metres."""
    column, row = axial[:, 0], axial[:, 1]
    return np.column_stack([(column + row / 2) * across_m, row * across_m * _ROOT3 / 2])


def axial_of(xy: ArrayLike, across_m: float) -> Ints:
    """The hexagon of each place: fractional coordinates rounded in all three directions, the worst of them mended."""
    place = np.asarray(xy, float).reshape(-1, 2) / across_m
    row = place[:, 1] * 2 / _ROOT3
    cube = np.column_stack([place[:, 0] - row / 2, row, -place[:, 0] - row / 2])
    near = np.rint(cube)
    off = np.abs(near - cube)
    worst = off.argmax(axis=1)
    at = np.arange(len(near))
    near[at, worst] -= near.sum(axis=1)
    return near[:, :2].astype(np.int64)


def _found(axial: Ints, wanted: Ints) -> Ints:
    """The rows of `axial` that are wanted, -1 where there is none."""
    key, ask = _key(axial), _key(wanted)
    at = np.minimum(np.searchsorted(key, ask), max(len(key) - 1, 0))
    return np.where(key[at] == ask, at, -1) if len(key) else np.full(len(ask), -1)


def _key(axial: Ints) -> Ints:
    """One rising number for column and row."""
    key: Ints = axial[:, 0] * (1 << 32) + axial[:, 1] + (1 << 31)
    return key
