"""How many points lie inside, outside and in doubt: inside + outside is always all."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, literal, select
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.geography.tables import Zone
from services.locating.locate import KINDS
from services.locating.reach import in_reach, nearest_in_reach
from services.locating.tables import Location
from services.matters.likeness.tables import DefaultPoint


@dataclass(frozen=True, slots=True)
class Counts:
    """Points of one kind under one edition; of those outside, so many share a place that is none."""

    inside: int
    outside: int
    doubtful: int
    shared: int = 0

    @property
    def all(self) -> int:
        """Every point there is."""
        return self.inside + self.outside


@dataclass(frozen=True, slots=True)
class Outsider:
    """A point outside all grids, with the nearest one and its distance in metres."""

    id: UUID
    ref: str
    lon: float
    lat: float
    nearest: str | None
    nearest_m: float | None


def counts(session: Session, scope: Scope, kind: str, edition_id: int) -> Counts:
    """Count the points of a kind in the caller's scope; one outside all grids counts where it is nearest."""
    location = KINDS[kind][1]
    shared = _at_default_point(location) if kind == "matter" else literal(False)
    inside = location.grid_id.is_not(None) & ~shared
    row = session.execute(
        select(
            func.count().filter(inside),
            func.count().filter(~inside),
            func.count().filter(location.doubtful),
            func.count().filter(shared),
        ).where(location.edition_id == edition_id, in_reach(scope, location))
    ).one()
    return Counts(*row)


def _at_default_point(location: type[Location]) -> ColumnElement[bool]:
    """Whether a matter lies at a default point that stands: then it counts in no grid."""
    x, y = DefaultPoint.tile_x, DefaultPoint.tile_y
    return exists().where(DefaultPoint.stands, x == location.tile_x, y == location.tile_y)


def outsiders(session: Session, scope: Scope, kind: str, edition_id: int, limit: int = 500) -> list[Outsider]:
    """The points outside all grids whose nearest grid is in the caller's scope, the nearest ones first."""
    point, location = KINDS[kind]
    rows = session.execute(
        select(
            location.point_id,
            point.external_ref,
            func.ST_X(point.geom),
            func.ST_Y(point.geom),
            Zone.code,
            location.nearest_m,
        )
        .join(point, point.id == location.point_id)
        .outerjoin(Zone, Zone.id == location.nearest_grid_id)
        .where(location.edition_id == edition_id, nearest_in_reach(scope, location))
        .order_by(location.nearest_m.nulls_last(), location.point_id)
        .limit(limit)
    )
    return [Outsider(*row) for row in rows]
