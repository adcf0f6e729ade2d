"""Limits as values, and what is due when: the calendar, the list of codes and the limits together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.roles import require
from services.access.scope import Scope
from services.errors import Invalid
from services.matters.codes.catalogue import Catalogue, load_codes
from services.matters.deadlines.tables import LIMITED, MatterLimit
from services.working_time.calendar import Calendar
from services.working_time.clocks import CLOCKS, Clock, due_at, elapsed
from services.working_time.office import office_calendar


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount on a clock for a stage; for a code, else a class, else all. Without an amount there is no limit."""

    stage: str
    clock: Clock
    amount: Decimal | None
    valid_from: date
    code: str | None = None
    class_code: str | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline and the clock that it runs on; None where it was given with the matter."""

    at: datetime | None
    clock: Clock | None


NOT_DUE = Due(None, None)


@dataclass(frozen=True)
class Terms:
    """All that a deadline rests on."""

    calendar: Calendar
    catalogue: Catalogue
    limits: Sequence[Limit]

    def limit(self, stage: str, code: str, urgent: bool, day: date) -> Limit | None:
        """The limit that holds: for urgent matters one for those before others, then the nearest, then the latest."""
        found = self.catalogue.find(code)
        own, of_class = (found.code.code, found.code.class_code) if found else (code, None)
        fitting = [
            limit for limit in self.limits
            if limit.stage == stage and limit.valid_from <= day and (urgent or not limit.urgent)
            and limit.code in (None, own) and limit.class_code in (None, of_class)
        ]  # fmt: skip
        return max(fitting, key=_rank, default=None)

    def due(self, stage: str, code: str, urgent: bool, start: datetime) -> Due:
        """When something that begins now is due, by the limits of that local day."""
        limit = self.limit(stage, code, urgent, start.astimezone(self.calendar.zone).date())
        if limit is None or limit.amount is None:
            return NOT_DUE
        return Due(due_at(limit.clock, start, limit.amount, self.calendar), limit.clock)

    def shifted(self, due: Due, since: datetime, until: datetime) -> Due:
        """A deadline whose clock stands still from one instant to another (or runs again, where until is earlier).

        What was left of it at `since` is left at `until`. A deadline that has passed already stays.
        """
        if due.at is None or due.at <= since:
            return due
        clock: Clock = due.clock or "urgent"
        left = elapsed(clock, since, due.at, self.calendar)
        return Due(due_at(clock, until, left, self.calendar), due.clock)


def _rank(limit: Limit) -> tuple[bool, int, date]:
    return limit.urgent, 2 if limit.code else 1 if limit.class_code else 0, limit.valid_from


def load_terms(session: Session, zone: ZoneInfo) -> Terms:
    """The calendar, the codes and the limits as they stand."""
    rows = session.scalars(select(MatterLimit).order_by(MatterLimit.id)).all()
    # Of two limits set for the same from the same day on the one set last holds: it is the first that max finds.
    limits = [_limit(row) for row in reversed(rows)]
    return Terms(office_calendar(session, zone), load_codes(session), limits)


def _limit(row: MatterLimit) -> Limit:
    clock = next(c for c in CLOCKS if c == row.clock)
    return Limit(row.stage, clock, row.amount, row.valid_from, row.code, row.class_code, row.urgent)


def set_limit(session: Session, scope: Scope, limit: Limit) -> None:
    """Set a limit from a day on. Deadlines that were set before stay.

    Raises Forbidden for others than the office, Invalid where it can't be used.
    """
    require(scope, "office")
    if limit.code and limit.class_code:
        raise Invalid("deadlines.code")
    sound = limit.stage in LIMITED and limit.clock in CLOCKS and (limit.amount is None or limit.amount > 0)
    if not sound:
        raise Invalid("deadlines.limit", stages=", ".join(LIMITED), clocks=", ".join(CLOCKS))
    values = {field: getattr(limit, field) for field in Limit.__slots__}
    session.execute(insert(MatterLimit).values(values))
    detail = values | {
        "amount": None if limit.amount is None else str(limit.amount),
        "valid_from": str(limit.valid_from),
    }
    record(session, scope.person_id, "limit.set", limit.stage, detail)
