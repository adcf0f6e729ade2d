"""Periods of local days: a year, half, quarter, month, ISO week or any days, named by a key that addresses carry."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from services.errors import Invalid

Kind = Literal["year", "half", "quarter", "month", "week", "days"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MONTHS: dict[Kind, int] = {"year": 12, "half": 6, "quarter": 3, "month": 1}
SERIES = 12
FIRST, LAST = date(1990, 1, 1), date(2200, 1, 1)
# Twelve such stretches, one before the other, still lie within the calendar.
LONGEST_DAYS = 3660
_DAY = r"\d{4}-\d\d-\d\d"
_KEY = re.compile(
    rf"(?P<first>{_DAY})\.\.(?P<stop>{_DAY})|"
    r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|W(?P<week>\d\d)|(?P<month>\d\d)))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Local days [start, stop)."""

    start: date
    stop: date
    kind: Kind

    @property
    def key(self) -> str:
        """As an address names it: 2026, 2026-H1, 2026-Q3, 2026-10, 2026-W40 or 2026-03-01..2026-04-01."""
        first = self.start
        if self.kind == "days":
            return f"{first}..{self.stop}"
        if self.kind == "week":
            year, week, _ = first.isocalendar()
            return f"{year}-W{week:02d}"
        part = {"year": "", "month": f"-{first.month:02d}", "half": f"-H{self.part}", "quarter": f"-Q{self.part}"}
        return f"{first.year:04d}{part[self.kind]}"

    @property
    def part(self) -> int:
        """Which half, quarter or month of the year it is, or which ISO week; 1 for a year or any days."""
        if self.kind == "week":
            return self.start.isocalendar().week
        return (self.start.month - 1) // MONTHS.get(self.kind, 12) + 1

    def moved(self, steps: int) -> "Period":
        """The period of the same kind, or of as many days, so many steps later."""
        months = MONTHS.get(self.kind)
        if months is None:
            by = (self.stop - self.start) * steps
            return Period(self.start + by, self.stop + by, self.kind)
        return _of_months(self.start, self.kind, steps)


def _of_months(day: date, kind: Kind, steps: int = 0) -> Period:
    months = MONTHS[kind]
    first = (day.year * 12 + day.month - 1) // months * months + steps * months
    (year, month), (next_year, next_month) = divmod(first, 12), divmod(first + months, 12)
    return Period(date(year, month + 1, 1), date(next_year, next_month + 1, 1), kind)


def containing(day: date, kind: Kind) -> Period:
    """The period of a kind that a day lies in; for days, that day alone."""
    if kind == "days":
        return Period(day, day + timedelta(days=1), kind)
    if kind == "week":
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=7), kind)
    return _of_months(day, kind)


def parse(key: str) -> Period:
    """The period of a key. Raises Invalid where the key can't be read, has no days, or lies beyond 1990 to 2200."""
    found = _KEY.fullmatch(key)
    try:
        period = _from_parts(found.groupdict()) if found else None
    except ValueError:
        period = None
    if period is None or not FIRST <= period.start < LAST:
        raise Invalid("measures.period_key", period=key)
    if period.start >= period.stop:
        raise Invalid("measures.period", start=period.start, stop=period.stop)
    if (period.stop - period.start).days > LONGEST_DAYS:
        raise Invalid("measures.period_long", start=period.start, stop=period.stop, longest=LONGEST_DAYS)
    return period


def _from_parts(part: dict[str, str | None]) -> Period:
    """The period of a key's parts. Raises ValueError for days that the calendar does not have."""
    if part["first"] and part["stop"]:
        return Period(date.fromisoformat(part["first"]), date.fromisoformat(part["stop"]), "days")
    year = int(part["year"] or 0)
    if part["week"]:
        return containing(date.fromisocalendar(year, int(part["week"]), 1), "week")
    for kind in ("half", "quarter", "month"):
        if number := part[kind]:
            return containing(date(year, (int(number) - 1) * MONTHS[kind] + 1, 1), kind)
    return containing(date(year, 1, 1), "year")


def series(period: Period, count: int = SERIES) -> tuple[Period, ...]:
    """The last periods of the same kind up to this one, oldest first; each begins where the one before ends."""
    return tuple(period.moved(step) for step in range(1 - count, 1))


def edges(periods: Sequence[Period], zone: ZoneInfo) -> list[datetime]:
    """The local midnights between the periods of a series, and at both its ends, in UTC.

    Where the clocks skip midnight, the day begins at the instant of the skip; where midnight comes twice, at the first.
    """
    return [midnight(day, zone) for day in (*(p.start for p in periods), periods[-1].stop)]


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a local day begins, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
