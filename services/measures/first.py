"""What a first look shows: a measure that can be reckoned, and a month."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.database import sql
from services.measures import registry
from services.measures.measure import Measure
from services.measures.period import Period, containing, edges


def first_measure(session: Session, scope: Scope, edition_id: int) -> Measure:
    """The first of the registry; where the caller sees no household to divide by, what does without households."""
    first = registry.MEASURES[registry.FIRST]
    asked = {"edition": edition_id, "everything": scope.everything, "grids": list(scope.grid_ids)}
    if session.execute(sql(__file__, "first_household.sql"), asked).scalar_one():
        return first
    return registry.instead_of(first) or first


def first_period(session: Session, scope: Scope, edition_id: int, now: datetime, zone: ZoneInfo) -> Period:
    """The last complete month in which the caller sees matters; the present one where there is none."""
    today: date = now.astimezone(zone).date()
    present = containing(today, "month")
    before = edges([present], zone)[0]
    last: datetime | None = session.execute(
        sql(__file__, "first_month.sql"),
        {"edition": edition_id, "before": before, "everything": scope.everything, "grids": list(scope.grid_ids)},
    ).scalar_one()
    return containing(last.astimezone(zone).date(), "month") if last else present
