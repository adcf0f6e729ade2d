"""Rectangles in metres, for arithmetic that can be done in the head."""

import shapely
from shapely import Polygon

from geo.metric import metres_per_degree

EAST_M, NORTH_M = metres_per_degree(33.0)


def at(x_m: float, y_m: float) -> tuple[float, float]:
    """The place so many metres east and north of 113 E, 33 N."""
    return 113 + x_m / EAST_M, 33 + y_m / NORTH_M


def block(x_m: float, y_m: float, width_m: float, height_m: float) -> Polygon:
    """A rectangle by its south-west corner and its sides, in metres east and north of 113 E, 33 N."""
    return shapely.box(*at(x_m, y_m), *at(x_m + width_m, y_m + height_m))
