"""Metres on the ellipsoid: areas by geodesics, and a flat scale that serves one town."""

from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

GEOD = Geod(ellps="WGS84")


def area_m2(geometry: BaseGeometry) -> float:
    """A polygon's area on the ellipsoid, in m²; orientation does not matter."""
    # Rings are told apart by their direction: a hole wound like its shell would be added.
    return abs(float(GEOD.geometry_area_perimeter(shapely.orient_polygons(geometry))[0]))


@cache
def metres_per_degree(lat: float) -> tuple[float, float]:
    """Metres in a degree of longitude and of latitude at this latitude.

    Used as a flat scale over a town it is off by at most 0.2 % of a distance at 10 km north or south
    of `lat` (in longitude, at 50 degrees), which for border distances of some metres is nothing.
    """
    _, _, east = GEOD.inv(0.0, lat, 0.001, lat)
    _, _, north = GEOD.inv(0.0, lat - 0.0005, 0.0, lat + 0.0005)
    return float(east) * 1000.0, float(north) * 1000.0


def flatten(xy: NDArray[np.float64], lat: float) -> NDArray[np.float64]:
    """Degrees (n, 2) to metres (n, 2) by the flat scale at `lat`."""
    flat: NDArray[np.float64] = xy * np.asarray(metres_per_degree(lat))
    return flat


def unflatten(xy: NDArray[np.float64], lat: float) -> NDArray[np.float64]:
    """Metres (n, 2) back to degrees (n, 2)."""
    degrees: NDArray[np.float64] = xy / np.asarray(metres_per_degree(lat))
    return degrees
