"""Places that too many matters share: found after every file, named, kept out of grids and analyses."""

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from geo.quadkey import FINE_ZOOM, columns_rows
from geo.shared_point import FEWEST_ROWS, SharedPoint, implausible
from services.access.audit import record
from services.access.roles import require
from services.access.scope import Scope
from services.database import lifted, sql
from services.errors import NotFound
from services.matters.likeness.tables import DefaultPoint
from services.matters.tables import Matter


@dataclass(frozen=True, slots=True)
class Place:
    """A shared place as the office sees it."""

    tile_x: int
    tile_y: int
    lon: float
    lat: float
    rows: int
    addresses: int | None
    stands: bool
    found_at: datetime


def find_default_points(session: Session) -> list[SharedPoint]:
    """Look at all matters, and keep what is found; what somebody has called a place stays one. Returns what stands."""
    with lifted(session):
        found = _implausible(session)
        for place in found:
            _keep(session, place)
        session.flush()
    kept = {(p.tile_x, p.tile_y) for p in default_points(session) if p.stands}
    return [place for place in found if _tile(place) in kept]


def _implausible(session: Session) -> list[SharedPoint]:
    rows = session.execute(sql(__file__, "full_places.sql"), {"fewest": FEWEST_ROWS}).all()
    if not rows:
        return []
    lon, lat, addresses = zip(*rows, strict=True)
    return implausible(lon, lat, addresses)


def _keep(session: Session, place: SharedPoint) -> None:
    x, y = _tile(place)
    values = {"rows": place.rows, "addresses": place.addresses}
    session.execute(
        insert(DefaultPoint)
        .values(tile_x=x, tile_y=y, geom=func.ST_Point(place.lon, place.lat, 4326), **values)
        .on_conflict_do_update(index_elements=["tile_x", "tile_y"], set_=values)
    )


def _tile(place: SharedPoint) -> tuple[int, int]:
    x, y = columns_rows(np.array([place.lon]), np.array([place.lat]), FINE_ZOOM)
    return int(x[0]), int(y[0])


def default_points(session: Session) -> list[Place]:
    """All shared places that were ever found, those that stand first, the fullest first."""
    point = DefaultPoint
    rows = session.execute(
        select(point.tile_x, point.tile_y, func.ST_X(point.geom), func.ST_Y(point.geom), point.rows, point.addresses,
               point.stands, point.found_at)
        .order_by(point.stands.desc(), point.rows.desc(), point.tile_x, point.tile_y)
    )  # fmt: skip
    return [Place(*row) for row in rows]


def call_it(session: Session, scope: Scope, tile_x: int, tile_y: int, *, a_place: bool) -> None:
    """Say that a shared place is a real one, whose matters count, or that it is none. Raises Forbidden or NotFound."""
    require(scope, "office")
    changed = session.scalars(
        update(DefaultPoint)
        .where(DefaultPoint.tile_x == tile_x, DefaultPoint.tile_y == tile_y)
        .values(stands=not a_place, decided_by=scope.person_id, decided_at=datetime.now(UTC))
        .returning(DefaultPoint.rows)
    ).first()
    if changed is None:
        raise NotFound("likeness.no_place")
    detail = {"a_place": a_place, "rows": changed}
    record(session, scope.person_id, "default_point.decide", f"{tile_x}/{tile_y}", detail)


def not_at_one() -> ColumnElement[bool]:
    """Whether a matter lies at no default point that stands."""
    return ~exists().where(DefaultPoint.stands, DefaultPoint.geom == Matter.geom)
