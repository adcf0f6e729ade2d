"""Limits: which one holds, what is due when, and what a deferral does to it. Worked by hand.

The town works 8:30 to 12:00 and 14:00 to 17:30; 1 to 7 October 2026 are off, Saturday the 10th is worked.
"""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.errors import Forbidden, Invalid
from services.matters.codes.catalogue import Catalogue, Code
from services.matters.deadlines.limits import Due, Limit, Terms, set_limit
from services.working_time.calendar import Calendar
from services.working_time.clocks import CLOCKS, Clock, elapsed
from tests.services.matters.place import ZONE, Town, at, of

STEPS = (("accept", "2026-10-08 09:10"), ("file", "2026-10-08 09:20"), ("dispatch", "2026-10-08 09:30"))
RUBBISH = Code(
    "GB/T 47678.5-2026", "06010", "暴露垃圾", "Exposed rubbish", "06", "市容环境", "Townscape", "transcribed", True
)
CALENDAR = Calendar(ZONE, {date(2026, 10, d): False for d in range(1, 8)} | {date(2026, 10, 10): True})
OLD, NEW = date(2026, 1, 1), date(2026, 7, 1)


def hours(amount: int, since: date = OLD, **more: object) -> Limit:
    return Limit("handle", "working_hours", Decimal(amount), since, **more)  # type: ignore[arg-type]


def terms(*limits: Limit) -> Terms:
    return Terms(CALENDAR, Catalogue({"06010": RUBBISH}, {}, {}), limits)


@pytest.mark.parametrize(
    ("limits", "urgent", "amount"),
    [
        ([hours(8)], False, 8),
        ([hours(8), hours(4, class_code="06")], False, 4),
        ([hours(4, class_code="06"), hours(2, code="06010"), hours(8)], False, 2),
        ([hours(2, code="06012"), hours(4, class_code="07"), hours(8)], False, 8),
        # One for urgent matters comes before others, also where those are nearer; and it is for urgent ones alone.
        ([hours(2, code="06010"), hours(1, urgent=True)], True, 1),
        ([hours(2, code="06010"), hours(1, urgent=True)], False, 2),
        ([hours(2, code="06010")], True, 2),
        # The latest day that has come; of a later one nothing is known yet.
        ([hours(8), hours(6, NEW)], False, 6),
        ([hours(6, NEW), hours(8), hours(5, date(2027, 1, 1))], False, 6),
        # From July on there is no limit for the code, whatever there is for the class.
        ([hours(4, class_code="06"), Limit("handle", "urgent", None, NEW, code="06010")], False, None),
        ([], False, None),
    ],
)
def test_the_limit_that_holds(limits: list[Limit], urgent: bool, amount: int | None) -> None:
    found = terms(*limits).limit("handle", "06010", urgent, date(2026, 10, 8))
    assert (found and found.amount) == amount


def test_a_code_on_no_list_has_the_limits_for_all() -> None:
    found = terms(hours(8), hours(4, class_code="06")).limit("handle", "Needle Pickup", False, NEW)
    assert found is not None
    assert found.amount == 8


def test_each_stage_is_due_by_its_own_limit(there: Town) -> None:
    made = there.report("2026-10-08 09:00")
    # Two workdays for class 06: Thursday and Friday from 9:00 leave half an hour for Saturday the 10th.
    assert made.state.due_at == at("2026-10-10 09:00")
    # One working hour for filing, half an hour on the urgent clock for dispatching, four working hours for 06010.
    assert made.state.stage_due_at == at("2026-10-08 10:00")
    assert there.move(made.id, "accept", "2026-10-08 09:10").stage_due_at == at("2026-10-08 10:00")
    filed = there.move(made.id, "file", "2026-10-08 09:20")
    assert (filed.stage_due_at, filed.filing_due_at) == (at("2026-10-08 09:50"), at("2026-10-08 10:00"))
    # 9:30 to 12:00 is 2.5 hours, then 14:00 + 1.5.
    dispatched = there.move(made.id, "dispatch", "2026-10-08 09:30")
    assert (dispatched.stage_due_at, dispatched.stage_clock) == (at("2026-10-08 15:30"), "working_hours")
    # Seven working hours for the check from 11:00: one until noon, 3.5 in the afternoon, 2.5 on Friday.
    assert there.move(made.id, "handle", "2026-10-08 11:00").stage_due_at == at("2026-10-09 11:00")
    assert there.move(made.id, "check", "2026-10-08 14:00").due_at == at("2026-10-10 09:00")
    closed = there.move(made.id, "close", "2026-10-08 14:10")
    assert (closed.due_at, closed.stage_due_at) == (at("2026-10-10 09:00"), None)


def test_an_urgent_matter_runs_at_night(there: Town) -> None:
    made = there.report("2026-10-02 22:00", urgent=True)
    there.walk(made.id, ("accept", "2026-10-02 22:10"), ("file", "2026-10-02 22:20"))
    assert there.move(made.id, "dispatch", "2026-10-02 23:00").stage_due_at == at("2026-10-03 01:00")


def test_a_deferral_stops_both_clocks_and_stays_visible(there: Town) -> None:
    made = there.report("2026-10-08 09:00")
    there.walk(made.id, *STEPS)
    # At 11:00 of the 8th: 2.5 hours of handling are left; of the way to closing 1 + 3.5, 7 and 0.5 hours.
    state = there.move(made.id, "defer", "2026-10-08 11:00", until=at("2026-10-12 08:30"))
    assert (state.deferrals, state.deferred_until) == (1, at("2026-10-12 08:30"))
    assert state.deferred(at("2026-10-12 08:29"))
    assert not state.deferred(at("2026-10-12 08:30"))
    # Monday 8:30 + 2.5 hours; and 12 hours: Monday 7, Tuesday 5 = 3.5 + 1.5 from 14:00.
    assert state.stage_due_at == at("2026-10-12 11:00")
    assert state.due_at == at("2026-10-13 15:30")


def test_a_deferral_that_ends_early_gives_back_what_it_took(there: Town) -> None:
    made = there.report("2026-10-08 09:00")
    there.walk(made.id, *STEPS)
    there.move(made.id, "defer", "2026-10-08 11:00", until=at("2026-10-12 08:30"))
    # Ended the same day at 15:00: two working hours stood still (11 to 12, 14 to 15), 2.5 of handling are left.
    state = there.move(made.id, "resume", "2026-10-08 15:00")
    assert state.stage_due_at == at("2026-10-08 17:30")
    assert state.due_at == at("2026-10-10 11:00")
    assert (state.deferrals, state.deferred(at("2026-10-08 15:00"))) == (1, False)


def test_moving_on_ends_a_deferral(there: Town) -> None:
    made = there.report("2026-10-08 09:00")
    there.walk(made.id, *STEPS)
    there.move(made.id, "defer", "2026-10-08 11:00", until=at("2026-10-12 08:30"))
    state = there.move(made.id, "handle", "2026-10-08 15:00")
    assert state.deferred_until == at("2026-10-08 15:00")
    assert state.due_at == at("2026-10-10 11:00")


def test_a_deferral_after_the_deadline_saves_nothing(there: Town) -> None:
    made = there.report("2026-10-08 09:00")
    there.walk(made.id, *STEPS)
    state = there.move(made.id, "defer", "2026-10-12 09:00", until=at("2026-10-20 09:00"))
    assert state.due_at == at("2026-10-10 09:00")


def test_a_later_limit_leaves_what_was_due_before_it(there: Town) -> None:
    made = there.report("2026-10-08 09:00")
    limit = Limit("close", "workdays", Decimal(1), date(2026, 10, 9), class_code="06")
    set_limit(there.session, of(there.session, "office"), limit)
    assert there.state(made.id).due_at == at("2026-10-10 09:00")
    assert there.report("2026-10-08 10:00").state.due_at == at("2026-10-10 10:00")
    assert there.report("2026-10-09 10:00").state.due_at == at("2026-10-10 10:00")


def test_a_limit_that_cannot_be_used_is_refused(there: Town) -> None:
    office = of(there.session, "office")
    with pytest.raises(Invalid):
        set_limit(there.session, office, hours(0))
    with pytest.raises(Invalid):
        set_limit(there.session, office, Limit("sleep", "urgent", Decimal(1), OLD))
    with pytest.raises(Invalid, match="not for both"):
        set_limit(there.session, office, hours(1, code="06010", class_code="06"))
    with pytest.raises(Forbidden):
        set_limit(there.session, of(there.session, "community"), hours(1))


instants = st.datetimes(datetime(2026, 9, 20), datetime(2026, 10, 20)).map(lambda t: t.replace(tzinfo=ZONE))  # noqa: DTZ001


@given(st.sampled_from(CLOCKS), instants, instants, instants)
def test_what_was_left_before_a_deferral_is_left_after_it(
    clock: Clock, since: datetime, until: datetime, due: datetime
) -> None:
    since, until, due = sorted((since, until, due))
    after = terms().shifted(Due(due, clock), since, until).at
    assert after is not None
    over = elapsed(clock, until, after, CALENDAR) - elapsed(clock, since, due, CALENDAR)
    # A deadline is a whole microsecond.
    assert 0 <= over < Fraction(1, 1_000_000)
