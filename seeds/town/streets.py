"""The streets of the town, from junction to junction, so that they form one graph."""

from itertools import pairwise

import numpy as np
from shapely import LineString

from seeds.town import names
from seeds.town.plan import BRIDGES, COLUMNS, RIVER_ROW, ROWS, Block, Plan, in_old_quarter, in_park, is_estate
from seeds.town.water import LAKE_PATH, around_the_lake

ARTERIAL_ROWS, ARTERIAL_COLUMNS = (4, 12), (8, 19)
# The walks along the river, so many blocks from its line, begin and end at the bridges.
WALK = 0.34
Street = tuple[str, str, LineString]
Place = tuple[float, float]


def streets(plan: Plan) -> list[Street]:
    """Name, kind and line of each stretch. The river's line is no street, but for bridges."""
    return [*_eastward(plan), *_northward(plan), *_lanes(plan), *walks(plan), *_park_paths(plan)]


def _kind(line: int, arterial: tuple[int, ...], beside: tuple[Block, Block]) -> str | None:
    """What kind a stretch between two blocks is; None where there is none."""
    if all(in_park(block) for block in beside):
        return None
    if line in arterial:
        return "arterial"
    if line % 2 == 0:
        return "collector"
    return "service" if all(is_estate(block) for block in beside) else "street"


def _eastward(plan: Plan) -> list[Street]:
    found = []
    for row in range(ROWS + 1):
        for column in range(COLUMNS):
            kind = _kind(row, ARTERIAL_ROWS, ((column, row - 1), (column, row)))
            if row == RIVER_ROW or kind is None:
                continue
            # Where a lane of the old quarter begins, the street has a junction halfway.
            lane = in_old_quarter((column, row)) or in_old_quarter((column, row - 1))
            cuts = [column, column + 0.5, column + 1] if lane else [column, column + 1]
            found += [(names.EAST_WEST[row], kind, plan.line((a, row), (b, row))) for a, b in pairwise(cuts)]
    return found


def _northward(plan: Plan) -> list[Street]:
    found = []
    for column in range(COLUMNS + 1):
        for row in range(ROWS):
            kind = _kind(column, ARTERIAL_COLUMNS, ((column - 1, row), (column, row)))
            by_river = row in (RIVER_ROW - 1, RIVER_ROW)
            if kind is None or (by_river and column not in BRIDGES):
                continue
            walk = RIVER_ROW - WALK if row < RIVER_ROW else RIVER_ROW + WALK
            cuts = [row, walk, row + 1] if by_river else [row, row + 1]
            # A bridge is never a path between houses.
            kind = "collector" if by_river and kind != "arterial" else kind
            found += [(names.NORTH_SOUTH[column], kind, plan.line((column, a), (column, b))) for a, b in pairwise(cuts)]
    return found


def _lanes(plan: Plan) -> list[Street]:
    blocks = [(c, r) for c in range(COLUMNS) for r in range(ROWS) if in_old_quarter((c, r))]
    return [(names.lane((c, r)), "lane", plan.line((c + 0.5, r), (c + 0.5, r + 1))) for c, r in blocks]


def walks(plan: Plan) -> list[Street]:
    """Walks along both banks, from bridge to bridge."""
    found = []
    for name, v in (("南岸步道", RIVER_ROW - WALK), ("北岸步道", RIVER_ROW + WALK)):
        found += [(name, "lane", plan.line((west, v), (east, v))) for west, east in pairwise(BRIDGES)]
    return found


def _park_paths(plan: Plan) -> list[Street]:
    """A path round the lake in four arcs, and one from each side of the park to it."""
    found = []
    for quarter in range(4):
        start, stop = np.pi / 2 * quarter, np.pi / 2 * (quarter + 1)
        u, v = around_the_lake(LAKE_PATH, start, stop)
        found.append(("环湖路", "lane", LineString(plan.degrees(u, v))))
        side = (round(u[0] + 0.5 * np.cos(start)), round(v[0] + 0.5 * np.sin(start)))
        there = plan.degrees(np.array([u[0], side[0]], float), np.array([v[0], side[1]], float))
        found.append(("环湖路", "lane", LineString(there)))
    return found
