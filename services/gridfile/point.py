"""One point in full: a matter, a household or a visit, with its place under an edition."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session, aliased

from geo.metric import GEOD
from geo.values import LonLat
from services.access.audit import record
from services.access.scope import Scope
from services.care.flags import interval_of
from services.errors import NotFound
from services.geography.tables import Boundary, Edition, Zone
from services.gridfile.zone import Named
from services.intake.tables import Batch
from services.locating.locate import KINDS
from services.locating.tables import HouseholdLocation
from services.matters.tables import Matter
from services.register.tables import Household
from services.visits.tables import Visit


@dataclass(frozen=True, slots=True)
class MatterFacts:
    """A matter; `overdue` is how long its deadline has passed, or was passed when it was closed."""

    code: str
    source: str | None
    address: str | None
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    voided_at: datetime | None
    overdue: timedelta | None


@dataclass(frozen=True, slots=True)
class HouseholdFacts:
    """A household; `last_visit_at` is the last one recorded in its own grid.

    `every_days` is the interval of its welfare visits, for those entitled.
    """

    address: str | None
    residents: int | None
    state: str
    every_days: int | None
    last_visit_at: datetime | None


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """A visit or a point of a patrol; the distance to its household where that one is in scope."""

    kind: str
    visitor: str | None
    device: str | None
    visited_at: datetime
    household_ref: str | None
    distance_m: float | None


@dataclass(frozen=True, slots=True)
class PointDetail:
    """A point: its place in degrees, its grid (None outside all), then the nearest grid and its distance."""

    kind: str
    ref: str
    at: LonLat
    accuracy_m: float | None
    edition: str
    grid: Named | None
    doubtful: bool
    nearest: Named | None
    nearest_m: float | None
    file_name: str | None
    received_at: datetime | None
    facts: MatterFacts | HouseholdFacts | VisitFacts


def point_detail(session: Session, scope: Scope, kind: str, ref: str, edition: Edition, now: datetime) -> PointDetail:
    """The point of a kind and reference, the reading of it recorded.

    Raises NotFound where there is none in scope; who may not see it is not told whether there is one.
    """
    point, location = KINDS[kind]
    grid, grid_zone, near, near_zone = aliased(Boundary), aliased(Zone), aliased(Boundary), aliased(Zone)
    row = session.execute(
        select(
            point, location, func.ST_X(point.geom), func.ST_Y(point.geom),
            grid_zone.code, grid.name, near_zone.code, near.name, Batch.file_name, Batch.received_at,
        )
        .join(location, location.point_id == point.id)
        .outerjoin(grid_zone, grid_zone.id == location.grid_id)
        .outerjoin(grid, (grid.zone_id == location.grid_id) & (grid.edition_id == location.edition_id))
        .outerjoin(near_zone, near_zone.id == location.nearest_grid_id)
        .outerjoin(near, (near.zone_id == location.nearest_grid_id) & (near.edition_id == location.edition_id))
        .outerjoin(Batch, Batch.id == point.batch_id)
        .where(
            point.external_ref == ref, location.edition_id == edition.id,
            literal(scope.everything) | func.coalesce(location.grid_id, location.nearest_grid_id).in_(scope.grid_ids),
        )
    ).first()  # fmt: skip
    if row is None:
        raise NotFound("gridfile.point", ref=ref)
    found, place, lon, lat, *named, file_name, received_at = row
    at = LonLat(lon, lat)
    record(session, scope.person_id, "point.read", kind, {"ref": ref, "edition": edition.id, "zone": place.grid_id})
    return PointDetail(
        kind, ref, at, found.accuracy_m, edition.name, _grid(*named[:2]), place.doubtful, _grid(*named[2:]),
        place.nearest_m, file_name, received_at, _facts(session, scope, found, at, edition.id, place.grid_id, now),
    )  # fmt: skip


def _grid(code: str | None, name: str | None) -> Named | None:
    return None if code is None else Named("grid", code, name or code)


def _facts(
    session: Session, scope: Scope, found: Matter | Household | Visit, at: LonLat, edition_id: int,
    grid_id: int | None, now: datetime,
) -> MatterFacts | HouseholdFacts | VisitFacts:  # fmt: skip
    if isinstance(found, Matter):
        return _matter(found, now)
    if isinstance(found, Household):
        last, every = (
            _last_visit(session, found.external_ref, edition_id, grid_id),
            interval_of(session, scope, found.id),
        )
        return HouseholdFacts(found.address, found.residents, found.state, every, last)
    away = _distance_m(session, scope, found.household_ref, edition_id, at)
    return VisitFacts(found.kind, found.visitor, found.device, found.visited_at, found.household_ref, away)


def _matter(m: Matter, now: datetime) -> MatterFacts:
    over = None if m.due_at is None else (m.closed_at or now) - m.due_at
    late = over if over is not None and over > timedelta() else None
    return MatterFacts(m.code, m.source, m.address, m.opened_at, m.due_at, m.closed_at, m.voided_at, late)


def _last_visit(session: Session, ref: str, edition_id: int, grid_id: int | None) -> datetime | None:
    """A visit counts where it was recorded in the household's own grid."""
    visit, location = KINDS["visit"]
    return session.scalar(
        select(func.max(Visit.visited_at))
        .join(location, location.point_id == visit.id)
        .where(
            Visit.household_ref == ref, Visit.kind == "visit",
            location.edition_id == edition_id, location.grid_id == grid_id,
        )
    )  # fmt: skip


def _distance_m(session: Session, scope: Scope, ref: str | None, edition_id: int, at: LonLat) -> float | None:
    """From a visit to the household it names, along the ellipsoid."""
    home = session.execute(
        select(func.ST_X(Household.geom), func.ST_Y(Household.geom))
        .join(HouseholdLocation, HouseholdLocation.point_id == Household.id)
        .where(
            Household.external_ref == ref, HouseholdLocation.edition_id == edition_id,
            literal(scope.everything) | HouseholdLocation.grid_id.in_(scope.grid_ids),
        )
    ).first()  # fmt: skip
    return None if home is None else float(np.round(GEOD.inv(at.lon, at.lat, home[0], home[1])[2], 1))
