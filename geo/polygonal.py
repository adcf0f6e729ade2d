"""Polygons and multipolygons as one kind of value: EPSG:4326 degrees, longitude before latitude."""

from collections.abc import Iterable

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

Polygonal = Polygon | MultiPolygon
LonLat = tuple[float, float]


def polygons_in(geometry: BaseGeometry) -> tuple[Polygon, ...]:
    """Every non-empty polygon in a geometry of any type; lines and points are left out."""
    if isinstance(geometry, Polygon):
        return () if geometry.is_empty else (geometry,)
    if isinstance(geometry, shapely.GeometryCollection | MultiPolygon):
        return tuple(part for member in geometry.geoms for part in polygons_in(member))
    return ()


def multipolygon(geometry: BaseGeometry) -> MultiPolygon:
    """The polygons of a geometry of any type, as one multipolygon, without a change to any vertex."""
    return geometry if isinstance(geometry, MultiPolygon) else MultiPolygon(polygons_in(geometry))


def first_vertex(geometry: BaseGeometry) -> LonLat:
    """The first vertex whose coordinates are finite; (NaN, NaN) where there is none."""
    xy = shapely.get_coordinates(geometry)
    finite = xy[np.isfinite(xy).all(axis=1)]
    return (float(finite[0, 0]), float(finite[0, 1])) if len(finite) else (float("nan"), float("nan"))


def rings_of(geometry: Polygonal) -> Iterable[shapely.LinearRing]:
    """Every ring, shell before holes, part by part."""
    for part in polygons_in(geometry):
        yield part.exterior
        yield from part.interiors
