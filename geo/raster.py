"""A raster over polygons that answers, for most points, which polygon they lie in.

Cells that no edge touches lie wholly in one polygon or in none. A cell that edges touch keeps the list of
them and the polygon of its centre: a point of the cell lies in a polygon if the way from the centre to the
point crosses that polygon's edges an odd (centre outside) or even (centre inside) number of times.

Nothing is guessed. Everything is counted in cells, where the numbers are known to within 1e-11; a sign that
is nearer to zero than this could move is called unsure, and the outlines themselves are asked. So they are
in cells where edges crowd or whose centre lies in several polygons (`ASK`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage

from geo.metric import metres_per_degree
from geo.outlines import Outlines

NONE = -1
ASK = -2
_LISTED = -3

# Cells for each edge: more cells cost more to lay, fewer leave more points to be compared with edges.
_CELLS_PER_EDGE = 5
_FEWEST, _MOST = 1 << 14, 1 << 24
# In a cell with more edges than this the outlines are quicker.
_CROWD = 48
# Pads a touched cell against rounding, and bounds the sign tests for edges up to one cell long, in cells.
_PAD = 1e-6
_UNSURE = 1e-10
_SLICE = 1 << 14
_ONE = 1 << 32

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Ranks = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Scale:
    """How degrees become cells: column = (lon - west) * per_x, row = (lat - south) * per_y.

    `least_side_m` is the shortest side that a cell has on the ground.
    """

    west: float
    south: float
    per_x: float
    per_y: float
    rows: int
    columns: int
    least_side_m: float

    @classmethod
    def over(cls, box: tuple[float, float, float, float], cells: int) -> "Scale":
        """About so many cells, square in metres, over a box in degrees, and one more all round."""
        west, south, east, north = box
        east_m, north_m = _metres((south + north) / 2)
        width_m, height_m = (east - west) * east_m, (north - south) * north_m
        side_m = max((width_m * height_m / cells) ** 0.5, max(width_m, height_m) / cells, 1e-6)
        x, y = side_m / east_m, side_m / north_m
        rows, columns = int((north - south) / y) + 3, int((east - west) / x) + 3
        least = min(min(x * e, y * n) for e, n in (_metres(south), _metres(north)))
        return cls(west - x, south - y, 1.0 / x, 1.0 / y, rows, columns, least)

    def cells(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Columns and rows, with their fractions."""
        return (lon - self.west) * self.per_x, (lat - self.south) * self.per_y


def _metres(lat: float) -> tuple[float, float]:
    # At the pole itself a degree of longitude has no length.
    return metres_per_degree(max(-89.0, min(89.0, lat)))


@dataclass(frozen=True)
class Edges:
    """Edges of polygons, in cells. Edge number v runs from vertex v to the next; the inside is on its left.

    `x`, `y` and `owner` (the polygon's rank) have one value a vertex; `number` lists the vertices from
    which an edge runs that has a length.
    """

    x: Floats
    y: Floats
    owner: Ranks
    number: Ints

    @classmethod
    def of(cls, polygons: NDArray[np.object_], scale: Scale) -> "Edges":
        """Every edge of every ring."""
        parts, owner = shapely.get_parts(polygons, return_index=True)
        rings, part = shapely.get_rings(shapely.orient_polygons(parts), return_index=True)
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        x, y = scale.cells(xy[:, 0], xy[:, 1])
        number = np.flatnonzero((ring[1:] == ring[:-1]) & ((x[1:] != x[:-1]) | (y[1:] != y[:-1])))
        return cls(x, y, owner.astype(np.int32)[part][ring], number)

    def parts(self) -> Iterator[Ints]:
        """Numbers of edges in pieces small enough for the processor's cache."""
        return (self.number[begin : begin + _SLICE] for begin in range(0, len(self.number), _SLICE))

    @cached_property
    def longest(self) -> float:
        """At least the length of the longest edge either way, in cells."""
        v = self.number
        across, along = abs(self.x[v + 1] - self.x[v]), abs(self.y[v + 1] - self.y[v])
        return float(max(across.max(initial=0.0), along.max(initial=0.0)))


@dataclass(frozen=True)
class Raster:
    """Cells over polygons, and for the cells that edges touch, their edges.

    `cells` holds a rank, NONE, ASK, or `_LISTED - slot` for the cell `touched[slot]`, numbered row by row;
    `centre` is the rank at the centre of that cell, `listed[start[slot] : start[slot + 1]]` are its edges, by
    rising rank.
    """

    outlines: Outlines
    scale: Scale
    edges: Edges
    cells: Ranks
    touched: Ints
    centre: Ranks
    start: Ints
    listed: Ints

    @classmethod
    def over(cls, outlines: Outlines) -> "Raster":
        """Lay cells over valid polygons in degrees, at least one of them not empty."""
        polygons = outlines.polygons
        count = int(np.clip(_CELLS_PER_EDGE * shapely.get_num_coordinates(polygons).sum(), _FEWEST, _MOST))
        west, south, east, north = (float(b) for b in shapely.total_bounds(polygons))
        scale = Scale.over((west, south, east, north), count)
        edges = Edges.of(polygons, scale)
        cells = _fill(edges, scale)
        touched, start, listed = _list_touched(edges, scale)
        centre = cells.ravel()[touched]
        slots = _LISTED - np.arange(len(touched), dtype=np.int32)
        cells.ravel()[touched] = slots
        _settle(cells, scale, outlines)
        ask = (np.diff(start) > _CROWD) | (centre == ASK)
        cells.ravel()[touched[ask]] = ASK
        return cls(outlines, scale, edges, cells, touched, centre, start, listed)

    def look_up(self, lon: Floats, lat: Floats) -> Ranks:
        """The lowest rank whose polygon covers each point, NONE outside all and where it is not finite."""
        x, y = self.scale.cells(lon, lat)
        with np.errstate(invalid="ignore"):
            on = np.flatnonzero((x >= 0) & (y >= 0) & (x < self.scale.columns) & (y < self.scale.rows))
        found = np.full(x.shape, NONE, np.int32)
        for begin in range(0, len(on), _SLICE):
            part = on[begin : begin + _SLICE]
            found[part] = self._on_cells(x[part], y[part])
        ask = np.flatnonzero(found == ASK)
        found[ask] = self.outlines.ranks(lon[ask], lat[ask])
        return found

    def clear_m(self, lon: Floats, lat: Floats) -> Floats:
        """At least so many metres lie between each point and the next edge. For points on the raster."""
        x, y = self.scale.cells(lon, lat)
        rings = self._rings_to_edges[y.astype(np.int64), x.astype(np.int64)]
        clear: Floats = np.maximum(rings - 1, 0) * self.scale.least_side_m
        return clear

    @cached_property
    def _rings_to_edges(self) -> Ranks:
        """How many rings of cells around each cell reach out to one that an edge touches."""
        untouched = np.ones(self.cells.shape, np.bool_)
        untouched.ravel()[self.touched] = False
        return np.asarray(ndimage.distance_transform_cdt(untouched, "chessboard"), np.int32)

    def _on_cells(self, x: Floats, y: Floats) -> Ranks:
        place = y.astype(np.int64) * self.scale.columns + x.astype(np.int64)
        found = self.cells.ravel()[place]
        near = np.flatnonzero(found <= _LISTED)
        if len(near):
            found[near] = self._compare(x[near], y[near], _LISTED - found[near].astype(np.int64))
        return found

    def _compare(self, x: Floats, y: Floats, slot: Ints) -> Ranks:
        """The ranks of points in listed cells, by the edges between each point and the cell's centre."""
        first, counts = self.start[slot], self.start[slot + 1] - self.start[slot]
        point = np.repeat(np.arange(len(slot)), counts)
        begins = np.cumsum(counts) - counts
        edge = self.listed[np.arange(len(point)) + np.repeat(first - begins, counts)]
        crosses, unsure = self._cross(x, y, point, edge)
        owner = self.edges.owner[edge]
        group = np.flatnonzero(np.r_[True, (owner[1:] != owner[:-1]) | (point[1:] != point[:-1])])
        odd = np.add.reduceat(crosses.astype(np.int8), group) & 1
        of, rank, centre = point[group], owner[group], self.centre[slot]
        at_centre = rank == centre[of]
        # A polygon over the centre that has no edge here covers the cell; one that has is counted like any.
        found = np.where(np.bincount(of[at_centre], minlength=len(slot)) > 0, NONE, centre)
        inside = np.flatnonzero(at_centre ^ (odd == 1))[::-1]  # backwards: the lowest rank is written last
        lowest = np.full(len(slot), np.iinfo(np.int32).max, np.int32)
        lowest[of[inside]] = rank[inside]
        found = np.where((found == NONE) | (lowest < found), lowest, found)
        found[found == np.iinfo(np.int32).max] = NONE
        found[point[unsure]] = ASK
        return found

    def _cross(self, x: Floats, y: Floats, point: Ints, edge: Ints) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Whether each edge crosses the way from its point to the centre of the cell, and where that is unsure."""
        centre_x, centre_y = (np.floor(x) + 0.5)[point], (np.floor(y) + 0.5)[point]
        px, py = x[point] - centre_x, y[point] - centre_y
        all_x, all_y = self.edges.x, self.edges.y
        ax, ay = all_x[edge] - centre_x, all_y[edge] - centre_y
        bx, by = all_x[edge + 1] - centre_x, all_y[edge + 1] - centre_y
        # On which side of the way lie the ends; on which side of the edge lie the centre and the point.
        start, end = px * ay - py * ax, px * by - py * bx
        centre = ax * by - ay * bx
        there = centre + start - end
        crosses = ((start < 0) != (end < 0)) & ((centre < 0) != (there < 0))
        least = np.minimum(np.minimum(abs(start), abs(end)), np.minimum(abs(centre), abs(there)))
        return crosses, least < _UNSURE * (2.0 + self.edges.longest)


def _count_up(counts: Ints) -> Ints:
    """0, 1, … up to each count, one after the other."""
    ends = np.cumsum(counts)
    return np.arange(int(ends[-1])) - np.repeat(ends - counts, counts)


def _list_touched(edges: Edges, scale: Scale) -> tuple[Ints, Ints, Ints]:
    """The cells that an edge may touch, rising, and the edges of each: (cells, starts, edges)."""
    bits = len(edges.x).bit_length()
    key = np.concatenate([np.empty(0, np.int64), *(_touched(edges, part, scale, bits) for part in edges.parts())])
    key.sort()
    if not len(key):
        return key, np.zeros(1, np.int64), key
    key = key[np.r_[True, key[1:] != key[:-1]]]
    place = key >> bits
    start = np.flatnonzero(np.r_[True, place[1:] != place[:-1], True])
    return place[start[:-1]], start, key & ((1 << bits) - 1)


def _touched(edges: Edges, edge: Ints, scale: Scale, bits: int) -> Ints:
    """Cells that edges may touch, some twice: the cell's number, then in so many bits the edge's."""
    x, y = edges.x[edge], edges.y[edge]
    run_x, run_y = edges.x[edge + 1] - x, edges.y[edge + 1] - y
    # Pieces not longer than a cell either way lie in few cells even with the box around them.
    pieces = np.ceil(np.maximum(abs(run_x), abs(run_y))).astype(np.int64)
    step = _count_up(pieces)
    x, y, run_x, run_y = (np.repeat(each, pieces) for each in (x, y, run_x, run_y))
    edge, parts = np.repeat(edge, pieces), np.repeat(pieces, pieces)
    west, wide = _span(x + run_x * (step / parts), x + run_x * ((step + 1) / parts))
    south, high = _span(y + run_y * (step / parts), y + run_y * ((step + 1) / parts))
    key = (south * scale.columns + west) << bits | edge
    found = [key]
    for row in range(int(high.max())):
        for column in range(int(wide.max())):
            if row or column:
                reached = (row < high) & (column < wide)
                found.append(key[reached] + ((row * scale.columns + column) << bits))
    return np.concatenate(found)


def _span(begin: Floats, end: Floats) -> tuple[Ints, Ints]:
    """The first cell between two places on an axis, and how many there are. Places are never negative."""
    first = (np.minimum(begin, end) - _PAD).astype(np.int64)
    return first, (np.maximum(begin, end) + _PAD).astype(np.int64) - first + 1


def _settle(cells: Ranks, scale: Scale, outlines: Outlines) -> None:
    """Cells wholly in several polygons: each connected stretch of them gets the lowest rank of one of its cells."""
    if not (cells == ASK).any():
        return
    parts, count = ndimage.label(cells == ASK)
    number, first = np.unique(parts, return_index=True)
    row, column = np.divmod(first[number > 0], scale.columns)
    ranks = np.zeros(count + 1, np.int32)
    ranks[1:] = outlines.ranks(scale.west + (column + 0.5) / scale.per_x, scale.south + (row + 0.5) / scale.per_y)
    cells[parts > 0] = ranks[parts[parts > 0]]


def _fill(edges: Edges, scale: Scale) -> Ranks:
    """The rank at the centre of every cell: NONE outside all polygons, ASK in more than one.

    Going east along the centres of a row, an edge that runs down enters its polygon, one that runs up
    leaves it; entering adds the rank and one polygon, leaving takes them off.
    """
    sums = np.zeros(scale.rows * scale.columns, np.int64)
    for part in edges.parts():
        place, entering, edge = _crossed(edges, part, scale)
        np.add.at(sums, place, entering * (_ONE + 1 + edges.owner[edge].astype(np.int64)))
    grid = sums.reshape(scale.rows, scale.columns)
    ranks = np.empty(grid.shape, np.int32)
    for row in range(scale.rows):
        total = np.cumsum(grid[row])
        ranks[row] = np.where((total == 0) | (total >> 32 == 1), (total & (_ONE - 1)) - 1, ASK)
    return ranks


def _crossed(edges: Edges, edge: Ints, scale: Scale) -> tuple[Ints, Ints, Ints]:
    """Where edges cross the centre lines of rows: the next centre's cell, 1 entering or -1 leaving, the edge."""
    ay, by = edges.y[edge], edges.y[edge + 1]
    low = np.ceil(np.minimum(ay, by) - 0.5).astype(np.int64)
    count = np.ceil(np.maximum(ay, by) - 0.5).astype(np.int64) - low
    row = np.repeat(low, count) + _count_up(count)
    edge, ay, by = np.repeat(edge, count), np.repeat(ay, count), np.repeat(by, count)
    x = edges.x[edge] + (row + 0.5 - ay) / (by - ay) * (edges.x[edge + 1] - edges.x[edge])
    return row * scale.columns + np.ceil(x - 0.5).astype(np.int64), np.where(by < ay, 1, -1), edge
