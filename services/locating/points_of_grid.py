"""The points of one grid, for who may see them."""

from dataclasses import dataclass

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.locating.locate import KINDS


@dataclass(frozen=True, slots=True)
class PointSeen:
    """A point as the map shows it; degrees."""

    ref: str
    lon: float
    lat: float
    doubtful: bool


def points_of_grid(
    session: Session, scope: Scope, kind: str, edition_id: int, zone_id: int, limit: int = 5000
) -> list[PointSeen]:
    """The points of a kind in a grid under an edition, none where it is not in scope; the reading is recorded."""
    point, location = KINDS[kind]
    rows = session.execute(
        select(point.external_ref, func.ST_X(point.geom), func.ST_Y(point.geom), location.doubtful)
        .join(location, location.point_id == point.id)
        .where(
            location.edition_id == edition_id,
            location.grid_id == zone_id,
            literal(scope.everything) | location.grid_id.in_(scope.grid_ids),
        )
        .order_by(point.id)
        .limit(limit)
    ).all()
    record(session, scope.person_id, "points.read", kind, {"zone": zone_id, "edition": edition_id, "n": len(rows)})
    return [PointSeen(*row) for row in rows]
