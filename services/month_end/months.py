"""Months: read by grid, handed in, verified, sent back. The only writer of its two tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.access.tables import Person
from services.database import sql
from services.errors import Conflict, Forbidden, Invalid, NotFound
from services.geography.outlines import Outline, outlines
from services.messages import Message, message
from services.month_end.tables import MonthEvent, MonthReport

STATES: Mapping[str, Message] = {
    "missing": message("Not handed in"), "handed_in": message("Handed in"), "sent_back": message("Sent back"),
    "verified": message("Verified"),
}  # fmt: skip
ACTS: Mapping[str, Message] = {
    "hand_in": message("Handed in"), "verify": message("Verified"), "send_back": message("Sent back"),
}  # fmt: skip
# From which states a step leads, and to which.
STEPS = {
    "hand_in": (("missing", "sent_back"), "handed_in"), "verify": (("handed_in",), "verified"),
    "send_back": (("handed_in", "verified"), "sent_back"),
}  # fmt: skip
# A month can be handed in from a week before its end.
EARLY = timedelta(days=7)
COUNTS = ("households", "reached", "visits", "patrols", "reported", "open", "reviews")
MOST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Month:
    """A local month in UTC: from `since` until before `until`, when it is due."""

    first: date
    since: datetime
    until: datetime

    @property
    def key(self) -> str:
        """As 2026-10."""
        return f"{self.first:%Y-%m}"


@dataclass(frozen=True, slots=True)
class GridMonth:
    """A grid's month: the figures as they are now, and what was handed in, if anything."""

    grid: Outline
    now: Mapping[str, int]
    report: MonthReport | None
    late: bool

    @property
    def state(self) -> str:
        """Where it stands; without a row it was not handed in."""
        return self.report.state if self.report else "missing"


@dataclass(frozen=True, slots=True)
class Happened:
    """A step with the name that people read."""

    act: str
    at: datetime
    person: str | None
    note: str | None


def month_named(key: str, zone: ZoneInfo) -> Month:
    """A month by its key. Raises Invalid."""
    try:
        first = date.fromisoformat(f"{key}-01")
    except ValueError:
        raise Invalid("month_end.month", month=key) from None
    after = (first + timedelta(days=31)).replace(day=1)
    return Month(first, datetime.combine(first, time(), zone), datetime.combine(after, time(), zone))


def month_due(now: datetime, zone: ZoneInfo) -> str:
    """The month that is to be handed in on a day: the running one in its last week, else the one before."""
    today = now.astimezone(zone).date()
    running = month_named(f"{today:%Y-%m}", zone)
    if now >= running.until - EARLY:
        return running.key
    return f"{running.first - timedelta(days=1):%Y-%m}"


def months_of(
    session: Session, scope: Scope, edition_id: int, month: Month, now: datetime, code: str = ""
) -> list[GridMonth]:
    """The month of each grid in scope, or of one by its code, in the order of the codes."""
    mine = set(scope.grid_ids)
    grids = [one for one in outlines(session, edition_id) if one.level == "grid"
             and (scope.everything or one.zone_id in mine) and code in ("", one.code)]  # fmt: skip
    ids = [one.zone_id for one in grids]
    asked = {"grids": ids, "edition": edition_id, "since": month.since,
             "until": month.until}  # fmt: skip
    rows = {row.grid_id: row._mapping for row in session.execute(sql(__file__, "figures.sql"), asked)}
    chosen = select(MonthReport).where(MonthReport.month == month.first, MonthReport.grid_id.in_(ids))
    kept = {one.grid_id: one for one in session.scalars(chosen)}
    found = []
    for grid in sorted(grids, key=lambda one: one.code):
        figures, report = rows[grid.zone_id], kept.get(grid.zone_id)
        late = report.late if report else now >= month.until
        found.append(GridMonth(grid, {name: figures[name] for name in COUNTS}, report, late))
    return found


def events_of(session: Session, grid_id: int, month: Month) -> Sequence[Happened]:
    """The steps of a grid's month, in order."""
    chosen = (
        select(MonthEvent.act, MonthEvent.at, Person.display_name, MonthEvent.note)
        .outerjoin(Person, Person.id == MonthEvent.person_id)
        .where(MonthEvent.grid_id == grid_id, MonthEvent.month == month.first)
        .order_by(MonthEvent.seq)
    )
    return [Happened(*row) for row in session.execute(chosen)]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A step that somebody wants to take; `seen` is the number of the last event that they saw, 0 for none."""

    act: str
    seen: int
    note: str = ""


def may(scope: Scope, act: str) -> bool:
    """Whether a role takes a step at all."""
    return scope.role in (("grid_leader",) if act == "hand_in" else ("office", "community"))


def open_to(session: Session, scope: Scope, found: GridMonth, month: Month, now: datetime) -> list[str]:
    """The steps that the caller may take now."""
    if now < month.until - EARLY:
        return []
    own = found.report is not None and _handed_in_by(session, found.report) == scope.person_id
    return [act for act, (states, _) in STEPS.items()
            if found.state in states and may(scope, act) and not (own and act == "verify")]  # fmt: skip


def take_step(
    session: Session, scope: Scope, edition_id: int, code: str, month: Month, wanted: Wanted, now: datetime
) -> MonthReport:
    """Hand a grid's month in, verify it or send it back.

    Raises NotFound out of scope, Forbidden for the role and for verifying what one handed in, Invalid too early or
    without a note to send back with, Conflict where it has moved on or the step does not lead on.
    """
    found = next(iter(months_of(session, scope, edition_id, month, now, code)), None)
    if found is None:
        raise NotFound("month_end.none", code=code)
    if wanted.act not in STEPS or not may(scope, wanted.act):
        raise Forbidden("month_end.hand_in" if wanted.act == "hand_in" else "month_end.verify")
    report = _locked(session, found.grid.zone_id, month)
    if wanted.seen != (report.seq if report else 0):
        raise Conflict("month_end.moved")
    _check(session, scope, report, wanted, month, now)
    seq, state = wanted.seen + 1, STEPS[wanted.act][1]
    if report is None:
        report = MonthReport(grid_id=found.grid.zone_id, month=month.first, state=state, seq=seq, handed_in_at=now,
                             late=now >= month.until, figures=dict(found.now))  # fmt: skip
        session.add(report)
    report.seq, report.state = seq, state
    if wanted.act == "hand_in":
        report.figures = dict(found.now)
    session.flush()
    session.execute(insert(MonthEvent).values(grid_id=report.grid_id, month=month.first, seq=seq, act=wanted.act,
                                              person_id=scope.person_id, note=wanted.note.strip() or None))  # fmt: skip
    detail = {"month": month.key, "act": wanted.act, "seq": seq}
    record(session, scope.person_id, "month_end.step", code, detail)
    return report


def _locked(session: Session, grid_id: int, month: Month) -> MonthReport | None:
    chosen = select(MonthReport).where(MonthReport.grid_id == grid_id, MonthReport.month == month.first)
    return session.scalars(chosen.with_for_update().execution_options(populate_existing=True)).first()


def _check(
    session: Session, scope: Scope, report: MonthReport | None, wanted: Wanted, month: Month, now: datetime
) -> None:
    state = report.state if report else "missing"
    if state not in STEPS[wanted.act][0]:
        raise Conflict("month_end.state", state=STATES[state])
    opens = month.until - EARLY
    if now < opens:
        raise Invalid("month_end.early", month=month.key, day=opens.date())
    if wanted.act == "send_back" and not wanted.note.strip():
        raise Invalid("month_end.note")
    if wanted.act == "verify" and report and _handed_in_by(session, report) == scope.person_id:
        raise Forbidden("month_end.own")


def _handed_in_by(session: Session, report: MonthReport) -> object:
    chosen = select(MonthEvent.person_id).where(
        MonthEvent.grid_id == report.grid_id, MonthEvent.month == report.month, MonthEvent.act == "hand_in"
    )
    return session.scalars(chosen.order_by(MonthEvent.seq.desc()).limit(1)).first()
