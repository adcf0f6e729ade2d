"""A level of an edition as a small picture shows it: outlines without what a thousandth of its width can't show."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from geo.plane import Plane, plane_over
from geo.polygonal import Polygonal, multipolygon
from services.database import sql
from services.geography.drawn import band_for, extent

# A picture is about a thousand pixels wide.
PARTS = 1000
KEPT = 16
_kept: OrderedDict[tuple[object, ...], "Sketch"] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, eq=False)
class Sketch:
    """Zones by id and the water around them, in degrees (EPSG:4326), with the plane that they are drawn in."""

    zones: Mapping[int, Polygonal]
    water: tuple[BaseGeometry, ...]
    plane: Plane
    bounds: tuple[float, float, float, float]


def sketch(session: Session, edition_id: int, level: str) -> Sketch:
    """The picture of a level, whoever asks; it is worked out once and kept until an outline or the water changes."""
    state = session.execute(sql(__file__, "edition_state.sql"), {"edition": edition_id}).one()
    key = (edition_id, level, *state)
    with _lock:
        if key not in _kept:
            _kept[key] = _draw(session, edition_id, level)
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
        return _kept[key]


def _draw(session: Session, edition_id: int, level: str) -> Sketch:
    bounds = extent(session, edition_id)
    if bounds is None:
        return Sketch({}, (), Plane(0.0, 0.0), (0.0, 0.0, 0.0, 0.0))
    west, south, east, north = bounds
    plane = plane_over([shapely.box(*bounds)])
    size = plane.to_metres(np.array([[east, north]]))[0] * 2
    detail_m = float(max(size)) / PARTS
    asked = {"edition": edition_id, "level": level, "band": band_for(detail_m, plane.lat)}
    rows = session.execute(sql(__file__, "sketch.sql"), asked).all()
    box = {"west": west, "south": south, "east": east, "north": north, "detail": detail_m / plane.metres_per_degree[1]}
    wet = tuple(shapely.from_wkb(bytes(w)) for w in session.scalars(sql(__file__, "sketch_water.sql"), box))
    return Sketch({r.zone_id: multipolygon(shapely.from_wkb(bytes(r.outline))) for r in rows}, wet, plane, bounds)
