"""Visits and patrols in some grids: by month, and how long ago the last patrol was."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.database import sql
from services.gridfile.window import Window
from services.gridfile.zone import Subject
from services.locating.tables import VisitLocation
from services.visits.tables import Visit


@dataclass(frozen=True, slots=True)
class Month:
    """One month by its first day; patrols in recorded points."""

    first: date
    visits: int
    patrols: int


@dataclass(frozen=True, slots=True)
class Visits:
    """The window by month. own + others + unnamed = visits: by whether the household visited lies in the zone.

    The last ones may be older than the window; days count local days up to the window's.
    """

    months: tuple[Month, ...]
    own: int
    others: int
    unnamed: int
    last_visit: datetime | None
    last_patrol: datetime | None
    days_since_visit: int | None
    days_since_patrol: int | None

    @property
    def visits(self) -> int:
        """All visits of the window."""
        return sum(month.visits for month in self.months)

    @property
    def patrols(self) -> int:
        """All patrol points of the window."""
        return sum(month.patrols for month in self.months)


def visits(session: Session, subject: Subject, window: Window) -> Visits:
    """What was recorded in a zone that is in scope (find_zone), up to the window's end."""
    rows = session.execute(
        sql(__file__, "visits.sql"),
        {
            "edition": subject.edition.id, "grids": list(subject.grid_ids), "zone": window.zone.key,
            "start": window.start, "stop": window.stop,
        },
    ).all()  # fmt: skip
    by_month = {row.month: row for row in rows}
    months = [(first, by_month.get(first)) for first in window.months]
    own, unnamed = sum(row.own for row in rows), sum(row.unnamed for row in rows)
    last = {kind: _last(session, subject, window, kind) for kind in ("visit", "patrol")}
    return Visits(
        tuple(Month(first, row.visits if row else 0, row.patrols if row else 0) for first, row in months),
        own, sum(row.visits for row in rows) - own - unnamed, unnamed,
        last["visit"], last["patrol"], _days(window, last["visit"]), _days(window, last["patrol"]),
    )  # fmt: skip


def _last(session: Session, subject: Subject, window: Window, kind: str) -> datetime | None:
    return session.scalar(
        select(func.max(Visit.visited_at))
        .join(VisitLocation, VisitLocation.point_id == Visit.id)
        .where(
            VisitLocation.edition_id == subject.edition.id, VisitLocation.grid_id.in_(subject.grid_ids),
            Visit.kind == kind, Visit.visited_at < window.stop,
        )
    )  # fmt: skip


def _days(window: Window, moment: datetime | None) -> int | None:
    return None if moment is None else (window.day - moment.astimezone(window.zone).date()).days
