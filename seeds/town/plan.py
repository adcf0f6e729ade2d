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
BRIDGES = (3, 8, 13, 19)
OLD_QUARTER = (4, 4, 10, 8)
# The four blocks of the park begin here.
PARK = (14, 4)
Floats = NDArray[np.float64]
Block = tuple[int, int]


def in_old_quarter(block: Block) -> bool:
    """Whether a block belongs to the old quarter of lanes."""
    west, south, east, north = OLD_QUARTER
    return west <= block[0] < east and south <= block[1] < north


def in_park(block: Block) -> bool:
    """Whether a block belongs to the park."""
    return block[0] // 2 == PARK[0] // 2 and block[1] // 2 == PARK[1] // 2


def is_industrial(block: Block) -> bool:
    """Whether a block belongs to the sheds at the eastern rim."""
    return block[0] >= COLUMNS - 2 or (block[0] == COLUMNS - 3 and block[1] < 6)


def is_estate(block: Block) -> bool:
    """Whether a block belongs to an estate: four blocks built as one, with paths instead of streets inside."""
    place = (block[0] // 2, block[1] // 2)
    apart = in_old_quarter(block) or in_park(block) or is_industrial(block)
    return not apart and (place[0] * 5 + place[1] * 3) % 7 in (1, 2, 4)


@dataclass(frozen=True)
class Plan:
    """The widths of columns and rows of blocks, in metres, as seeded."""

    east_m: Floats
    north_m: Floats

    def metres(self, u: Floats, v: Floats) -> Floats:
        """Bend places in blocks into metres east and north of the origin, shape (n, 2)."""
        x = np.interp(u, np.arange(COLUMNS + 1), self.east_m)
        y = np.interp(v, np.arange(ROWS + 1), self.north_m)
        # From the middle (0) to the rims (-1 and 1): the rims swing out and in, the middle hardly.
        across, up = 2 * x / self.east_m[-1] - 1, 2 * y / self.north_m[-1] - 1
        bent_x = x + 120 * np.sin(y / 1150 + 0.4) + 45 * np.sin(x / 640 + y / 900 + 1.1)
        bent_y = y + 160 * np.sin(x / 1250) + 60 * np.sin(x / 520 - y / 800 + 0.6)
        bent_x = bent_x + 170 * across**3 * np.sin(y / 560 + 0.8)
        bent_y = bent_y + 190 * up**3 * np.sin(x / 760 + 2.0)
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

    def shape(self, u: Floats, v: Floats) -> Polygon:
        """The area inside a closed line of places."""
        return Polygon(self.degrees(u, v))

    def course(self, u: Floats, v: Floats, half_width_m: Floats) -> BaseGeometry:
        """Water along a line of places, as wide at each as is said."""
        middle = self.metres(u, v)
        along = np.gradient(middle, axis=0)
        aside = np.column_stack([-along[:, 1], along[:, 0]]) / np.linalg.norm(along, axis=1)[:, None]
        banks = np.concatenate([middle + aside * half_width_m[:, None], (middle - aside * half_width_m[:, None])[::-1]])
        return shapely.buffer(Polygon(np.round(unflatten(banks, ORIGIN[1]) + ORIGIN, 7)), 0)


def draw_plan(seed: int) -> Plan:
    """The plan of a seed."""
    rng = np.random.default_rng(seed)
    east = np.concatenate([[0.0], np.cumsum(rng.uniform(170, 290, COLUMNS))])
    north = np.concatenate([[0.0], np.cumsum(rng.uniform(160, 270, ROWS))])
    return Plan(east, north)
