"""How many points lie inside, outside and in doubt: inside + outside is always all."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.geography.tables import Zone
from services.locating.locate import KINDS
from services.locating.reach import in_reach, nearest_in_reach


@dataclass(frozen=True, slots=True)
class Counts:
    """Points of one kind under one edition."""

    inside: int
    outside: int
    doubtful: int

    @property
    def all(self) -> int:
        """Every point there is."""
        return self.inside + self.outside


@dataclass(frozen=True, slots=True)
class Outsider:
    """A point outside all grids, with the nearest one and its distance in metres."""

    id: UUID
    lon: float
    lat: float
    nearest: str | None
    nearest_m: float | None


def counts(session: Session, scope: Scope, kind: str, edition_id: int) -> Counts:
    """Count the points of a kind in the caller's scope; one outside all grids counts where it is nearest."""
    location = KINDS[kind][1]
    row = session.execute(
        select(
            func.count(location.grid_id),
            func.count().filter(location.grid_id.is_(None)),
            func.count().filter(location.doubtful),
        ).where(location.edition_id == edition_id, in_reach(scope, location))
    ).one()
    return Counts(*row)


def outsiders(session: Session, scope: Scope, kind: str, edition_id: int, limit: int = 500) -> list[Outsider]:
    """The points outside all grids whose nearest grid is in the caller's scope, the nearest ones first."""
    point, location = KINDS[kind]
    rows = session.execute(
        select(location.point_id, func.ST_X(point.geom), func.ST_Y(point.geom), Zone.code, location.nearest_m)
        .join(point, point.id == location.point_id)
        .outerjoin(Zone, Zone.id == location.nearest_grid_id)
        .where(location.edition_id == edition_id, nearest_in_reach(scope, location))
        .order_by(location.nearest_m.nulls_last(), location.point_id)
        .limit(limit)
    )
    return [Outsider(*row) for row in rows]
