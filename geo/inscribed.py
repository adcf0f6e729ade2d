"""The largest circle inside each zone: where its label has most room, and how much."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.plane import plane_over
from geo.polygonal import Polygonal


def inscribed_circles(zones: Sequence[Polygonal]) -> NDArray[np.float64]:
    """Longitude, latitude (degrees, EPSG:4326) and radius (m) of the largest circle inside each zone, shape (n, 3).

    Centres are poles of inaccessibility, found in a metric plane to a hundredth of the zone's size; always inside the
    zone, in a hair of one with no radius. Zones are valid; ValueError where one is empty.
    """
    if not len(zones):
        return np.empty((0, 3))
    shapes: NDArray[np.object_] = np.array(zones, dtype=object)
    if shapely.is_empty(shapes).any():
        raise ValueError("an empty zone has no circle inside")
    plane = plane_over(zones)
    flat = plane.flatten_all(zones)
    box = shapely.bounds(flat)
    size_m = np.maximum(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1])
    radii = shapely.maximum_inscribed_circle(flat, size_m / 100)
    centres = shapely.get_coordinates(shapely.get_point(radii, 0))
    found = np.column_stack([plane.to_degrees(centres), shapely.length(radii)])
    lost = ~shapely.contains_xy(shapes, found[:, 0], found[:, 1])
    found[lost, :2] = shapely.get_coordinates(shapely.point_on_surface(shapes[lost]))
    found[lost, 2] = 0.0
    return found
