"""One review in full: what was known, why it was opened and by which thresholds, the strand of its day, its steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geo.values import LonLat
from services.access.audit import record
from services.access.scope import Scope
from services.access.tables import Person
from services.database import sql
from services.errors import NotFound
from services.register.tables import Household
from services.visit_review.life import DECIDING, may_reply
from services.visit_review.reach import login_of, seen_by
from services.visit_review.tables import VisitLook, VisitReview, VisitReviewEvent


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit of the same visitor on the same day."""

    ref: str
    household: str | None
    visited_at: datetime
    at: LonLat
    accuracy_m: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the review with the name that people read; nobody's where a look did it."""

    act: str
    at: datetime
    person: str | None
    note: str | None
    outcome: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """A review; `replies`, `decides` and `reopens` say what the caller may do now."""

    row: VisitReview
    at: LonLat
    address: str | None
    address_at: LonLat | None
    limits: Mapping[str, float]
    day: tuple[Stop, ...]
    steps: tuple[Step, ...]
    replies: bool
    decides: bool
    reopens: bool


def detail(session: Session, scope: Scope, ref: str, zone: ZoneInfo) -> Detail:
    """A review with all that a person needs to answer or decide; reading it is put on record. Raises NotFound."""
    chosen = select(
        VisitReview, func.ST_X(VisitReview.geom), func.ST_Y(VisitReview.geom), func.ST_X(VisitReview.address_geom),
        func.ST_Y(VisitReview.address_geom), VisitLook.limits,
    ).join(VisitLook, VisitLook.id == VisitReview.look_id)  # fmt: skip
    found = session.execute(chosen.where(VisitReview.ref == ref, seen_by(session, scope))).first()
    if found is None:
        raise NotFound("visit_review.none", ref=ref)
    row, lon, lat, address_lon, address_lat, limits = found
    record(session, scope.person_id, "visit_review.read", ref, {})
    undecided = row.state != "decided"
    own = row.visitor is not None and row.visitor == login_of(session, scope)
    address = session.scalar(select(Household.address).where(Household.id == row.household_id))
    return Detail(
        row, LonLat(lon, lat), address, None if address_lon is None else LonLat(address_lon, address_lat), limits,
        day_of(session, row, zone), _steps(session, row),
        undecided and may_reply(session, scope, row), undecided and scope.role in DECIDING and not own,
        not undecided and scope.role == "office",
    )  # fmt: skip


def day_of(session: Session, row: VisitReview, zone: ZoneInfo) -> tuple[Stop, ...]:
    """The visits of the visitor on that local day, in order; none where nobody is named."""
    if row.visitor is None:
        return ()
    day = row.visited_at.astimezone(zone).date()
    since = datetime.combine(day, time(), zone)
    until = datetime.combine(day + timedelta(days=1), time(), zone)
    asked = {"visitor": row.visitor, "since": since, "until": until}
    return tuple(
        Stop(r.ref, r.household, r.visited_at, LonLat(r.lon, r.lat), r.accuracy_m)
        for r in session.execute(sql(__file__, "strand.sql"), asked)
    )


def _steps(session: Session, row: VisitReview) -> tuple[Step, ...]:
    chosen = (
        select(VisitReviewEvent, Person.display_name)
        .outerjoin(Person, Person.id == VisitReviewEvent.person_id)
        .where(VisitReviewEvent.visit_id == row.visit_id)
        .order_by(VisitReviewEvent.seq)
    )
    return tuple(
        Step(e.act, e.at, person, e.note, e.outcome, tuple(e.reasons or ())) for e, person in session.execute(chosen)
    )
