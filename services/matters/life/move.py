"""One step in the life of a matter, by a person: checked, written as an event, and folded into its row."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from geo.values import LonLat
from services.access.audit import record
from services.access.scope import Scope
from services.access.tables import Person
from services.errors import Conflict, Forbidden, Invalid, NotFound
from services.locating.reach import in_reach
from services.locating.tables import MatterLocation
from services.matters.deadlines.limits import Terms
from services.matters.life.due import due_after
from services.matters.life.moves import STAGE_WORDS, Move, check_move, check_role
from services.matters.life.state import EVENT_FIELDS, STATE_FIELDS, Event, State, step
from services.matters.tables import Department, Matter, MatterEvent
from services.messages import message

MOST_NOTE = 2000
LONGEST_DEFERRAL = timedelta(days=3653)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A move that somebody wants to make; `seen` is the number of the last event that they saw."""

    act: str
    seen: int
    note: str | None = None
    department: str | None = None
    until: datetime | None = None
    evidence: str | None = None
    place: LonLat | None = None


def move(session: Session, scope: Scope, matter_id: UUID, wanted: Wanted, terms: Terms, now: datetime) -> State:
    """Make a move and return where the matter stands after it.

    Raises NotFound out of scope, Conflict where somebody was faster or the stage does not allow it, Forbidden for the
    role, Invalid where it does not say what it has to.
    """
    matter = _locked(session, scope, matter_id)
    state = state_of(matter)
    if state.seq != wanted.seen:
        raise Conflict("life.moved", person=_who(session, matter_id, state.seq), stage=STAGE_WORDS[state.stage])
    found = check_move(wanted.act, state.stage, appealed=state.appealed, deferred=state.deferred(now))
    check_role(found, scope.role)
    _check_said(session, found, wanted, now)
    _check_other(session, scope, found, matter_id)
    due, own = due_after(state, wanted.act, now, wanted.until, terms, matter.code, matter.urgent)
    event = Event(
        state.seq + 1, wanted.act, now, scope.person_id,
        wanted.department if "department" in found.needs else None, None,
        wanted.until if "until" in found.needs else None,
        due.at, due.clock, own.at, own.clock, wanted.note or None, wanted.evidence or None,
    )  # fmt: skip
    after = step(state, event)
    write_event(session, matter_id, event, after, wanted.place)
    detail = {"act": event.act, "seq": event.seq, "stage": after.stage}
    record(session, scope.person_id, "matter.move", matter.external_ref, detail)
    return after


def state_of(matter: Matter) -> State:
    """Where a matter stands, as its row keeps it."""
    return State(**{field: getattr(matter, field) for field in STATE_FIELDS})


def write_event(session: Session, matter_id: UUID, event: Event, after: State, place: LonLat | None = None) -> None:
    """Add an event and keep what it adds up to, in one transaction."""
    values = {field: getattr(event, field) for field in EVENT_FIELDS}
    geom = func.ST_Point(place.lon, place.lat, 4326) if place else None
    session.execute(insert(MatterEvent).values(matter_id=matter_id, geom=geom, **values))
    kept = {field: getattr(after, field) for field in STATE_FIELDS}
    session.execute(update(Matter).where(Matter.id == matter_id).values(kept))


def _locked(session: Session, scope: Scope, matter_id: UUID) -> Matter:
    """The matter's row as it is now, held until the end of the transaction: who comes second waits, and then sees."""
    seen = select(MatterLocation.point_id).where(MatterLocation.point_id == matter_id, in_reach(scope, MatterLocation))
    chosen = select(Matter).where(Matter.id == matter_id, Matter.id.in_(seen)).with_for_update()
    matter = session.scalars(chosen.execution_options(populate_existing=True)).first()
    if matter is None:
        raise NotFound("life.no_matter", matter=matter_id)
    return matter


def _check_said(session: Session, found: Move, wanted: Wanted, now: datetime) -> None:
    if "note" in found.needs and not (wanted.note or "").strip():
        raise Invalid("life.needs_note", act=found.words)
    if "until" in found.needs and not (wanted.until and now < wanted.until <= now + LONGEST_DEFERRAL):
        raise Invalid("life.needs_until", act=found.words)
    if "department" in found.needs:
        if not wanted.department:
            raise Invalid("life.needs_department", act=found.words)
        department = session.get(Department, wanted.department)
        if department is None or not department.active:
            raise Invalid("life.no_department", department=wanted.department)


def _check_other(session: Session, scope: Scope, found: Move, matter_id: UUID) -> None:
    """Handling is checked by somebody else; the office, which may be one person, is trusted and on record."""
    if found.act != "check" or scope.role == "office":
        return
    handled = ("handle", "self_handle")
    chosen = select(MatterEvent.person_id).where(MatterEvent.matter_id == matter_id, MatterEvent.act.in_(handled))
    if session.scalars(chosen.order_by(MatterEvent.seq.desc()).limit(1)).first() == scope.person_id:
        raise Forbidden("life.own_check")


def _who(session: Session, matter_id: UUID, seq: int) -> object:
    """Who made an event, by the name that all see."""
    chosen = (
        select(Person.display_name)
        .join(MatterEvent, MatterEvent.person_id == Person.id)
        .where(MatterEvent.matter_id == matter_id, MatterEvent.seq == seq)
    )
    return session.scalar(chosen) or message("Somebody else")
