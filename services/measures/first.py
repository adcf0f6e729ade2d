"""Which month a first look shows."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.database import sql
from services.measures.period import Period, containing, edges


def first_period(session: Session, scope: Scope, edition_id: int, now: datetime, zone: ZoneInfo) -> Period:
    """The last complete month in which the caller sees matters; the present one where there is none."""
    today: date = now.astimezone(zone).date()
    present = containing(today, "month")
    before = edges([present], zone)[0]
    last: datetime | None = session.execute(
        sql(__file__, "first.sql"),
        {"edition": edition_id, "before": before, "everything": scope.everything, "grids": list(scope.grid_ids)},
    ).scalar_one()
    return containing(last.astimezone(zone).date(), "month") if last else present
