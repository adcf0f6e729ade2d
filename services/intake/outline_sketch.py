"""Outlines light enough to be drawn under a report's findings."""

import json
from collections.abc import Iterable
from typing import Any, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.geography.editions import in_force
from services.geography.tables import Boundary

MOST_VERTICES = 30_000
# Of a city some metres: near a problem the outlines still run where they ran.
STEPS = 20_000
MOST_OF_A_FINDING = 200
Rings: TypeAlias = list[list[tuple[float, float]]]
Shape: TypeAlias = dict[str, Any]
"""A geometry as GeoJSON."""


def sketch(shapes: Iterable[BaseGeometry | None]) -> Rings:
    """The rings of outlines in degrees, simplified until they are few."""
    kept: NDArray[np.object_] = np.array([s for s in shapes if s is not None and not s.is_empty], dtype=np.object_)
    kept = kept[np.isfinite(shapely.bounds(kept)).all(axis=1)] if len(kept) else kept
    kept = kept[(np.abs(shapely.bounds(kept)) <= 180).all(axis=1)] if len(kept) else kept
    if not len(kept):
        return []
    west, south, east, north = shapely.total_bounds(kept)
    step = max(east - west, north - south) / STEPS
    while True:
        simple = shapely.simplify(kept, step, preserve_topology=False)
        rings = _rings(simple)
        if sum(map(len, rings)) <= MOST_VERTICES:
            return [[(round(float(x), 6), round(float(y), 6)) for x, y in ring] for ring in rings]
        step *= 2


def light(shape: BaseGeometry) -> Shape:
    """A small piece of land in degrees, simplified until it has few vertices."""
    west, south, east, north = shapely.bounds(shape)
    step = max(east - west, north - south) / 1000
    few = shape
    while shapely.get_num_coordinates(few) > MOST_OF_A_FINDING and step < max(east - west, north - south):
        few = shapely.simplify(shape, step)
        step *= 2
    kept: Shape = json.loads(shapely.to_geojson(shapely.transform(few, lambda xy: np.round(xy, 7))))
    return kept


def _rings(shapes: NDArray[np.object_]) -> list[NDArray[np.float64]]:
    polygons = shapely.get_parts(shapes)
    polygons = polygons[shapely.get_type_id(polygons) == shapely.GeometryType.POLYGON]
    rings = shapely.get_rings(polygons)
    return [xy for xy in map(shapely.get_coordinates, rings) if len(xy) >= 4]


def stored(session: Session) -> Rings:
    """The outlines of the edition in force, for a file that brings points."""
    edition = in_force(session)
    if edition is None:
        return []
    rows = session.scalars(select(func.ST_AsBinary(Boundary.geom)).where(Boundary.edition_id == edition.id)).all()
    return sketch(shapely.from_wkb([bytes(r) for r in rows]))
