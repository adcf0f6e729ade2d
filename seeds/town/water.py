"""The water of the town: a river, a brook that runs into it, and the lake of the park."""

import numpy as np
from shapely.geometry.base import BaseGeometry

from seeds.town.plan import COLUMNS, PARK, RIVER_ROW, ROWS, Floats, Plan

# How far from the middle of the park its path runs, in blocks.
LAKE_PATH = 0.66


def river(plan: Plan) -> BaseGeometry:
    """The river, winding about the street line that it took, here wider and there narrower."""
    u = np.linspace(0, COLUMNS, 10 * COLUMNS)
    v = RIVER_ROW + 0.06 * np.sin(u * 1.3) + 0.03 * np.sin(u * 0.6 + 2)
    return plan.course(u, v, 24 + 7 * np.sin(u * 0.8 + 1) + 3 * np.sin(u * 2.1))


def brook(plan: Plan) -> BaseGeometry:
    """A brook from the northern rim down to the river."""
    v = np.linspace(ROWS, RIVER_ROW, 60)
    u = 10.55 + 0.3 * np.sin(v * 1.1) + 0.08 * (v - RIVER_ROW)
    return plan.course(u, v, np.full(v.shape, 7.0))


def around_the_lake(radius: float, start: float = 0.0, stop: float = 2 * np.pi) -> tuple[Floats, Floats]:
    """Places around the middle of the park, counter-clockwise from the east; a lake's shore is no circle."""
    angle = np.linspace(start, stop, 13 if stop - start < 6 else 49)
    swing = radius * (1 + 0.13 * np.sin(2 * angle + 0.6) + 0.08 * np.sin(3 * angle + 2))
    return PARK[0] + 1 + swing * np.cos(angle), PARK[1] + 1 + swing * np.sin(angle)


def water(plan: Plan) -> list[tuple[str, BaseGeometry]]:
    """All of it, with names."""
    lake = plan.shape(*around_the_lake(LAKE_PATH - 0.12))
    return [("云溪", river(plan)), ("柳叶沟", brook(plan)), ("镜湖", lake)]
