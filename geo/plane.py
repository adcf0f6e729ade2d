"""A local plane in metres over a piece of the earth the size of a city.

The plane is an affine picture of the degrees: straight edges stay straight, equal vertices stay equal, and
neighbours that share an edge share it in the plane too, which map projections do not promise. Its scale is
that of the WGS 84 ellipsoid at the origin; 0.25° north or south of it, lengths from west to east are off by
some 0.4 % at latitude 42°. It serves tolerances and nearness; areas are measured on the ellipsoid.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin, sqrt
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.polygonal import Polygonal, multipolygon

G = TypeVar("G", bound=BaseGeometry)

_SEMI_MAJOR_M = 6378137.0
_ECCENTRICITY_SQUARED = 0.0066943799901413165


@dataclass(frozen=True, slots=True)
class Plane:
    """Metres east and north of an origin in degrees."""

    lon: float
    lat: float

    @property
    def metres_per_degree(self) -> NDArray[np.float64]:
        """Length of a degree of longitude and of latitude at the origin, from the two radii of curvature."""
        bend = 1 - _ECCENTRICITY_SQUARED * sin(radians(self.lat)) ** 2
        across = _SEMI_MAJOR_M / sqrt(bend)
        along = across * (1 - _ECCENTRICITY_SQUARED) / bend
        return np.array([radians(across * cos(radians(self.lat))), radians(along)])

    def to_metres(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Coordinates in degrees, shape (n, 2), as metres from the origin."""
        return (lonlat - (self.lon, self.lat)) * self.metres_per_degree

    def to_degrees(self, metres: NDArray[np.float64]) -> NDArray[np.float64]:
        """Coordinates in metres from the origin, shape (n, 2), as degrees."""
        return metres / self.metres_per_degree + (self.lon, self.lat)

    def flatten(self, geometry: G) -> G:
        """A geometry in degrees, laid into the plane."""
        return shapely.transform(geometry, self.to_metres)

    def lift(self, geometry: G) -> G:
        """A geometry of the plane, back in degrees; its vertices are true to about a nanometre."""
        return shapely.transform(geometry, self.to_degrees)

    def flatten_all(self, geometries: Sequence[BaseGeometry]) -> NDArray[np.object_]:
        """Geometries in degrees, as an array of geometries in the plane."""
        return shapely.transform(np.array(geometries, dtype=object), self.to_metres)

    def lift_polygons(self, flat: NDArray[np.object_], known: Sequence[Polygonal]) -> tuple[Polygonal, ...]:
        """Polygons of the plane in degrees, each vertex that comes from `known` (not empty) with its very own bits."""
        lonlat = shapely.get_coordinates(np.array(known, dtype=object))
        keys = _key(self.to_metres(lonlat))
        order = np.argsort(keys, kind="stable")
        keys, lonlat = keys[order], lonlat[order]

        def back(metres: NDArray[np.float64]) -> NDArray[np.float64]:
            degrees = self.to_degrees(metres)
            wanted = _key(metres)
            at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
            return np.where((keys[at] == wanted)[:, None], lonlat[at], degrees)

        return tuple(multipolygon(shapely.transform(one, back)) for one in flat)


def _key(xy: NDArray[np.float64]) -> NDArray[np.complex128]:
    """One sortable number a vertex: complex numbers sort by x, then by y."""
    return xy[:, 0] + 1j * xy[:, 1]


def plane_over(geometries: Sequence[BaseGeometry]) -> Plane:
    """The plane whose origin is the middle of the geometries' box; (0, 0) where nothing has a place."""
    west, south, east, north = shapely.total_bounds(np.array(geometries, dtype=object))
    if not np.isfinite([west, south, east, north]).all():
        return Plane(0.0, 0.0)
    return Plane(float(west + east) / 2, float(south + north) / 2)
