"""Stretches of street as units: cut where streets meet, and where they are long."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from geo.hotspot.neighbour import Neighbours, from_pairs

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Segments:
    """Stretches of street in a metric frame, in the order of their middles from west to east."""

    shapes: NDArray[np.object_]

    @property
    def length_m(self) -> Floats:
        """Metres of street."""
        return np.asarray(shapely.length(self.shapes), float)

    def unit_of(self, xy: ArrayLike, within_m: float) -> Ints:
        """The nearest stretch of each place (n, 2), the first of several; -1 where none is within `within_m`."""
        points = np.asarray(shapely.points(np.asarray(xy, float).reshape(-1, 2)), object)
        found = np.full(len(points), -1, np.int64)
        if len(self.shapes) and len(points):
            near = shapely.STRtree(self.shapes).query_nearest(points, max_distance=within_m)
            first = np.unique(near[0], return_index=True)
            found[first[0]] = near[1][first[1]]
        return found

    def neighbours(self) -> Neighbours:
        """Stretches that meet in an end; all that meet in one crossing are beside one another."""
        if not len(self.shapes):
            return from_pairs(0, [])
        ends = np.concatenate([_end(self.shapes, 0), _end(self.shapes, -1)])
        unit = np.tile(np.arange(len(self.shapes)), 2)
        _, crossing = np.unique(np.round(ends, 3), axis=0, return_inverse=True)
        order = np.argsort(crossing, kind="stable")
        groups = np.split(unit[order], np.flatnonzero(np.diff(crossing[order])) + 1)
        pairs = [np.column_stack([np.repeat(g, len(g)), np.tile(g, len(g))]) for g in groups]
        return from_pairs(len(self.shapes), np.concatenate(pairs))


def segments(streets: shapely.Geometry, zone: shapely.Geometry, most_m: float) -> Segments:
    """The streets inside a zone, cut at every meeting and then into equal stretches of at most `most_m`."""
    inside = shapely.get_parts(shapely.intersection(streets, zone))
    # A street that only touches the border leaves a point, and a collection of points and lines is never merged.
    met = shapely.line_merge(shapely.union_all(inside[shapely.get_dimensions(inside) == 1]))
    lines = [p for p in shapely.get_parts(met) if p.geom_type == "LineString" and p.length > 0]
    cut = np.array([part for line in lines for part in _cut(line, most_m)], dtype=object)
    if not len(cut):
        return Segments(cut)
    middle = shapely.get_coordinates(shapely.line_interpolate_point(cut, 0.5, normalized=True))
    return Segments(cut[np.lexsort((middle[:, 1], middle[:, 0]))])


def _cut(line: shapely.LineString, most_m: float) -> list[shapely.LineString]:
    count = int(np.ceil(line.length / most_m))
    if count <= 1:
        return [line]
    at = line.length * np.arange(1, count) / count
    xy = shapely.get_coordinates(line)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
    every = np.union1d(along, at)
    full = np.column_stack([np.interp(every, along, xy[:, 0]), np.interp(every, along, xy[:, 1])])
    rims = np.searchsorted(every, [0.0, *at, every[-1]])
    return [shapely.LineString(full[a : b + 1]) for a, b in pairwise(rims)]


def _end(shapes: NDArray[np.object_], which: int) -> Floats:
    return shapely.get_coordinates(shapely.get_point(shapes, which))
