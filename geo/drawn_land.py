"""The land that a drawing encloses, and how much of it a repair has lost. EPSG:4326 degrees, areas in square metres."""

import shapely
from shapely import LinearRing, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geo.metric import area_m2
from geo.polygonal import multipolygon

INTERIORS_MEET = "T********"
CORNERS = 4
"""A ring of fewer coordinates, the first repeated at the end, encloses nothing."""


def enclosed(ring: LinearRing) -> MultiPolygon:
    """All that a ring goes round, every lobe of it."""
    if len(ring.coords) < CORNERS:
        return MultiPolygon()
    return multipolygon(shapely.make_valid(Polygon(ring), method="structure", keep_collapsed=False))


def holes_beside(part: Polygon) -> list[LinearRing]:
    """The holes of a part that take nothing from its shell: they lie apart from it, or touch it from outside."""
    shell = enclosed(part.exterior)
    return [hole for hole in part.interiors if not shapely.relate_pattern(shell, enclosed(hole), INTERIORS_MEET)]


def lost_m2(drawn: MultiPolygon, kept: MultiPolygon) -> tuple[float, float]:
    """Of the land that a drawing encloses, what is not kept, and all of it.

    A shell and its holes enclose what lies in one of them and not in the other, so that a hole that sticks out of its
    shell counts as land there. A part inside another that runs the other way round is a hole of it.
    """
    land = _land(drawn)
    return area_m2(multipolygon(shapely.difference(land, kept))), area_m2(land)


def _land(drawn: MultiPolygon) -> MultiPolygon:
    parts = [_even_odd(part) for part in drawn.geoms]
    ways = [part.exterior.is_ccw for part in drawn.geoms]
    shells: list[BaseGeometry] = []
    holes: list[BaseGeometry] = []
    for i, part in enumerate(parts):
        backwards = any(ways[i] != ways[j] and part.within(other) for j, other in enumerate(parts) if i != j)
        (holes if backwards else shells).append(part)
    return multipolygon(shapely.difference(shapely.union_all(shells), shapely.union_all(holes)))


def _even_odd(part: Polygon) -> BaseGeometry:
    holes = shapely.union_all([enclosed(hole) for hole in part.interiors])
    return shapely.symmetric_difference(enclosed(part.exterior), holes)
