"""The green of the town: the park, up to the streets around it and without its lake."""

import shapely
from shapely.geometry.base import BaseGeometry

from seeds.town.plan import PARK, Plan
from seeds.town.water import water

# What the streets and their kerbs take of the park at its rim, in blocks.
KERB = 0.08
STEPS = 16


def parks(plan: Plan) -> list[tuple[str, BaseGeometry]]:
    """All of it, with names."""
    west, south, east, north = PARK[0] + KERB, PARK[1] + KERB, PARK[0] + 2 - KERB, PARK[1] + 2 - KERB
    rim = shapely.segmentize(shapely.box(west, south, east, north), (east - west) / STEPS)
    lakes = shapely.union_all([shape for _, shape in water(plan)])
    return [("镜湖公园", shapely.difference(plan.shape(*shapely.get_coordinates(rim).T), lakes))]
