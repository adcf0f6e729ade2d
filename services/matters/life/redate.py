"""Deadlines of open matters set anew after the office changed its rules: seen first, then written as events."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.roles import require
from services.access.scope import Scope
from services.errors import Conflict, Invalid
from services.matters.deadlines.limits import Due, Terms
from services.matters.life.move import MOST_NOTE, state_of
from services.matters.life.redated import redated, standing
from services.matters.life.state import EVENT_FIELDS, Event, State, step
from services.matters.life.write import write_lives
from services.matters.tables import OPEN, Matter, MatterEvent


@dataclass(frozen=True, slots=True)
class Change:
    """A matter whose deadlines would be others: where it stands, and when it would be due."""

    id: UUID
    ref: str
    code: str
    before: State
    close: Due
    own: Due

    @property
    def moved(self) -> tuple[datetime | None, datetime | None]:
        """The first deadline that is another one, before and after: that of closing, else that of the stage."""
        if self.before.due_at != self.close.at:
            return self.before.due_at, self.close.at
        return self.before.stage_due_at, self.own.at


@dataclass(frozen=True, slots=True)
class Changes:
    """What would become of the open matters: how many there are, and those with other deadlines, by number."""

    open: int
    changed: tuple[Change, ...]


def look(session: Session, scope: Scope, since: date, terms: Terms, now: datetime, *, hold: bool = False) -> Changes:
    """What would change if deadlines whose clock began on that local day or later were set by the terms of today.

    Raises Forbidden for others than the office, Invalid where the day lies ahead.
    """
    require(scope, "office")
    start = datetime.combine(since, time(), terms.calendar.zone)
    if start > now:
        raise Invalid("life.redate_day")
    chosen = select(Matter).where(Matter.stage.in_(OPEN)).order_by(Matter.id)
    matters = session.scalars(chosen.with_for_update() if hold else chosen).all()
    lives = _lives(session)
    found = []
    for m in matters:
        state = state_of(m)
        due = redated(lives[m.id], start, terms, m.code, m.urgent)
        if due != standing(state):
            found.append(Change(m.id, m.external_ref, m.code, state, *due))
    session.expunge_all()
    return Changes(len(matters), tuple(sorted(found, key=lambda c: c.ref)))


def redate(
    session: Session, scope: Scope, since: date, why: str, expected: int, terms: Terms, now: datetime
) -> Changes:  # fmt: skip
    """Set those deadlines anew: an event in the life of each matter that is changed, with who and why.

    Raises Conflict where it would be another number of matters than were shown, Invalid without a reason.
    """
    if not why.strip() or len(why) > MOST_NOTE:
        raise Invalid("life.redate_why")
    found = look(session, scope, since, terms, now, hold=True)
    if len(found.changed) != expected:
        raise Conflict("life.redate_changed", count=len(found.changed), expected=expected)
    events, states = [], []
    for c in found.changed:
        event = Event(c.before.seq + 1, "redate", now, scope.person_id, due_at=c.close.at, due_clock=c.close.clock,
                      stage_due_at=c.own.at, stage_clock=c.own.clock, note=why.strip())  # fmt: skip
        events.append((c.id, event))
        states.append((c.id, step(c.before, event)))
    write_lives(session, events, states)
    detail = {"since": str(since), "matters": len(events), "why": why.strip()}
    record(session, scope.person_id, "matter.redate", "matters", detail)
    return found


def _lives(session: Session) -> dict[UUID, Sequence[Event]]:
    """The events of every open matter."""
    columns = [getattr(MatterEvent, field) for field in EVENT_FIELDS]
    chosen = select(MatterEvent.matter_id, *columns).join(Matter, Matter.id == MatterEvent.matter_id)
    found: dict[UUID, list[Event]] = defaultdict(list)
    for matter_id, *values in session.execute(chosen.where(Matter.stage.in_(OPEN))):
        found[matter_id].append(Event(*values))
    return dict(found)
