"""The calendar that the office keeps: read as a value, brought in as a file, its hours set from a day on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from sqlalchemy import delete, extract, insert, select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.roles import require
from services.access.scope import Scope
from services.errors import Invalid
from services.intake.features import Features
from services.working_time.calendar import Calendar, Hours, Window
from services.working_time.tables import CalendarDay, WorkingHours

COLUMNS = {
    "day": ("日期", "day", "date"),
    "working": ("性质", "类型", "working", "kind"),
    "name": ("名称", "说明", "name"),
}
WORDS = {
    "休": False, "休息": False, "放假": False, "off": False, "false": False, "0": False,
    "班": True, "上班": True, "补班": True, "调休上班": True, "on": True, "working": True, "true": True, "1": True,
}  # fmt: skip
# Sheets write a date with an empty time behind it.
DAY_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y.%m.%d", "%Y%m%d", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S")
Day = tuple[date, bool, str | None]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a calendar file: its years now hold exactly its days."""

    years: tuple[int, ...]
    days: int
    removed: int


def office_calendar(session: Session, zone: ZoneInfo) -> Calendar:
    """The calendar as it stands; without one, weekends are off and the usual hours hold."""
    days = session.execute(select(CalendarDay.day, CalendarDay.working)).all()
    rows = session.execute(
        select(WorkingHours.valid_from, WorkingHours.opens, WorkingHours.closes).order_by(
            WorkingHours.valid_from, WorkingHours.opens
        )
    ).all()
    hours = [
        Hours(since, tuple(Window(opens, closes) for _, opens, closes in windows))
        for since, windows in groupby(rows, key=lambda row: row[0])
    ]
    return Calendar(zone, {day: working for day, working in days}, hours)  # noqa: C416 (rows, to the checker, are of any length)


def calendar_days(session: Session, year: int) -> list[CalendarDay]:
    """The days of a year that differ from the week, in order."""
    chosen = select(CalendarDay).where(extract("year", CalendarDay.day) == year)
    return list(session.scalars(chosen.order_by(CalendarDay.day)))


def take_calendar(session: Session, scope: Scope, features: Features) -> Taken:
    """Bring in a file of days. What it says of a year replaces all that was said of that year.

    Deadlines that were set before stay: see services/matters/deadlines. Raises Forbidden for others than the office,
    Invalid where a cell can't be read, naming its row.
    """
    require(scope, "office")
    days = read_days(features)
    years = tuple(sorted({day.year for day, _, _ in days}))
    gone = session.scalars(select(CalendarDay.day).where(extract("year", CalendarDay.day).in_(years))).all()
    session.execute(delete(CalendarDay).where(extract("year", CalendarDay.day).in_(years)))
    session.execute(insert(CalendarDay), [{"day": d, "working": w, "name": n} for d, w, n in days])
    session.expire_all()
    removed = len(set(gone) - {day for day, _, _ in days})
    detail = {"file": features.name, "years": list(years), "days": len(days), "removed": removed}
    record(session, scope.person_id, "calendar.take", "calendar", detail)
    return Taken(years, len(days), removed)


def read_days(features: Features) -> list[Day]:
    """The days of a file, in order. Raises Invalid."""
    at = {field: next((c for c in features.columns if c.strip().lower() in names), None)
          for field, names in COLUMNS.items()}  # fmt: skip
    day_column, kind_column = at["day"], at["working"]
    if day_column is None or kind_column is None:
        raise Invalid("working_time.file_columns", name=features.name)
    nothing: list[str | None] = [None] * len(features.rows)
    names = features.column(at["name"]) if at["name"] else nothing
    found: dict[date, Day] = {}
    cells = zip(features.column(day_column), features.column(kind_column), names, strict=True)
    for row, (day_cell, kind_cell, name) in enumerate(cells, start=2):
        if day_cell is None and kind_cell is None:
            continue
        day, working = _day(features.name, row, day_cell or ""), WORDS.get((kind_cell or "").strip().lower())
        if working is None:
            raise Invalid("working_time.file", name=features.name, row=row, cell=kind_cell or "")
        if found.setdefault(day, (day, working, name))[1] != working:
            raise Invalid("working_time.file_twice", name=features.name, day=day)
    return [found[day] for day in sorted(found)]


def _day(name: str, row: int, cell: str) -> date:
    for layout in DAY_FORMATS:
        try:
            return datetime.strptime(cell.strip(), layout).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise Invalid("working_time.file", name=name, row=row, cell=cell)


def set_hours(session: Session, scope: Scope, valid_from: date, windows: Sequence[Window]) -> None:
    """Set the hours that hold from a day on, in place of those set for that same day.

    Raises Forbidden for others than the office, Invalid where windows overlap or none is given.
    """
    require(scope, "office")
    rising = [t for w in windows for t in (w.opens, w.closes)]
    # A window may begin where the one before it ends.
    backward = any(w.opens >= w.closes for w in windows) or any(a > b for a, b in pairwise(rising))
    if not windows or backward:
        said = ", ".join(f"{w.opens:%H:%M}-{w.closes:%H:%M}" for w in windows) or "-"
        raise Invalid("working_time.windows", hours=said)
    session.execute(delete(WorkingHours).where(WorkingHours.valid_from == valid_from))
    rows = [{"valid_from": valid_from, "opens": w.opens, "closes": w.closes} for w in windows]
    session.execute(insert(WorkingHours), rows)
    detail = {"from": str(valid_from), "hours": [f"{w.opens:%H:%M}-{w.closes:%H:%M}" for w in windows]}
    record(session, scope.person_id, "calendar.hours", "calendar", detail)
