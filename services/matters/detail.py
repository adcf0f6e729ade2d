"""One matter in full: where it stands, every step of its life, and what may be done next."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geo.values import LonLat
from services.access.audit import record
from services.access.scope import Scope
from services.access.tables import Person
from services.errors import NotFound
from services.geography.tables import Boundary, Zone
from services.locating.reach import in_reach
from services.locating.tables import MatterLocation
from services.matters.life.move import state_of
from services.matters.life.moves import Move, open_to
from services.matters.life.state import State
from services.matters.tables import Department, Matter, MatterEvent


@dataclass(frozen=True, slots=True)
class Happened:
    """An event with the names that people read; its place in degrees where it says one."""

    seq: int
    act: str
    at: datetime
    recorded_at: datetime
    person: str | None
    department: str | None
    department_en: str | None
    stage: str | None
    until: datetime | None
    due_at: datetime | None
    stage_due_at: datetime | None
    note: str | None
    evidence: str | None
    place: LonLat | None


@dataclass(frozen=True, slots=True)
class MatterDetail:
    """A matter; `moves` are those that the caller may make now."""

    id: UUID
    ref: str
    code: str
    source: str | None
    address: str | None
    at: LonLat
    accuracy_m: float | None
    opened_at: datetime
    urgent: bool
    state: State
    deferred: bool
    events: tuple[Happened, ...]
    moves: tuple[Move, ...]


def matter_detail(session: Session, scope: Scope, matter_id: UUID, now: datetime) -> MatterDetail:
    """A matter with its life, the reading of it recorded. Raises NotFound where there is none in scope."""
    seen = select(MatterLocation.point_id).where(MatterLocation.point_id == matter_id, in_reach(scope, MatterLocation))
    row = session.execute(
        select(Matter, func.ST_X(Matter.geom), func.ST_Y(Matter.geom)).where(
            Matter.id == matter_id, Matter.id.in_(seen)
        )
    ).first()
    if row is None:
        raise NotFound("life.no_matter", matter=matter_id)
    matter, lon, lat = row
    record(session, scope.person_id, "matter.read", matter.external_ref, {})
    state = state_of(matter)
    moves = open_to(state.stage, scope.role, appealed=state.appealed, deferred=state.deferred(now))
    return MatterDetail(
        matter.id, matter.external_ref, matter.code, matter.source, matter.address, LonLat(lon, lat),
        matter.accuracy_m, matter.opened_at, matter.urgent, state, state.deferred(now),
        _events(session, matter_id), tuple(moves),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The grid of a matter under an edition; where it is outside all, the nearest one and how far that is."""

    grid_code: str | None
    grid_name: str | None
    outside: bool
    nearest_m: float | None
    doubtful: bool


def whereabouts(session: Session, scope: Scope, matter_id: UUID, edition_id: int) -> Whereabouts | None:
    """Where a matter lies under an edition; None where that has no place for it within the scope."""
    grid = func.coalesce(MatterLocation.grid_id, MatterLocation.nearest_grid_id)
    row = session.execute(
        select(Zone.code, Boundary.name, MatterLocation.grid_id.is_(None), MatterLocation.nearest_m,
               MatterLocation.doubtful)
        .outerjoin(Zone, Zone.id == grid)
        .outerjoin(Boundary, (Boundary.zone_id == grid) & (Boundary.edition_id == MatterLocation.edition_id))
        .where(MatterLocation.point_id == matter_id, MatterLocation.edition_id == edition_id,
               in_reach(scope, MatterLocation))
    ).first()  # fmt: skip
    return None if row is None else Whereabouts(*row)


def find_matter(session: Session, scope: Scope, ref: str) -> UUID:
    """The id of a matter by its number. Raises NotFound where there is none in scope."""
    found = session.scalar(
        select(Matter.id)
        .join(MatterLocation, MatterLocation.point_id == Matter.id)
        .where(Matter.external_ref == ref, in_reach(scope, MatterLocation))
        .limit(1)
    )
    if found is None:
        raise NotFound("life.no_matter", matter=ref)
    return found


def _events(session: Session, matter_id: UUID) -> tuple[Happened, ...]:
    rows = session.execute(
        select(MatterEvent, Person.display_name, Department.name, Department.name_en,
               func.ST_X(MatterEvent.geom), func.ST_Y(MatterEvent.geom))
        .outerjoin(Person, Person.id == MatterEvent.person_id)
        .outerjoin(Department, Department.code == MatterEvent.department)
        .where(MatterEvent.matter_id == matter_id)
        .order_by(MatterEvent.seq)
    )  # fmt: skip
    return tuple(
        Happened(e.seq, e.act, e.at, e.recorded_at, person, name or e.department,
                 name_en or e.department, e.stage, e.until, e.due_at,
                 e.stage_due_at, e.note, e.evidence, None if lon is None else LonLat(lon, lat))
        for e, person, name, name_en, lon, lat in rows
    )  # fmt: skip
