"""Which grid a point lies in: exact, in one rule, and fast for millions of points.

The rule: a point belongs to a grid that covers it, its border included. Where several do, on a shared
edge or in an overlap, it belongs to the one whose code sorts lowest. The order of rows plays no part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from geo.border import Borders
from geo.outlines import Outlines
from geo.raster import Raster

OUTSIDE = -1
_CHUNK = 1_000_000
_SURFACES = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
Floats = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Located:
    """Where points lie, as arrays of one length.

    Grid index or -1, border doubt, and for points outside all grids the nearest grid and its
    distance in metres (-1 and NaN inside, and where a coordinate is not finite).
    """

    index: Indices
    doubtful: NDArray[np.bool_]
    nearest: Indices
    nearest_m: Floats


class Locator:
    """Grids made ready for points: valid polygons in EPSG:4326 and one code each.

    Raises ValueError where codes repeat or are not as many as the polygons, and where something is no
    polygon or lies off the degrees of the earth. An empty polygon covers nothing.
    """

    def __init__(self, codes: Sequence[str], polygons: Sequence[BaseGeometry]) -> None:
        _check(codes, polygons)
        self._order = np.asarray(sorted(range(len(codes)), key=lambda i: codes[i]), np.int64)
        # Ranks, not indices, are used inside: the place of a polygon's code among the sorted codes.
        self._polygons = np.empty(len(codes), object)
        self._polygons[:] = [polygons[i] for i in self._order]
        self._is_empty = bool(shapely.is_empty(self._polygons).all())

    def locate(self, lon: ArrayLike, lat: ArrayLike) -> Indices:
        """The index of each point's grid, -1 outside all and where a coordinate is not finite."""
        x, y = _points(lon, lat)
        return self._as_given(self._ranks(x, y))

    def place(self, lon: ArrayLike, lat: ArrayLike, accuracy_m: ArrayLike) -> Located:
        """Locate points, with their border doubt, and the nearest grid of those outside.

        A point is doubtful if, within its accuracy (metres), another place would belong to another grid or
        to none. NaN for an accuracy says that it is not known, and raises no doubt.
        """
        x, y = _points(lon, lat)
        accuracy = np.broadcast_to(np.asarray(accuracy_m, float), x.shape)
        ranks = self._ranks(x, y)
        nearest, nearest_m = self._nearest(x, y, ranks)
        doubtful = self._doubtful(x, y, accuracy, ranks) | (nearest_m < accuracy)
        return Located(self._as_given(ranks), doubtful, self._as_given(nearest), nearest_m)

    def doubtful(self, lon: ArrayLike, lat: ArrayLike, accuracy_m: ArrayLike) -> NDArray[np.bool_]:
        """Whether each point is nearer than its accuracy to where another grid, or none, begins."""
        return self.place(lon, lat, accuracy_m).doubtful

    def nearest(self, lon: ArrayLike, lat: ArrayLike) -> tuple[Indices, Floats]:
        """The nearest grid of each point outside all grids, and its distance in metres; -1 and NaN inside.

        Of grids that are equally near it is the one whose code sorts lowest.
        """
        x, y = _points(lon, lat)
        ranks, metres = self._nearest(x, y, self._ranks(x, y))
        return self._as_given(ranks), metres

    def border_distance_m(self, lon: ArrayLike, lat: ArrayLike) -> Floats:
        """Metres from each point to the border of its grid, or outside all to the nearest grid's."""
        x, y = _points(lon, lat)
        ranks = self._ranks(x, y)
        _, metres = self._nearest(x, y, ranks)
        inside = np.flatnonzero(ranks >= 0)
        if len(inside):
            metres[inside] = self._borders.own_m(ranks[inside], x[inside], y[inside])
        return metres

    @cached_property
    def _raster(self) -> Raster:
        return Raster.over(Outlines(self._polygons))

    @cached_property
    def _borders(self) -> Borders:
        return Borders(self._polygons)

    def _ranks(self, x: Floats, y: Floats) -> Indices:
        ranks = np.full(x.shape, OUTSIDE, np.int64)
        if not self._is_empty:
            for start in range(0, len(x), _CHUNK):
                part = slice(start, start + _CHUNK)
                ranks[part] = self._raster.look_up(x[part], y[part])
        return ranks

    def _as_given(self, ranks: Indices) -> Indices:
        """Ranks as indices of the grids as they were given."""
        return np.append(self._order, OUTSIDE)[ranks]

    def _nearest(self, x: Floats, y: Floats, ranks: Indices) -> tuple[Indices, Floats]:
        nearest, metres = np.full(x.shape, OUTSIDE, np.int64), np.full(x.shape, np.nan)
        outside = np.flatnonzero((ranks == OUTSIDE) & np.isfinite(x) & np.isfinite(y))
        if len(outside) and not self._is_empty:
            nearest[outside], metres[outside] = self._borders.nearest(x[outside], y[outside])
        return nearest, metres

    def _doubtful(self, x: Floats, y: Floats, accuracy: Floats, ranks: Indices) -> NDArray[np.bool_]:
        """Border doubt of points inside grids."""
        doubtful = np.zeros(x.shape, np.bool_)
        inside = np.flatnonzero((ranks >= 0) & (accuracy > 0))
        if not len(inside):
            return doubtful
        near = inside[self._raster.clear_m(x[inside], y[inside]) < accuracy[inside]]
        doubtful[near] = self._borders.own_m(ranks[near], x[near], y[near]) < accuracy[near]
        # Inside its own grid a point's neighbourhood belongs to another only where a lower code overlaps.
        rest = near[~doubtful[near]]
        doubtful[rest] = self._borders.lower_within(ranks[rest], x[rest], y[rest], accuracy[rest])
        return doubtful


def _points(lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
    x, y = np.atleast_1d(np.asarray(lon, float)), np.atleast_1d(np.asarray(lat, float))
    if x.shape != y.shape or x.ndim != 1:
        raise ValueError(f"longitudes and latitudes must be lists of one length, not {x.shape} and {y.shape}")
    return x, y


def _check(codes: Sequence[str], polygons: Sequence[BaseGeometry]) -> None:
    if len(codes) != len(polygons):
        raise ValueError(f"{len(codes)} codes for {len(polygons)} polygons")
    if len(set(codes)) != len(codes):
        raise ValueError("a code stands at two polygons: it could not decide between them")
    kinds = np.asarray(shapely.get_type_id(np.asarray(polygons, dtype=object)))
    if not np.isin(kinds, _SURFACES).all():
        raise ValueError("something that is no polygon can't be a grid")
    xy = shapely.get_coordinates(polygons)
    if not (np.abs(xy) <= (180.0, 90.0)).all():
        raise ValueError("a polygon has a coordinate that is no longitude or latitude")
