"""Boundaries of real cities, as their owners published them, faults included."""

import geopandas
import shapely
from shapely import MultiPolygon, Polygon

from geo.validity import repair
from tests.places import real_data


def published(file: str, layer: str | None = None) -> list[MultiPolygon | Polygon]:
    """The boundaries of a file under the real-data folder, unrepaired; the test skips without the folder."""
    path = real_data() / file
    read = geopandas.read_file(path, layer=layer) if layer else geopandas.read_file(path)
    return list(shapely.force_2d(read.to_crs(4326).geometry.to_numpy()))


def repaired(file: str, layer: str | None = None) -> list[MultiPolygon]:
    """The same, each one repaired."""
    return [repair(shape).geometry for shape in published(file, layer)]
