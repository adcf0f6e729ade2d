"""Borders between neighbours: how much of its rim a zone shares with another, and on which side that one lies."""

from collections.abc import Sequence
from math import atan2, pi

import numpy as np
import shapely

from geo.plane import plane_over
from geo.polygonal import Polygonal

# Borders drawn twice part by less than this where they are meant to be one.
_TOUCH_M = 0.5
# What two zones that meet in a corner alone share of each other's rim, both arms of the corner counted.
_CORNER_M = 4 * _TOUCH_M
SIDES = ("e", "ne", "n", "nw", "w", "sw", "s", "se")


def shared_border_m(zone: Polygonal, others: Sequence[Polygonal]) -> list[float | None]:
    """Metres of a zone's rim that run along each other zone; 0 where only corners meet, None where nothing does.

    Two borders are one where they part by at most half a metre, so that files drawn apart are read as meant; each end
    is found that much too long.
    """
    if not others:
        return []
    plane = plane_over([zone, *others])
    rim = plane.flatten(zone).boundary
    flat = plane.flatten_all(others)
    near = shapely.dwithin(flat, rim, _TOUCH_M)
    along = shapely.length(shapely.intersection(shapely.buffer(flat, _TOUCH_M, quad_segs=4), rim))
    metres = np.where(along <= _CORNER_M, 0.0, along)
    return [float(m) if touches else None for m, touches in zip(metres, near, strict=True)]


def side_of(zone: Polygonal, other: Polygonal) -> str:
    """The side of a zone on which another one lies, as one of eight winds, from centroid to centroid."""
    flat = plane_over([zone, other]).flatten_all([zone, other])
    (x0, y0), (x1, y1) = shapely.get_coordinates(shapely.centroid(flat))
    return SIDES[round(atan2(y1 - y0, x1 - x0) / (pi / 4)) % 8]
