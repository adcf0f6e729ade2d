"""What the small map of a file shows: the zone among its neighbours, with streets, water and buildings."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geo.metric import metres_per_degree
from geo.polygonal import Polygonal, multipolygon
from geo.values import Bbox, LonLat
from services.database import sql
from services.geography.tables import Boundary
from services.gridfile.zone import Subject

# More footprints than this are a grey carpet on a small map; then none is drawn.
MOST_BUILDINGS = 3000
# More streets than these hide what lies on them; then the arterial ones alone are drawn.
MOST_STREETS = 1500
# The layers that a map is drawn of.
GROUND = ("zones", "streets", "water", "parks", "buildings")


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing on the map, cut to its box: layer, key (a zone's code, a street's kind), name, shape in degrees."""

    layer: str
    key: str
    name: str | None
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The zone's own outline, the box around it, and what else lies in the box."""

    outline: Polygonal
    box: Bbox
    pieces: tuple[Piece, ...]

    def of(self, layer: str) -> list[Piece]:
        """The pieces of one layer."""
        return [piece for piece in self.pieces if piece.layer == layer]

    @property
    def unlived(self) -> list[BaseGeometry]:
        """What nobody lives on and nobody is sent to: water and parks."""
        return [piece.shape for piece in self.pieces if piece.layer in {"water", "park"}]


def surroundings(session: Session, subject: Subject, *, aspect: float = 4 / 3, margin: float = 0.3) -> Surroundings:
    """The zone in a box so many times as wide as high on the ground, with so much of its size around it.

    The base map is nobody's secret, nor are outlines.
    """
    own = session.scalars(
        select(func.ST_AsBinary(Boundary.geom)).where(
            Boundary.edition_id == subject.edition.id, Boundary.zone_id == subject.zone_id
        )
    ).one()
    outline = multipolygon(shapely.from_wkb(bytes(own)))
    box = _box_around(outline, aspect, margin)
    return Surroundings(outline, box, _pieces(session, subject.edition.id, subject.level, box))


def around_place(session: Session, edition_id: int, at: LonLat, *, across_m: float = 420) -> Surroundings:
    """The grids, streets, water and buildings around a place, and the outline of the grid that it lies in, if any."""
    degree_m = metres_per_degree(at.lat)
    half_lon, half_lat = across_m / degree_m[0] / 2, across_m * 3 / 4 / degree_m[1] / 2
    box = Bbox(at.lon - half_lon, at.lat - half_lat, at.lon + half_lon, at.lat + half_lat)
    pieces = _pieces(session, edition_id, "grid", box)
    here = shapely.Point(at.lon, at.lat)
    own = next((p.shape for p in pieces if p.layer == "zone" and p.shape.intersects(here)), shapely.MultiPolygon())
    return Surroundings(multipolygon(own), box, pieces)


def over_shapes(
    session: Session, edition_id: int, shapes: Sequence[BaseGeometry], margin: float, *, buildings: bool = False
) -> Surroundings:
    """The grids, streets and water of a box around some shapes (EPSG:4326) that keeps their own proportions, roughly.

    Buildings too where they are asked for and are not too many. Raises ValueError where there are none.
    """
    if not len(shapes):
        raise ValueError("nothing to draw a map of")
    west, south, east, north = shapely.total_bounds(np.asarray(shapes, object)).tolist()
    degree_m = metres_per_degree((south + north) / 2)
    aspect = (east - west) * degree_m[0] / max((north - south) * degree_m[1], 1.0)
    box = _box_around(multipolygon(shapely.box(west, south, east, north)), min(max(aspect, 1.0), 1.7), margin)
    pieces = [p for p in _pieces(session, edition_id, "grid", box) if buildings or p.layer != "building"]
    if sum(piece.layer == "street" for piece in pieces) > MOST_STREETS:
        pieces = [piece for piece in pieces if piece.layer != "street" or piece.key == "arterial"]
    return Surroundings(multipolygon(shapely.MultiPolygon()), box, tuple(pieces))


def _pieces(session: Session, edition_id: int, level: str, box: Bbox) -> tuple[Piece, ...]:
    rows = session.execute(
        sql(__file__, "map.sql"),
        {
            "west": box.west, "south": box.south, "east": box.east, "north": box.north,
            "edition": edition_id, "level": level, "most": MOST_BUILDINGS + 1,
        },
    )  # fmt: skip
    pieces = [Piece(row.layer, row.key, row.name, shapely.from_wkb(bytes(row.shape))) for row in rows]
    if sum(piece.layer == "building" for piece in pieces) > MOST_BUILDINGS:
        pieces = [piece for piece in pieces if piece.layer != "building"]
    return tuple(piece for piece in pieces if not piece.shape.is_empty)


def _box_around(outline: Polygonal, aspect: float, margin: float) -> Bbox:
    """A box of the aspect around an outline, in degrees."""
    west, south, east, north = outline.bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    degree_m = metres_per_degree(lat)
    across_m, up_m = (east - west) * degree_m[0], (north - south) * degree_m[1]
    room_m = 2 * margin * max(across_m, up_m)
    up_m = max(up_m + room_m, (across_m + room_m) / aspect)
    half_lon, half_lat = up_m * aspect / degree_m[0] / 2, up_m / degree_m[1] / 2
    return Bbox(lon - half_lon, lat - half_lat, lon + half_lon, lat + half_lat)
