"""How far points lie from borders, in metres.

What is nearest is sought on a flat scale that holds for the middle of the zones, and then measured on the
ellipsoid. A scale that is wrong by e (0.5 % at 50 km north or south of the middle, at latitude 45 degrees)
may miss the nearest place a little, which makes the distance too long by about e squared: 25 millionths.
"""

from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from geo.metric import distance_m, flatten, unflatten

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Borders:
    """Borders of polygons (degrees, by rising rank, at least one not empty); made ready when first needed."""

    def __init__(self, polygons: NDArray[np.object_]) -> None:
        self._polygons = polygons

    def own_m(self, rank: Ints, lon: Floats, lat: Floats) -> Floats:
        """From each point to the border of the polygon of that rank."""
        return self._measure(lon, lat, self._lines[rank])

    def nearest(self, lon: Floats, lat: Floats) -> tuple[Ints, Floats]:
        """The polygon that is nearest to each (finite) point, the lowest rank of equals, and how far it is."""
        point, rank = self._tree.query_nearest(self._points(lon, lat), all_matches=True)
        lowest = np.full(lon.shape, len(self._polygons), np.int64)
        np.minimum.at(lowest, point, rank)
        return lowest, self._measure(lon, lat, self._flat[lowest])

    def lower_within(self, rank: Ints, lon: Floats, lat: Floats, reach_m: Floats) -> NDArray[np.bool_]:
        """Whether a polygon of a lower rank than the given one lies within reach of each point."""
        within = np.zeros(lon.shape, np.bool_)
        point, other = self._tree.query(self._points(lon, lat), predicate="dwithin", distance=reach_m)
        within[point[other < rank[point]]] = True
        return within

    def _measure(self, lon: Floats, lat: Floats, shapes: NDArray[np.object_]) -> Floats:
        ways = shapely.shortest_line(self._points(lon, lat), shapes)
        there = unflatten(shapely.get_coordinates(ways)[1::2], self._latitude)
        return distance_m(lon, lat, there[:, 0], there[:, 1])

    def _points(self, lon: Floats, lat: Floats) -> NDArray[np.object_]:
        return np.asarray(shapely.points(flatten(np.column_stack([lon, lat]), self._latitude)), dtype=object)

    @cached_property
    def _latitude(self) -> float:
        _, south, _, north = shapely.total_bounds(self._polygons)
        return float(south + north) / 2

    @cached_property
    def _flat(self) -> NDArray[np.object_]:
        flat: NDArray[np.object_] = shapely.transform(self._polygons, lambda xy: flatten(xy, self._latitude))
        return flat

    @cached_property
    def _lines(self) -> NDArray[np.object_]:
        lines: NDArray[np.object_] = shapely.boundary(self._flat)
        return lines

    @cached_property
    def _tree(self) -> STRtree:
        return STRtree(self._flat)
