"""The plan of the town: a bent net of streets, its blocks, and the river between two rows of them.

Places are counted in blocks, `u` to the east and `v` to the north, and bent into metres by one
smooth map, so that everything drawn inside a block follows its streets.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from geo.metric import unflatten

# Farmland without any such subdistrict; the county part of its codes, 999901, is not assigned.
ORIGIN = (113.52, 33.38)
COLUMNS, ROWS = 24, 16
RIVER_ROW = 9
RIVER_HALF_WIDTH_M = 28.0
BRIDGES = (3, 8, 13, 19)
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Plan:
    """The widths of columns and rows of blocks, in metres, as seeded."""

    east_m: Floats
    north_m: Floats

    def metres(self, u: Floats, v: Floats) -> Floats:
        """Bend places in blocks into metres east and north of the origin, shape (n, 2)."""
        x = np.interp(u, np.arange(COLUMNS + 1), self.east_m)
        y = np.interp(v, np.arange(ROWS + 1), self.north_m)
        bent_x = x + 70 * np.sin(y / 900 + 0.4) + 35 * np.sin(x / 520 + y / 1300)
        bent_y = y + 130 * np.sin(x / 1050) + 30 * np.sin(x / 430 + y / 700)
        turn = np.radians(7.0)
        return np.column_stack(
            [bent_x * np.cos(turn) - bent_y * np.sin(turn), bent_x * np.sin(turn) + bent_y * np.cos(turn)]
        )

    def degrees(self, u: Floats, v: Floats) -> Floats:
        """Places in blocks as longitudes and latitudes, shape (n, 2)."""
        placed: Floats = np.round(unflatten(self.metres(u, v), ORIGIN[1]) + ORIGIN, 7)
        return placed

    def line(self, start: tuple[float, float], end: tuple[float, float]) -> LineString:
        """A street from one place to another, bent on its way every half block."""
        steps = max(1, round(2 * max(abs(end[0] - start[0]), abs(end[1] - start[1])))) + 1
        return LineString(self.degrees(np.linspace(start[0], end[0], steps), np.linspace(start[1], end[1], steps)))

    def block(self, column: int, row: int) -> Polygon:
        """A block's outline; neighbours share their vertices exactly."""
        return self.patch(column, row, column + 1, row + 1)

    def patch(self, west: float, south: float, east: float, north: float) -> Polygon:
        """A four-sided patch of the plan with a vertex halfway along each side."""
        u = np.array([west, (west + east) / 2, east, east, east, (west + east) / 2, west, west])
        v = np.array([south, south, south, (south + north) / 2, north, north, north, (south + north) / 2])
        return Polygon(self.degrees(u, v))

    def river(self) -> BaseGeometry:
        """The river's water, along the street line that it took."""
        u = np.linspace(-0.4, COLUMNS + 0.4, 8 * COLUMNS)
        course = LineString(self.metres(u, np.full(u.shape, float(RIVER_ROW))))
        banks = shapely.buffer(course, RIVER_HALF_WIDTH_M)
        return shapely.transform(banks, lambda xy: np.round(unflatten(xy, ORIGIN[1]) + ORIGIN, 7))


def draw_plan(seed: int) -> Plan:
    """The plan of a seed."""
    rng = np.random.default_rng(seed)
    east = np.concatenate([[0.0], np.cumsum(rng.uniform(170, 290, COLUMNS))])
    north = np.concatenate([[0.0], np.cumsum(rng.uniform(160, 270, ROWS))])
    return Plan(east, north)
