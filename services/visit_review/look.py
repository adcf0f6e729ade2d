"""Looking at the visits of a time: reviews opened for what there is a reason to look at, the innocent cause first.

The only writer of looks and of new reviews; what follows is written by life.py.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import func, insert, literal, select
from sqlalchemy.orm import Session

from geo.visit_review.review import EXPLAINED, Review, review
from services.access.audit import record
from services.database import sql
from services.errors import Invalid
from services.visit_review.devices import dismissed, keep_mixups
from services.visit_review.limits import Held, held
from services.visit_review.read_visits import Found, Span, read_visits
from services.visit_review.tables import VisitLook, VisitReview, VisitReviewEvent
from services.visits.tables import Visit

QUARTER_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Looked:
    """What looks came to: visits looked at, reviews opened, reviews with further reasons, devices found."""

    visits: int = 0
    opened: int = 0
    more: int = 0
    devices: int = 0

    def __add__(self, other: "Looked") -> "Looked":
        return Looked(self.visits + other.visits, self.opened + other.opened, self.more + other.more,
                      self.devices + other.devices)  # fmt: skip


def look_all(session: Session, zone: ZoneInfo, span: Span | None = None, person_id: UUID | None = None) -> Looked:
    """Look at the visits of all quarters that a span touches, of all there are without one.

    A second time nothing is opened that is open or decided. Raises Invalid for a span that ends before it begins.
    """
    if span is not None and span.until <= span.since:
        raise Invalid("visit_review.span", since=span.since, until=span.until)
    first, last = (span.since, span.until) if span else session.execute(
        select(func.min(Visit.visited_at), func.max(Visit.visited_at) + timedelta(seconds=1))).one()  # fmt: skip
    if first is None:
        return Looked()
    quarters = quarters_of(first, last, zone)
    return sum((look(session, quarter, zone, person_id) for quarter in quarters), Looked())


def look_at_batch(session: Session, batch_id: UUID, zone: ZoneInfo, person_id: UUID | None) -> Looked:
    """Look at the quarters in which a file brought visits: what lies beside a visit tells of it too."""
    chosen = select(func.min(Visit.visited_at), func.max(Visit.visited_at)).where(
        Visit.batch_id == batch_id, Visit.kind == "visit"
    )
    first, last = session.execute(chosen).one()
    if first is None:
        return Looked()
    return look_all(session, zone, Span(first, last + timedelta(seconds=1)), person_id)


def quarters_of(since: datetime, until: datetime, zone: ZoneInfo) -> Iterator[Span]:
    """The local quarters that a time touches, whole."""
    day = since.astimezone(zone).date()
    start = day.replace(month=(day.month - 1) // QUARTER_MONTHS * QUARTER_MONTHS + 1, day=1)
    while (begin := datetime(start.year, start.month, 1, tzinfo=zone).astimezone(UTC)) < until:
        months = start.month - 1 + QUARTER_MONTHS
        start = start.replace(year=start.year + months // 12, month=months % 12 + 1)
        yield Span(begin, datetime(start.year, start.month, 1, tzinfo=zone).astimezone(UTC))


def look(session: Session, span: Span, zone: ZoneInfo, person_id: UUID | None = None) -> Looked:
    """Look at the visits of one span, as whoever sees them all."""
    rules, found = held(session), read_visits(session, span, zone)
    if not len(found.rows):
        return Looked()
    seen = review(found.visits, rules.limits, dismissed(session, found))
    made = VisitLook(since=span.since, until=span.until, looked_by=person_id, visits=len(found.rows), opened=0,
                     limits=rules.as_data())  # fmt: skip
    session.add(made)
    session.flush()
    devices = keep_mixups(session, made.id, found, seen.mixups, rules.limits)
    flagged = json.dumps(list(_flagged(found, seen)))
    made.opened = _open(session, made.id, flagged, rules)
    more = _more(session, made.id, flagged)
    _explain(session, [found.devices[one.device] for one in seen.mixups])
    detail = {"since": span.since.isoformat(), "until": span.until.isoformat(), "visits": made.visits,
              "opened": made.opened, "devices": devices}  # fmt: skip
    record(session, person_id, "visit_review.look", str(made.id), detail)
    session.flush()
    return Looked(made.visits, made.opened, more, devices)


def _flagged(found: Found, seen: Review) -> Iterator[dict[str, Any]]:
    away_m = np.hypot(*found.visits.offset.T)
    for at in np.flatnonzero(np.any(list(seen.reasons.values()), axis=0)).tolist():
        row = found.rows[at]
        yield {
            "id": row.id, "household": row.household, "reasons": seen.of(at),
            "address_lon": row.address_lon, "address_lat": row.address_lat,
            "away_m": round(float(away_m[at]), 1) if np.isfinite(away_m[at]) else None,
        }  # fmt: skip


def _open(session: Session, look_id: int, flagged: str, rules: Held) -> int:
    until = datetime.now(UTC) + timedelta(days=rules.reply_days)
    session.execute(sql(__file__, "open.sql"), {"look": look_id, "flagged": flagged, "reply_until": until})
    mine = select(VisitReview.visit_id, literal(1), literal("open"), VisitReview.reasons).where(
        VisitReview.look_id == look_id
    )
    added = insert(VisitReviewEvent).from_select(["visit_id", "seq", "act", "reasons"], mine)
    session.execute(added)
    counted = select(func.count()).where(VisitReview.look_id == look_id)
    return session.scalar(counted) or 0


def _more(session: Session, look_id: int, flagged: str) -> int:
    rows = session.execute(sql(__file__, "more.sql"), {"look": look_id, "flagged": flagged}).all()
    events = [{"visit_id": r.visit_id, "seq": r.seq, "act": "more", "reasons": r.reasons} for r in rows]
    if events:
        session.execute(insert(VisitReviewEvent), events)
    return len(events)


def _explain(session: Session, devices: list[str]) -> None:
    rows = session.execute(sql(__file__, "explain.sql"), {"devices": devices, "explained": list(EXPLAINED)}).all()
    events = [{"visit_id": r.visit_id, "seq": r.seq, "act": "explain", "outcome": r.outcome, "reasons": r.reasons}
              for r in rows]  # fmt: skip
    if events:
        session.execute(insert(VisitReviewEvent), events)
