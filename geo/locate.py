"""Which grid a point lies in: exact, in one rule, and fast for millions of points.

The rule: a point belongs to a grid that covers it, its border included. Where several do, on a shared
edge or in an overlap, it belongs to the one whose code sorts lowest. The order of rows plays no part.

The speed: a raster is laid over the grids. Cells that no border touches lie wholly in one grid or in
none, and most points are answered by looking up their cell; only points in border cells are tested
against outlines. Laying it costs more than testing a few points: for so few it is not laid.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from geo.metric import flatten, metres_per_degree

OUTSIDE = -1
_MIXED = -2
_CHUNK = 1_000_000
# So few points are tested against outlines at once, all of them.
FEW = 100
_PAD = 1e-6
Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Located:
    """Where points lie, as arrays of one length.

    Grid index or -1, border doubt, and for points outside all grids the nearest grid and its
    distance in metres (-1 and NaN inside).
    """

    index: Indices
    doubtful: NDArray[np.bool_]
    nearest: Indices
    nearest_m: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Raster:
    """Cells over the grids' box: the rank of the grid that a cell lies in, -1 for none, -2 for mixed."""

    west: float
    south: float
    per_x: float
    per_y: float
    cells: NDArray[np.int32]

    def look_up(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int32]:
        rows, columns = self.cells.shape
        with np.errstate(invalid="ignore"):
            x, y = (lon - self.west) * self.per_x, (lat - self.south) * self.per_y
            inside = (x >= 0) & (y >= 0) & (x < columns) & (y < rows)
        found = np.full(lon.shape, OUTSIDE, np.int32)
        found[inside] = self.cells[y[inside].astype(np.intp), x[inside].astype(np.intp)]
        return found


class Locator:
    """Grids made ready for points. Polygons in EPSG:4326, one code each."""

    def __init__(self, codes: Sequence[str], polygons: Sequence[BaseGeometry]) -> None:
        if len(codes) != len(polygons):
            raise ValueError(f"{len(codes)} codes for {len(polygons)} polygons")
        self._order = np.asarray(sorted(range(len(codes)), key=lambda i: codes[i]), np.int64)
        self._polygons = np.asarray(polygons, dtype=object)[self._order] if len(codes) else np.empty(0, object)
        shapely.prepare(self._polygons)
        self._tree = STRtree(self._polygons)

    def locate(self, lon: ArrayLike, lat: ArrayLike) -> Indices:
        """The index of each point's grid, -1 outside all and where a coordinate is not finite."""
        x, y = np.atleast_1d(np.asarray(lon, float)), np.atleast_1d(np.asarray(lat, float))
        found = np.full(x.shape, OUTSIDE, np.int64)
        for start in range(0, len(x), _CHUNK):
            part = slice(start, start + _CHUNK)
            found[part] = self._ranks(x[part], y[part])
        return self._as_given(found)

    def place(self, lon: ArrayLike, lat: ArrayLike, accuracy_m: ArrayLike) -> Located:
        """Locate points, with their border doubt, and the nearest grid of those outside.

        A point nearer to a border than its accuracy (metres) is doubtful; NaN for an accuracy says
        that it is not known, and raises no doubt.
        """
        x, y = np.atleast_1d(np.asarray(lon, float)), np.atleast_1d(np.asarray(lat, float))
        accuracy = np.broadcast_to(np.asarray(accuracy_m, float), x.shape)
        index = self.locate(x, y)
        nearest, nearest_m = self._nearest(x, y, index == OUTSIDE)
        return Located(index, self._doubtful(x, y, accuracy), nearest, nearest_m)

    def _as_given(self, ranks: Indices) -> Indices:
        if not len(self._order):
            return ranks
        return np.where(ranks >= 0, self._order[np.maximum(ranks, 0)], OUTSIDE)

    def _ranks(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> Indices:
        if not len(self._polygons):
            return np.full(x.shape, OUTSIDE, np.int64)
        if len(x) <= FEW:
            return self._test(x, y)
        ranks = self._raster.look_up(x, y).astype(np.int64)
        mixed = np.flatnonzero(ranks == _MIXED)
        ranks[mixed] = self._test(x[mixed], y[mixed])
        return ranks

    def _test(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> Indices:
        """The lowest rank that covers each point, by outlines."""
        ranks = np.full(x.shape, len(self._polygons), np.int64)
        known = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        point, polygon = self._tree.query(shapely.points(x[known], y[known]))
        point = known[point]
        by_polygon = np.argsort(polygon, kind="stable")
        point, polygon = point[by_polygon], polygon[by_polygon]
        covered = shapely.intersects_xy(self._polygons[polygon], x[point], y[point])
        np.minimum.at(ranks, point[covered], polygon[covered])
        return np.where(ranks == len(self._polygons), OUTSIDE, ranks)

    @cached_property
    def _raster(self) -> _Raster:
        """The raster; there are grids to lay it over."""
        west, south, east, north = shapely.total_bounds(self._polygons)
        rings = shapely.get_rings(shapely.get_parts(self._polygons))
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        side = int(np.clip(64 * np.sqrt(len(self._polygons)), 64, 4096))
        # One cell of margin all round, so that what lies outside is one component with the rim.
        width, height = max((east - west) / side, 1e-12), max((north - south) / side, 1e-12)
        west, south = west - width, south - height
        cells = np.zeros((side + 3, side + 3), np.int32)
        same = ring[1:] == ring[:-1]
        scaled = (xy - (west, south)) / (width, height)
        _mark(cells, scaled[:-1][same], scaled[1:][same])
        self._label(cells, west, south, width, height)
        return _Raster(west, south, 1.0 / width, 1.0 / height, cells)

    def _label(self, cells: NDArray[np.int32], west: float, south: float, width: float, height: float) -> None:
        """Give each connected stretch of border-free cells the grid of one of its cells."""
        parts, count = ndimage.label(cells == 0)
        flat = parts.ravel()
        first = np.full(count + 1, -1, np.int64)
        first[flat[::-1]] = np.arange(flat.size)[::-1]
        row, column = np.divmod(first[1:], cells.shape[1])
        rank = np.full(count + 1, _MIXED, np.int32)
        rank[1:] = self._test(west + (column + 0.5) * width, south + (row + 0.5) * height)
        cells[:] = rank[parts]

    @cached_property
    def _latitude(self) -> float:
        _, south, _, north = shapely.total_bounds(self._polygons)
        return float(south + north) / 2

    @cached_property
    def _flat(self) -> STRtree:
        """The grids on a flat metric scale."""
        return STRtree(shapely.transform(self._polygons, lambda xy: flatten(xy, self._latitude)))

    @cached_property
    def _borders(self) -> STRtree:
        return STRtree(shapely.boundary(self._flat.geometries))

    def _flat_points(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.object_]:
        return np.asarray(shapely.points(flatten(np.column_stack([x, y]), self._latitude)), dtype=object)

    def _nearest(
        self, x: NDArray[np.float64], y: NDArray[np.float64], outside: NDArray[np.bool_]
    ) -> tuple[Indices, NDArray[np.float64]]:
        nearest, distance = np.full(x.shape, OUTSIDE, np.int64), np.full(x.shape, np.nan)
        which = np.flatnonzero(outside & np.isfinite(x) & np.isfinite(y))
        if not len(self._polygons) or not len(which):
            return nearest, distance
        (point, polygon), metres = self._flat.query_nearest(
            self._flat_points(x[which], y[which]), return_distance=True, all_matches=True
        )
        # Several may be equally near; the lowest code decides, as everywhere.
        lowest = np.lexsort((polygon, point))
        point, polygon, metres = point[lowest], polygon[lowest], metres[lowest]
        _, first = np.unique(point, return_index=True)
        nearest[which[point[first]]] = self._order[polygon[first]]
        distance[which[point[first]]] = metres[first]
        return nearest, distance

    def _doubtful(
        self, x: NDArray[np.float64], y: NDArray[np.float64], accuracy: NDArray[np.float64]
    ) -> NDArray[np.bool_]:
        doubtful = np.zeros(x.shape, np.bool_)
        which = np.flatnonzero((accuracy > 0) & np.isfinite(x) & np.isfinite(y) & np.isfinite(accuracy))
        if not len(self._polygons) or not len(which):
            return doubtful
        if len(which) > FEW:
            which = which[self._clearance_m(x[which], y[which]) < accuracy[which]]
        if not len(which):
            return doubtful
        points = self._flat_points(x[which], y[which])
        found = self._borders.query(points, predicate="dwithin", distance=accuracy[which])
        doubtful[which[np.unique(found[0])]] = True
        return doubtful

    def _clearance_m(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
        """At least this many metres lie between a point and the next border; 0 outside the raster."""
        raster = self._raster
        rows, columns = raster.cells.shape
        column = np.floor((x - raster.west) * raster.per_x)
        row = np.floor((y - raster.south) * raster.per_y)
        inside = (column >= 0) & (row >= 0) & (column < columns) & (row < rows)
        clear = np.zeros(x.shape)
        clear[inside] = self._clearance[row[inside].astype(np.intp), column[inside].astype(np.intp)]
        return clear

    @cached_property
    def _clearance(self) -> NDArray[np.float32]:
        raster = self._raster
        east_m, north_m = metres_per_degree(self._latitude)
        width_m, height_m = east_m / raster.per_x, north_m / raster.per_y
        # So many columns or rows lie between a cell and the next border cell; both may be touched at the near side.
        apart = ndimage.distance_transform_cdt(raster.cells != _MIXED, metric="chessboard") - 1
        clear: NDArray[np.float32] = (np.maximum(apart, 0) * min(width_m, height_m)).astype(np.float32)
        return clear


def _mark(cells: NDArray[np.int32], start: NDArray[np.float64], end: NDArray[np.float64]) -> None:
    """Mark every cell that a segment may touch with 1. Coordinates in cells, padded against rounding."""
    pieces = np.maximum(1, np.ceil(np.abs(end - start).max(axis=1))).astype(np.int64)
    which = np.repeat(np.arange(len(pieces)), pieces)
    step = np.arange(len(which)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    low, high = step / pieces[which], (step + 1) / pieces[which]
    run = (end - start)[which]
    a, b = start[which] + run * low[:, None], start[which] + run * high[:, None]
    first = np.floor(np.minimum(a, b) - _PAD).astype(np.intp)
    last = np.floor(np.maximum(a, b) + _PAD).astype(np.intp)
    for dx in range(3):
        for dy in range(3):
            column, row = first[:, 0] + dx, first[:, 1] + dy
            hit = (column <= last[:, 0]) & (row <= last[:, 1])
            cells[row[hit], column[hit]] = 1
