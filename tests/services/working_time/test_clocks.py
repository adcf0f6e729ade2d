"""Deadlines worked by hand, and laws that hold for every calendar.

The calendar of the hand-worked cases is made up for them: a National Day week from Thursday 1 to Wednesday 7 October
2026, made up for on Saturday 10 October. Hours are 8:30 to 12:00 and 14:00 to 17:30, seven a day.
"""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.errors import Invalid
from services.working_time.calendar import Calendar, Hours, Window, instant, moment
from services.working_time.clocks import CLOCKS, Clock, due_at, elapsed

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOLIDAYS = {date(2026, 10, d): False for d in range(1, 8)}
OFFICE = Calendar(SHANGHAI, HOLIDAYS | {date(2026, 10, 10): True})
BOSTON = Calendar(ZoneInfo("America/New_York"))
NIGHTS = Calendar(SHANGHAI, {date(2026, 10, 3): True}, [Hours(date(2026, 1, 1), (Window(time(20), time(23, 59)),))])


def at(text: str, calendar: Calendar = OFFICE) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=calendar.zone)


@pytest.mark.parametrize(
    ("clock", "start", "amount", "due"),
    [
        # Wednesday 30 September 16:30: one hour until 17:30; the week is off; Thursday 8 October 8:30 + 3 h = 11:30.
        ("working_hours", "2026-09-30 16:30", 4, "2026-10-08 11:30"),
        # Friday 9 October 16:30: one hour; then the shifted Saturday, 3 h from 8:30.
        ("working_hours", "2026-10-09 16:30", 4, "2026-10-10 11:30"),
        # An ordinary Friday 16:30: one hour; Saturday and Sunday off; Monday 8:30 + 3 h.
        ("working_hours", "2026-10-16 16:30", 4, "2026-10-19 11:30"),
        # The noon break: 11:00 + 1 h = 12:00, then 14:00 + 1 h.
        ("working_hours", "2026-10-08 11:00", 2, "2026-10-08 15:00"),
        # Exactly until the break is due when the break begins, not when it ends.
        ("working_hours", "2026-10-08 11:00", 1, "2026-10-08 12:00"),
        # Reported in the break counts from its end; reported in the holiday counts from Thursday 8:30.
        ("working_hours", "2026-10-08 12:40", 1, "2026-10-08 15:00"),
        ("working_hours", "2026-10-03 09:00", 2, "2026-10-08 10:30"),
        # Half an hour.
        ("working_hours", "2026-10-08 08:00", Decimal("0.5"), "2026-10-08 09:00"),
        # Urgent runs at night and through the holiday.
        ("urgent", "2026-10-02 23:40", 30, "2026-10-03 00:10"),
        # One workday from Wednesday 16:30 leaves 6 h of 7 for Thursday: 8:30 to 12:00 is 3.5, so 14:00 + 2.5.
        ("workdays", "2026-09-30 16:30", 1, "2026-10-08 16:30"),
        # Reported on Sunday evening: all of Thursday; two days: all of Friday too; three: the shifted Saturday.
        ("workdays", "2026-10-04 20:00", 1, "2026-10-08 17:30"),
        ("workdays", "2026-10-04 20:00", 2, "2026-10-09 17:30"),
        ("workdays", "2026-10-04 20:00", 3, "2026-10-10 17:30"),
        # Saturday's shift is followed by a Sunday off.
        ("workdays", "2026-10-04 20:00", 4, "2026-10-12 17:30"),
        ("calendar_days", "2026-09-30 16:30", 3, "2026-10-03 16:30"),
        ("working_hours", "2026-10-03 09:00", 0, "2026-10-03 09:00"),
    ],
)
def test_a_deadline_falls_where_the_hand_puts_it(clock: Clock, start: str, amount: Decimal, due: str) -> None:
    assert due_at(clock, at(start), amount, OFFICE) == at(due)


def test_the_hours_between_are_those_that_were_worked() -> None:
    # Wednesday 16:30 to 17:30, then Thursday 8 October 8:30 to 12:00 and 14:00 to 15:00.
    assert elapsed("working_hours", at("2026-09-30 16:30"), at("2026-10-08 15:00"), OFFICE) == Fraction("5.5")
    assert elapsed("workdays", at("2026-10-01 00:00"), at("2026-10-11 00:00"), OFFICE) == 3
    assert elapsed("urgent", at("2026-10-03 00:10"), at("2026-10-02 23:40"), OFFICE) == -30


def test_a_day_is_a_day_where_the_clocks_are_changed() -> None:
    """On 8 March 2026 Boston's clocks skip an hour; three days from Friday noon end on Monday at noon."""
    friday, monday = at("2026-03-06 12:00", BOSTON), at("2026-03-09 12:00", BOSTON)
    assert due_at("calendar_days", friday, 3, BOSTON) == monday
    assert monday - friday == timedelta(days=3)  # on the wall
    assert monday.astimezone(UTC) - friday.astimezone(UTC) == timedelta(hours=71)


def test_hours_hold_from_their_day_on() -> None:
    summer = Hours(date(2026, 6, 1), (Window(time(8), time(12)), Window(time(15), time(18))))
    changed = Calendar(SHANGHAI, hours=[summer])
    # Friday 29 May ends at 17:30, Monday 1 June begins at 8:00.
    assert due_at("working_hours", at("2026-05-29 16:30"), 2, changed) == at("2026-06-01 09:00")


def test_a_calendar_without_work_is_said_to_be_one() -> None:
    closed = Calendar(SHANGHAI, hours=[Hours(date(2000, 1, 1), ())])
    with pytest.raises(Invalid, match="are all days off"):
        due_at("workdays", at("2026-10-08 09:00"), 1, closed)


calendars = st.sampled_from([OFFICE, BOSTON, NIGHTS])
clocks = st.sampled_from(CLOCKS)
# A year with the holidays and both changes of Boston's clocks in it, to the microsecond.
YEAR = instant(datetime(2026, 1, 1, tzinfo=UTC)), instant(datetime(2026, 12, 31, tzinfo=UTC))
instants = st.integers(*YEAR).map(moment)
amounts = st.integers(0, 40 * 4).map(lambda quarters: Fraction(quarters, 4))


@given(calendars, clocks, instants, instants, instants)
def test_splitting_an_interval_never_changes_the_sum(
    calendar: Calendar, clock: Clock, a: datetime, b: datetime, c: datetime
) -> None:
    parts = elapsed(clock, a, b, calendar) + elapsed(clock, b, c, calendar)
    assert parts == elapsed(clock, a, c, calendar)


@given(calendars, clocks, instants, amounts)
def test_at_the_deadline_exactly_the_amount_has_run_and_before_it_less(
    calendar: Calendar, clock: Clock, start: datetime, amount: Fraction
) -> None:
    due = due_at(clock, start, amount, calendar)
    over = elapsed(clock, start, due, calendar) - amount
    # A deadline is a whole microsecond: the clock has run less than one too far.
    assert 0 <= over < Fraction(1, 1_000_000)
    if due > start:
        assert elapsed(clock, start, due - timedelta(microseconds=1), calendar) < amount


@given(calendars, clocks, instants, instants, amounts, amounts)
def test_later_reports_and_longer_limits_are_never_due_earlier(
    calendar: Calendar, clock: Clock, a: datetime, b: datetime, m: Fraction, n: Fraction
) -> None:
    (a, b), (m, n) = sorted((a, b)), sorted((m, n))
    assert due_at(clock, a, m, calendar) <= due_at(clock, b, m, calendar)
    assert due_at(clock, a, m, calendar) <= due_at(clock, a, n, calendar)


@given(calendars, clocks, instants, amounts, st.sampled_from(["UTC", "America/New_York", "Asia/Kathmandu"]))
def test_the_zone_that_a_time_is_written_in_makes_no_difference(
    calendar: Calendar, clock: Clock, start: datetime, amount: Fraction, zone: str
) -> None:
    elsewhere = start.astimezone(ZoneInfo(zone))
    assert due_at(clock, elsewhere, amount, calendar) == due_at(clock, start, amount, calendar)
    assert elapsed(clock, elsewhere, start + timedelta(days=9), calendar) == elapsed(
        clock, start, start + timedelta(days=9), calendar
    )
