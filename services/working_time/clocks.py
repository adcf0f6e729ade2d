"""Four clocks. Each turns time into a position that only rises; a deadline is where it has risen by an amount.

- urgent: runs always; amounts in minutes.
- working_hours: runs in the windows of workdays; amounts in hours.
- workdays: the same, each worked day being 1 however long it is; what is reported outside working time counts from the
  next opening.
- calendar_days: runs always, each local day from midnight to midnight being 1, so that a deadline of whole days falls
  on the same hour also where the clocks were changed.

Positions are whole microseconds and fractions, never floats: a split interval has the same sum.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Literal, get_args

from services.errors import Invalid
from services.working_time.calendar import Calendar, Span, instant, moment

Clock = Literal["urgent", "working_hours", "workdays", "calendar_days"]
CLOCKS: tuple[Clock, ...] = get_args(Clock)
MINUTE, HOUR = 60_000_000, 3_600_000_000
# An empty calendar would be searched for ever.
MOST_DAYS = 3660


def elapsed(clock: Clock, start: datetime, stop: datetime, calendar: Calendar) -> Fraction:
    """How far a clock runs between two instants, in its own unit; negative where stop lies before start."""
    since, until = instant(start), instant(stop)
    if until < since:
        return -elapsed(clock, stop, start, calendar)
    if clock == "urgent":
        return Fraction(until - since, MINUTE)
    total = Fraction(0)
    for day in _days(calendar.day_of(since), calendar.day_of(until)):
        spans = _spans(clock, calendar)(day)
        ran = sum(max(0, min(until, b) - max(since, a)) for a, b in spans)
        total += Fraction(ran, _unit(clock, spans)) if ran else 0
    return total


def due_at(clock: Clock, start: datetime, amount: Decimal | Fraction | int, calendar: Calendar) -> datetime:
    """The first instant, in UTC, at which a clock has run so far since `start`; to the microsecond, rounded up.

    Nothing to run is over at once. Raises Invalid where the calendar has no such time within ten years.
    """
    left, since = Fraction(amount), instant(start)
    if left <= 0 or clock == "urgent":
        return moment(since + max(0, ceil(left * MINUTE)))
    first = calendar.day_of(since)
    for day in _days(first, first + timedelta(days=MOST_DAYS)):
        spans = _spans(clock, calendar)(day)
        unit = _unit(clock, spans)
        for opens, closes in spans:
            begins = max(since, opens)
            if closes <= begins:
                continue
            if left * unit <= closes - begins:
                return moment(begins + ceil(left * unit))
            left -= Fraction(closes - begins, unit)
    raise Invalid("working_time.never", amount=amount, start=start.date())


def _days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


def _spans(clock: Clock, calendar: Calendar) -> Callable[[date], tuple[Span, ...]]:
    return calendar.whole if clock == "calendar_days" else calendar.worked


def _unit(clock: Clock, spans: tuple[Span, ...]) -> int:
    """Microseconds of one unit of a clock on a day of such spans."""
    return HOUR if clock == "working_hours" else sum(b - a for a, b in spans) or 1
