"""A matter reported on the page or by a program: written, put into its grid, its life begun."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from uuid import UUID, uuid4

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from geo.values import LonLat
from services.access.audit import record
from services.access.scope import Scope
from services.errors import Invalid
from services.locating.locate import locate_new
from services.matters.deadlines.limits import Terms
from services.matters.life.due import due_after
from services.matters.life.state import EVENT_FIELDS, STATE_FIELDS, Event, State, step
from services.matters.likeness.link import link_reported
from services.matters.sources import SOURCES
from services.matters.tables import Matter, MatterEvent

# What a report is where nothing else is said: a source is never guessed for the office, which passes on all kinds.
USUAL = {"community": "own_grid", "area_leader": "own_grid", "grid_leader": "own_grid", "inspector": "cross_inspection"}


@dataclass(frozen=True, slots=True)
class NewMatter:
    """A matter to be reported, its place in degrees and the accuracy of it in metres."""

    code: str
    at: LonLat
    source: str | None = None
    address: str | None = None
    accuracy_m: float | None = None
    urgent: bool = False
    note: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """What was written: the receipt of whoever reported it."""

    id: UUID
    ref: str
    state: State


def report_matter(session: Session, scope: Scope, new: NewMatter, terms: Terms, now: datetime) -> Reported:
    """Report a matter. Anybody on the staff may do so anywhere; it is seen by whoever answers for its grid.

    Raises Invalid where code, source or place can't be used.
    """
    found = terms.catalogue.find(new.code)
    if found is None:
        raise Invalid("codes.unknown", code=new.code)
    source = new.source or USUAL.get(scope.role)
    if source not in SOURCES:
        raise Invalid("life.source", source=source or "", sources=", ".join(SOURCES))
    lon, lat = new.at.lon, new.at.lat
    if not (isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) < 85):
        raise Invalid("life.place", lon=lon, lat=lat)
    code = found.code.code
    due, own = due_after(State(), "report", now, None, terms, code, new.urgent)
    event = Event(1, "report", now, scope.person_id, due_at=due.at, due_clock=due.clock, stage_due_at=own.at,
                  stage_clock=own.clock, note=new.note or None, evidence=new.evidence or None)  # fmt: skip
    state = step(State(), event)
    kept = {field: getattr(state, field) for field in STATE_FIELDS}
    place = func.ST_Point(lon, lat, 4326)
    values = kept | {
        "geom": place, "accuracy_m": new.accuracy_m, "code": code, "source": source, "address": new.address or None,
        "opened_at": now, "urgent": new.urgent, "reported_by": scope.person_id,
    }  # fmt: skip
    made = Reported(*_write(session, now, terms, values), state)
    locate_new(session, "matter", made.id, new.at, new.accuracy_m, made.ref, now)
    values = {field: getattr(event, field) for field in EVENT_FIELDS}
    session.execute(insert(MatterEvent).values(matter_id=made.id, geom=place, **values))
    link_reported(session, made.id, code)
    record(session, scope.person_id, "matter.report", made.ref, {"code": code, "source": source})
    return made


def _write(session: Session, now: datetime, terms: Terms, values: Mapping[str, object]) -> tuple[UUID, str]:
    """Write the row of a matter; its identifier and number. A number that a file brought is passed over.

    Without RETURNING: whoever reports a matter elsewhere may not read it back.
    """
    while True:
        made, ref = uuid4(), _number(session, now, terms)
        put = insert(Matter).values(id=made, external_ref=ref, **values).on_conflict_do_nothing()
        if session.connection().execute(put, execution_options={"preserve_rowcount": True}).rowcount:
            return made, ref


def _number(session: Session, now: datetime, terms: Terms) -> str:
    """A number of its own: the local day, then a running count."""
    count = session.scalar(select(text("nextval('matter_number')")))
    return f"{now.astimezone(terms.calendar.zone):%Y%m%d}-{count:06d}"
