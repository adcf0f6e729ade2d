"""Which welfare visits are due: the households of some grids, by their last verified visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.care.flags import entitled, require_entitled
from services.coverage.cycles import NEAR_M
from services.database import sql

# So many days before it is due a visit is said to come up.
SOON_DAYS = 7
STANDINGS = ("overdue", "due", "soon", "later")


@dataclass(frozen=True, slots=True)
class CareVisit:
    """A household to be visited every so many days, as it stands on a local day. Degrees.

    It is due so many days after the last verified visit; where there was none, from the day on which the interval
    was set.
    """

    ref: str
    address: str | None
    lon: float
    lat: float
    grid_id: int
    every_days: int
    last_at: datetime | None
    due_on: date
    day: date

    @property
    def days_over(self) -> int:
        """Days since it was due; below 0 the days until then."""
        return (self.day - self.due_on).days

    @property
    def standing(self) -> str:
        """One of STANDINGS."""
        over = self.days_over
        return "overdue" if over > 0 else "due" if over == 0 else "soon" if over >= -SOON_DAYS else "later"


@dataclass(frozen=True, slots=True)
class CareCount:
    """Registered households to be visited every so many days: how many, and how many are due."""

    every_days: int
    households: int
    due: int


def care_visits(
    session: Session, scope: Scope, edition_id: int, grids: Sequence[int], day: date, zone: ZoneInfo
) -> list[CareVisit]:
    """Those of some grids in the caller's scope, the longest overdue first; reading them is put on record.

    A point outside all grids is its nearest grid's. Raises Forbidden.
    """
    require_entitled(scope)
    found = _read(session, scope, edition_id, grids, (day, zone), outside=True)
    record(session, scope.person_id, "care.list", "household", {"edition": edition_id, "n": len(found)})
    return sorted(found, key=lambda one: (-one.days_over, one.ref))


def care_counts(
    session: Session, scope: Scope, edition_id: int, grids: Sequence[int], day: date, zone: ZoneInfo
) -> tuple[CareCount, ...]:
    """How many households of some grids are visited how often, and how many are due; nothing for who isn't entitled.

    Counted are those inside the grids, as everything else of a grid's file is.
    """
    if not entitled(scope):
        return ()
    found = _read(session, scope, edition_id, grids, (day, zone), outside=False)
    intervals = sorted({one.every_days for one in found})
    return tuple(
        CareCount(days, sum(one.every_days == days for one in found),
                  sum(one.every_days == days and (one.last_at is None or one.days_over >= 0) for one in found))
        for days in intervals
    )  # fmt: skip


def _read(
    session: Session, scope: Scope, edition_id: int, grids: Sequence[int], at: tuple[date, ZoneInfo], *, outside: bool
) -> list[CareVisit]:
    (day, zone), mine = at, set(scope.grid_ids)
    asked = {
        "edition": edition_id, "grids": [g for g in grids if scope.everything or g in mine], "outside": outside,
        "before": datetime.combine(day + timedelta(days=1), time(), zone), "near_m": NEAR_M,
    }  # fmt: skip
    found = []
    for row in session.execute(sql(__file__, "due.sql"), asked):
        last = row.last_at
        due = row.since if last is None else last.astimezone(zone).date() + timedelta(days=row.every_days)
        found.append(CareVisit(row.ref, row.address, row.lon, row.lat, row.grid_id, row.every_days, last, due, day))
    return found
