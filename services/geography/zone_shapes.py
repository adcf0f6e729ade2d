"""The outlines of one level of an edition, as shapes."""

import shapely
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geo.polygonal import Polygonal, multipolygon
from services.geography.tables import Boundary, Zone


def zone_shapes(session: Session, edition_id: int, level: str) -> dict[int, Polygonal]:
    """Every zone of the level by its id, EPSG:4326, whoever asks: outlines are nobody's secret."""
    rows = session.execute(
        select(Boundary.zone_id, func.ST_AsBinary(Boundary.geom))
        .join(Zone, Zone.id == Boundary.zone_id)
        .where(Boundary.edition_id == edition_id, Zone.level == level)
        .order_by(Zone.code)
    )
    return {row[0]: multipolygon(shapely.from_wkb(bytes(row[1]))) for row in rows}
