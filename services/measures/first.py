"""What a first look shows: a measure that can be reckoned, and a month that shows something."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.database import sql
from services.measures import registry
from services.measures.measure import Measure
from services.measures.period import Period, containing, edges

# A last month with less than this share of the month before it is the tail of a file, not a month of work.
TAIL = 0.1


def first_measure(session: Session, scope: Scope, edition_id: int) -> Measure:
    """The first of the registry; where the caller sees no household, or no matter, what does without them."""
    first = registry.MEASURES[registry.FIRST]
    seen = session.execute(sql(__file__, "first_points.sql"), _asked(scope, edition_id)).one()
    if seen.households and not seen.matters:
        return registry.MEASURES[registry.WITHOUT_MATTERS]
    return first if seen.households else registry.instead_of(first) or first


def first_period(session: Session, scope: Scope, edition_id: int, now: datetime, zone: ZoneInfo) -> Period:
    """The last complete month in which the caller sees matters, the tail of a file left out.

    The present month where there is none.
    """
    today: date = now.astimezone(zone).date()
    present = containing(today, "month")
    asked = _asked(scope, edition_id)
    before = edges([present], zone)[0]
    found: datetime | None = session.execute(sql(__file__, "first_month.sql"), asked | {"before": before}).scalar_one()
    if found is None:
        return present
    last = containing(found.astimezone(zone).date(), "month")
    start, middle, stop = edges([last.moved(-1), last], zone)
    spans = {"start": start, "middle": middle, "stop": stop}
    counted = session.execute(sql(__file__, "first_count.sql"), asked | spans).one()
    return last.moved(-1) if counted.later < TAIL * counted.earlier else last


def _asked(scope: Scope, edition_id: int) -> dict[str, object]:
    return {"edition": edition_id, "everything": scope.everything, "grids": list(scope.grid_ids)}
