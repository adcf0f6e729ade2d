"""The work log (工作日志) of a zone: what was recorded there on each day of a month, and on which workdays nothing."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.database import sql
from services.gridfile.file import last_day
from services.gridfile.zone import Subject, find_zone
from services.working_time.office import office_calendar

MONTH = "%Y-%m"


@dataclass(frozen=True, slots=True)
class Day:
    """One local day. `reached` are households of the zone, each once, without visits that a review struck.

    `first_at` and `last_at` are the first and last moment of a visit or patrol; None where there was neither. `found`
    are the opened matters that the grid found itself, `late` the closed ones that were closed past their deadline.
    """

    day: date
    workday: bool
    visits: int = 0
    reached: int = 0
    patrols: int = 0
    struck: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    opened: int = 0
    found: int = 0
    closed: int = 0
    late: int = 0

    @property
    def walked(self) -> bool:
        """Whether anybody was there: a visit or a patrol is on record."""
        return self.visits + self.patrols > 0


@dataclass(frozen=True, slots=True)
class WorkLog:
    """A month of a zone, day by day; of a month that still runs, up to today."""

    subject: Subject
    first: date
    days: tuple[Day, ...]

    def total(self, figure: str) -> int:
        """One of the counts of Day, over the month."""
        return sum(getattr(day, figure) for day in self.days)

    @property
    def workdays(self) -> int:
        """How many workdays there were."""
        return sum(day.workday for day in self.days)

    @property
    def idle(self) -> tuple[Day, ...]:
        """Workdays without a visit and without a patrol."""
        return tuple(day for day in self.days if day.workday and not day.walked)


def work_log(
    session: Session, scope: Scope, code: str, zone: ZoneInfo, now: datetime, month: date | None = None,
    level: str | None = None,
) -> WorkLog:  # fmt: skip
    """Read the log of a month, by its first day; without one, of the month in which something was last recorded.

    The zone is read under the edition of the month's last day. The reading is recorded: it tells the hours of staff.
    Raises NotFound and Forbidden as find_zone does.
    """
    today = now.astimezone(zone).date()
    first = (month or last_day(session, zone, today)).replace(day=1)
    end = first.replace(day=monthrange(first.year, first.month)[1])
    subject = find_zone(session, scope, code, end, level=level)
    days = [first + timedelta(days=n) for n in range((min(end, today) - first).days + 1)]
    asked = {
        "edition": subject.edition.id, "grids": list(subject.grid_ids), "zone": zone.key,
        "start": datetime.combine(first, time(), zone),
        "stop": datetime.combine(end + timedelta(days=1), time(), zone),
    }  # fmt: skip
    found = {row.day: row._mapping for row in session.execute(sql(__file__, "work_log.sql"), asked)}
    calendar = office_calendar(session, zone)
    record(session, scope.person_id, "gridfile.work_log", subject.code, {"month": first.strftime(MONTH)})
    return WorkLog(subject, first, tuple(
        Day(**{"day": day, **found.get(day, {}), "workday": calendar.is_workday(day)}) for day in days
    ))  # fmt: skip
