"""What the town stands on: streets, water, buildings, and zones in two editions."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from seeds.town import names
from seeds.town.plan import BRIDGES, COLUMNS, RIVER_ROW, ROWS, Plan

SUBDISTRICT_CODE = "999901001"
OLD_QUARTER = (4, 4, 10, 8)
PARK = (14, 5)
Block = tuple[int, int]
Named = Callable[[str], tuple[str, str | None]]


@dataclass(frozen=True)
class Zone:
    """A zone as a file brings it."""

    level: str
    code: str
    name: str
    parent: str | None
    shape: BaseGeometry


@dataclass(frozen=True)
class Building:
    """A building in its block, with the address it has and how many homes it can hold."""

    block: Block
    shape: Polygon
    address: str
    homes: int


def in_old_quarter(block: Block) -> bool:
    """Whether a block belongs to the old quarter of lanes."""
    west, south, east, north = OLD_QUARTER
    return west <= block[0] < east and south <= block[1] < north


def streets(plan: Plan) -> list[tuple[str, str, LineString]]:
    """Streets from junction to junction: name, kind, line. The river's line is no street but for bridges."""
    found = []
    for row in range(ROWS + 1):
        if row == RIVER_ROW:
            continue
        kind = "arterial" if row % 4 == 0 else "collector"
        for column in range(COLUMNS):
            # Where a lane of the old quarter begins, the street has a junction halfway.
            cuts = [column, column + 0.5, column + 1] if _has_lane(column, row) else [column, column + 1]
            for start, end in pairwise(cuts):
                found.append((names.EAST_WEST[row], kind, plan.line((start, row), (end, row))))
    for column in range(COLUMNS + 1):
        kind = "arterial" if column in BRIDGES else "collector"
        for row in range(ROWS):
            if row in (RIVER_ROW - 1, RIVER_ROW) and column not in BRIDGES:
                continue
            found.append((names.NORTH_SOUTH[column], kind, plan.line((column, row), (column, row + 1))))
    west, south, east, north = OLD_QUARTER
    for column in range(west, east):
        for row in range(south, north):
            lane = names.LANES[(3 * column + row) % len(names.LANES)]
            found.append((lane, "lane", plan.line((column + 0.5, row), (column + 0.5, row + 1))))
    return found


def _has_lane(column: int, row: int) -> bool:
    """Whether a lane meets the east-west street of a row in a column of blocks."""
    west, south, east, north = OLD_QUARTER
    return west <= column < east and south <= row <= north


def water(plan: Plan) -> list[tuple[str, BaseGeometry]]:
    """The river, and the pond of the park."""
    column, row = PARK
    pond = plan.patch(column + 0.3, row + 0.3, column + 0.75, row + 0.7).buffer(0.0004)
    return [("云溪", plan.river()), ("镜湖", pond)]


def buildings(plan: Plan, rng: np.random.Generator) -> list[Building]:
    """Slabs in the estates, small houses in the old quarter, sheds at the east rim; none on water."""
    river = plan.river()
    shapely.prepare(river)
    found = []
    for column in range(COLUMNS):
        for row in range(ROWS):
            if (column, row) == PARK:
                continue
            found += [b for b in _in_block(plan, rng, (column, row)) if not river.intersects(b.shape)]
    return found


def _in_block(plan: Plan, rng: np.random.Generator, block: Block) -> list[Building]:
    old, sheds = in_old_quarter(block), block[0] >= COLUMNS - 3
    rows, across = (6, 8) if old else (2, 2) if sheds else (5, 3)
    homes = 2 if old else 0 if sheds else 5
    found = []
    for r in range(rows):
        for c in range(across):
            if rng.random() < 0.12:
                continue
            # In the old quarter the lane in the middle of the block stays free.
            shift = 0.03 if old and c >= across / 2 else 0.0
            west = block[0] + 0.08 + shift + 0.81 * c / across
            south = block[1] + 0.09 + 0.84 * r / rows
            east = west + 0.81 / across * rng.uniform(0.62, 0.84)
            north = south + 0.84 / rows * (rng.uniform(0.6, 0.82) if old or sheds else rng.uniform(0.32, 0.45))
            street = names.LANES[(3 * block[0] + block[1]) % 8] if old else names.EAST_WEST[block[1]]
            address = f"{street}{10 * block[0] + c + 1}号{r + 1}栋"
            found.append(Building(block, plan.patch(west, south, east, north), address, homes))
    return found


def _groups(column: int, row: int) -> tuple[int, int, int]:
    """Community 0..5, place 0..15 of the grid in it (west to east, north to south), and area 0..2."""
    c, r = column // 2, row // 2
    community = (c // 4) + 3 * (r // 4)
    place = (3 - r % 4) * 4 + c % 4
    return community, place, c % 4 * 3 // 4


def grid_of(block: Block, *, second: bool) -> tuple[int, int, int]:
    """Community, area and number (from 1) of a block's grid, in the first or the second edition.

    In July one block went from grid 6 of the first community to grid 7, grid 11 of the second was
    split in two (11 and 17), and grids 15 and 16 of the third became one (18).
    """
    community, place, area = _groups(*block)
    number = place + 1
    if second and community == 0 and number == 6 and block[0] % 2 == 1 and block[1] % 2 == 0:
        return community, _groups(block[0] + 1, block[1])[2], 7
    if second and community == 1 and number == 11 and block[1] % 2 == 0:
        return community, area, 17
    if second and community == 2 and number in (15, 16):
        return community, 2, 18
    return community, area, number


def zones(plan: Plan, *, second: bool) -> list[Zone]:
    """All four levels of an edition; upper levels are unions of their grids, so that they nest exactly."""
    blocks: dict[tuple[int, int, int], list[Polygon]] = {}
    for column in range(COLUMNS):
        for row in range(ROWS):
            blocks.setdefault(grid_of((column, row), second=second), []).append(plan.block(column, row))
    made = []
    for (community, area, number), parts in sorted(blocks.items()):
        above = f"{SUBDISTRICT_CODE}{community + 1:03d}"
        shape = shapely.coverage_union_all(parts)
        made.append(Zone("grid", f"{above}{number:03d}", f"第{number:02d}网格", f"{above}P{area + 1}", shape))
    areas = _above(made, "area", lambda code: (f"第{code[-1]}片区", code[:12]))
    communities = _above(areas, "community", lambda code: (f"{names.COMMUNITIES[int(code[-3:]) - 1]}社区", code[:9]))
    return [*_above(communities, "subdistrict", lambda _code: (names.SUBDISTRICT, None)), *communities, *areas, *made]


def _above(children: list[Zone], level: str, called: Named) -> list[Zone]:
    made = []
    for code in sorted({str(child.parent) for child in children}):
        shape = shapely.coverage_union_all([child.shape for child in children if child.parent == code])
        name, parent = called(code)
        made.append(Zone(level, code, name, parent, shape))
    return made
