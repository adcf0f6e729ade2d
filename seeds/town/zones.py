"""The zones of the town in two editions; upper levels are unions of their grids, so that they nest exactly."""

from collections.abc import Callable
from dataclasses import dataclass

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from seeds.town import names
from seeds.town.plan import COLUMNS, ROWS, Block, Plan

SUBDISTRICT_CODE = "999901001"
# A grid is four blocks, but for these: each belongs to a grid beside it, named by one of that grid's blocks.
TRADED: dict[Block, Block] = {
    (1, 11): (1, 12), (6, 9): (6, 10), (9, 12): (9, 11), (10, 10): (9, 10), (17, 9): (17, 10), (18, 13): (17, 13),
    (21, 12): (21, 11), (0, 6): (0, 5), (6, 1): (6, 2), (9, 1): (9, 2), (16, 3): (16, 4), (18, 1): (17, 1),
    (22, 6): (22, 5), (13, 6): (13, 5), (2, 15): (1, 15), (14, 11): (14, 12),
}  # fmt: skip
Named = Callable[[str], tuple[str, str | None]]


@dataclass(frozen=True)
class Zone:
    """A zone as a file brings it."""

    level: str
    code: str
    name: str
    parent: str | None
    shape: BaseGeometry


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
    community, place, area = _groups(*TRADED.get(block, block))
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
