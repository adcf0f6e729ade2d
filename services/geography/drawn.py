"""What a map draws of an edition, derived from its boundaries: generalised outlines, label points, packed GeoJSON.

Written with the boundaries, in their transaction; running it again changes nothing.
"""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from geo.crs import STORAGE_SRID, WEB_SRID, in_web_mercator
from geo.inscribed import inscribed_circles
from geo.polygonal import Polygonal, multipolygon
from geo.simplify import pixel_m, simplify_for_zooms
from geo.values import Bbox
from services.geography.features import pack_edition
from services.geography.tables import Boundary, DrawnZone, Edition, Zone, ZoneLabel

# The last zoom level that each copy is meant for; the last copy is the outline itself.
BANDS = (10, 11, 12, 14)
WHOLE = 24
# The way in which editions are drawn now. Raised whenever it changes: those drawn otherwise are then drawn anew.
DRAWING = 2


def band_of(zoom: int) -> int:
    """The copy that a tile of this zoom level is cut from."""
    return next((band for band in BANDS if zoom <= band), WHOLE)


def draw_edition(session: Session, edition_id: int) -> None:
    """Derive the drawn copies of an edition's zones anew, level by level, so that neighbours keep sharing borders."""
    for table in (DrawnZone, ZoneLabel):
        session.execute(delete(table).where(table.edition_id == edition_id))
    rows = session.execute(
        select(Zone.level, Boundary.zone_id, func.ST_AsBinary(Boundary.geom))
        .join(Zone, Zone.id == Boundary.zone_id)
        .where(Boundary.edition_id == edition_id)
        .order_by(Boundary.zone_id)
    ).all()
    for level in sorted({row[0] for row in rows}):
        chosen: dict[int, Polygonal] = {
            zone: multipolygon(shapely.from_wkb(bytes(wkb))) for at, zone, wkb in rows if at == level
        }
        _draw(session, edition_id, chosen)
    pack_edition(session, edition_id)
    session.execute(update(Edition).where(Edition.id == edition_id).values(drawing=DRAWING))


def draw_lacking(session: Session) -> int:
    """Draw the editions with boundaries that were drawn in an older way or never. Returns their number."""
    bounded = select(Boundary.edition_id).where(Boundary.edition_id == Edition.id).exists()
    lacking = session.scalars(select(Edition.id).where(Edition.drawing != DRAWING, bounded).order_by(Edition.id)).all()
    for edition_id in lacking:
        draw_edition(session, edition_id)
    return len(lacking)


def _draw(session: Session, edition_id: int, zones: dict[int, Polygonal]) -> None:
    shapes = list(zones.values())
    copies = {band: made.zones for band, made in simplify_for_zooms(shapes, BANDS).items()} | {WHOLE: tuple(shapes)}
    drawn = [
        {"edition_id": edition_id, "to_zoom": band, "zone_id": zone, "geom": geom}
        for band, copied in copies.items()
        for zone, geom in zip(zones, _ewkt([multipolygon(c) for c in copied]), strict=True)
    ]
    circles = inscribed_circles(shapes).tolist()
    places = _ewkt([Point(lon, lat) for lon, lat, _ in circles])
    labels = [
        {"edition_id": edition_id, "zone_id": zone, "geom": geom, "room_m": room_m}
        for zone, geom, (_, _, room_m) in zip(zones, places, circles, strict=True)
    ]
    session.execute(insert(DrawnZone), drawn)
    session.execute(insert(ZoneLabel), labels)


def _ewkt(shapes: Sequence[BaseGeometry]) -> list[str]:
    projected = in_web_mercator(np.array(shapes, object))
    return [f"SRID={WEB_SRID};{text}" for text in shapely.to_wkt(projected, rounding_precision=-1)]


def band_for(detail_m: float, lat: float) -> int:
    """The coarsest copy that leaves nothing out which is larger than a detail (m) at a latitude."""
    return next((band for band in BANDS if pixel_m(band, lat) <= detail_m), WHOLE)


def extent(session: Session, edition_id: int, zone_ids: Sequence[int] | None = None) -> Bbox | None:
    """The box around the zones of an edition, or around those named, in degrees; None where there is none of them."""
    box = func.ST_Transform(func.ST_SetSRID(func.ST_Extent(DrawnZone.geom), WEB_SRID), STORAGE_SRID)
    chosen = select(*(side(box) for side in (func.ST_XMin, func.ST_YMin, func.ST_XMax, func.ST_YMax)))
    chosen = chosen.where(DrawnZone.edition_id == edition_id, DrawnZone.to_zoom == BANDS[0])
    if zone_ids is not None:
        chosen = chosen.where(DrawnZone.zone_id.in_(zone_ids))
    row = session.execute(chosen).one()
    return None if row[0] is None else Bbox(*row)
