"""Deadlines set anew after the rules changed: seen first, written as events, and twice is once. Worked by hand.

The town works 8:30 to 12:00 and 14:00 to 17:30; 1 to 7 October 2026 are off, Saturday the 10th is worked.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from services.access.tables import AuditEvent
from services.errors import Conflict, Forbidden, Invalid
from services.matters.codes.catalogue import Catalogue
from services.matters.deadlines.limits import Limit, Terms, set_limit
from services.matters.life.due import due_after
from services.matters.life.moves import open_to
from services.matters.life.redate import Changes, look, redate
from services.matters.life.redated import redated, standing
from services.matters.life.state import Event, State, fold, step
from services.working_time.calendar import Calendar
from services.working_time.tables import CalendarDay
from tests import town
from tests.services.matters.place import SINCE, ZONE, Town, at, of

NOW, DAY = at("2026-10-09 10:00"), date(2026, 10, 8)
STEPS = (("accept", "2026-10-08 09:10"), ("file", "2026-10-08 09:20"), ("dispatch", "2026-10-08 09:30"))


@pytest.fixture
def three(there: Town) -> list[UUID]:
    """Three matters of Thursday the 8th, nine o'clock: one dispatched, one only reported, one voided."""
    made = [there.report(x_m=x).id for x in (20, 50, 80)]
    there.walk(made[0], *STEPS)
    there.move(made[2], "void", "2026-10-08 09:05")
    return made


def close_friday(there: Town) -> None:
    """The 9th becomes a day off: two workdays from Thursday nine end on Monday the 12th, no longer on the 10th."""
    there.session.add(CalendarDay(day=date(2026, 10, 9), working=False, name="shifted"))
    there.session.flush()


def seen(there: Town, since: date = DAY, by: str = "office") -> Changes:
    return look(there.session, of(there.session, by), since, there.terms, NOW)


def anew(there: Town, expected: int, why: str = "the calendar of 2026", since: date = DAY) -> Changes:
    return redate(there.session, of(there.session, "office"), since, why, expected, there.terms, NOW)


def test_what_would_change_is_seen_and_nothing_is_written(there: Town, three: list[UUID]) -> None:
    close_friday(there)
    found = seen(there)
    assert (found.open, {c.id for c in found.changed}) == (2, set(three[:2]))
    assert {c.moved for c in found.changed} == {(at("2026-10-10 09:00"), at("2026-10-12 09:00"))}
    assert there.state(three[0]).due_at == at("2026-10-10 09:00")


def test_it_is_an_event_that_says_who_why_and_when_it_is_due_now(there: Town, three: list[UUID]) -> None:
    close_friday(there)
    anew(there, 2)
    office = of(there.session, "office").person_id
    last = there.events(three[0])[-1]
    assert (last.seq, last.act, last.at, last.person_id, last.note) == (
        5,
        "redate",
        NOW,
        office,
        "the calendar of 2026",
    )
    assert (last.due_at, last.due_clock) == (at("2026-10-12 09:00"), "workdays")
    state = there.state(three[0])
    assert state == fold(there.events(three[0]))
    # What is left for handling began at 9:30 and ended that afternoon: nothing about it is another.
    assert (state.stage, state.due_at, state.stage_due_at) == ("dispatched", last.due_at, at("2026-10-08 15:30"))
    assert there.events(three[2])[-1].act == "void"
    found = there.session.scalars(select(AuditEvent.detail).where(AuditEvent.action == "matter.redate")).one()
    assert found == {"since": "2026-10-08", "matters": 2, "why": "the calendar of 2026"}


def test_twice_is_once(there: Town, three: list[UUID]) -> None:
    close_friday(there)
    anew(there, 2)
    assert seen(there).changed == ()
    anew(there, 0)
    assert len(there.events(three[0])) == 5


def test_a_limit_holds_for_what_began_on_its_first_day_or_later(there: Town, three: list[UUID]) -> None:
    office = of(there.session, "office")
    six = Limit("handle", "working_hours", Decimal(6), date(2026, 10, 9), code="06010")
    set_limit(there.session, office, six)
    assert seen(there).changed == ()
    set_limit(there.session, office, replace(six, valid_from=DAY))
    # 9:30 to 12:00 is 2.5 hours, 14:00 to 17:30 the other 3.5.
    assert [(c.id, c.own.at) for c in seen(there).changed] == [(three[0], at("2026-10-08 17:30"))]


def test_what_began_before_the_day_stays(there: Town, three: list[UUID]) -> None:
    close_friday(there)
    assert seen(there, date(2026, 10, 9)).changed == ()


def test_a_deferral_stops_the_new_clock_too(there: Town, three: list[UUID]) -> None:
    """What ran until the deferral is taken from the new amount as it was from the old one."""
    there.move(three[0], "defer", "2026-10-08 11:00", until=at("2026-10-12 08:30"))
    before = there.state(three[0])
    # Until eleven 1.5 of 4 hours ran; 2.5 hours are left on Monday from 8:30.
    assert before.stage_due_at == at("2026-10-12 11:00")
    set_limit(there.session, of(there.session, "office"), Limit("handle", "working_hours", Decimal(3), DAY, "06010"))
    assert [c.own.at for c in seen(there).changed] == [at("2026-10-12 10:00")]


def test_a_deadline_that_a_file_brought_stays_and_one_that_none_brought_comes(there: Town, tmp_path: Path) -> None:
    rows = [(50.0, 50.0, "2026-10-08 09:00", "2026-11-01 09:00", ""), (50.0, 50.0, "2026-10-08 09:00", "", "")]
    town.take(there.session, "matters", town.write_matters(tmp_path / "m.csv", rows))
    found = seen(there).changed
    # Of the first, only the filing gets a deadline; the second is due in two workdays as any other.
    assert [(c.ref, c.close.at) for c in found] == [("M0", at("2026-11-01 09:00")), ("M1", at("2026-10-10 09:00"))]
    assert {c.own.at for c in found} == {at("2026-10-08 10:00")}
    anew(there, 2)
    assert seen(there).changed == ()


def test_others_than_the_office_a_day_ahead_no_reason_and_another_number_are_refused(
    there: Town, three: list[UUID]
) -> None:
    with pytest.raises(Forbidden):
        seen(there, by="community")
    with pytest.raises(Invalid, match="not from one ahead"):
        seen(there, date(2026, 10, 10))
    close_friday(there)
    with pytest.raises(Invalid, match="Say why"):
        anew(there, 2, why=" ")
    with pytest.raises(Conflict, match="2 matters now, not 3"):
        anew(there, 3)
    assert there.state(three[0]).seq == 4


LIMITS = [
    Limit("file", "working_hours", Decimal(1), SINCE), Limit("dispatch", "urgent", Decimal(30), SINCE),
    Limit("handle", "workdays", Decimal(2), SINCE), Limit("check", "calendar_days", Decimal(1), SINCE),
    Limit("close", "workdays", Decimal(5), SINCE),
]  # fmt: skip
OTHERS = [replace(limit, amount=limit.amount and limit.amount * 2) for limit in LIMITS]
HOLIDAYS = {date(2026, 10, d): False for d in range(1, 8)}
RULES = [Terms(Calendar(ZONE, days), Catalogue({}, {}, {}), limits) for days in ({}, HOLIDAYS)
         for limits in (LIMITS, OTHERS, [])]  # fmt: skip
REPORTED = at("2026-09-28 09:00")


@st.composite
def lives(draw: st.DrawFn) -> list[Event]:
    """A matter that lives by some rules: every move that its stage allows, in rising time."""
    terms, state, when = draw(st.sampled_from(RULES)), State(), REPORTED
    events: list[Event] = []
    for _ in range(draw(st.integers(1, 9))):
        moves = open_to(state.stage, "office", appealed=state.appealed, deferred=state.deferred(when))
        act = draw(st.sampled_from([m.act for m in moves])) if events else "report"
        until = when + timedelta(hours=draw(st.integers(1, 200))) if act == "defer" else None
        due, own = due_after(state, act, when, until, terms, "x", urgent=False)
        events.append(Event(state.seq + 1, act, when, None, "hw", None, until, due.at, due.clock, own.at, own.clock))
        state = step(state, events[-1])
        when += timedelta(minutes=draw(st.integers(0, 4000)))
    return events


def set_again(events: list[Event], since: datetime, terms: Terms) -> list[Event]:
    """The life with one more event that sets its deadlines anew."""
    due, own = redated(events, since, terms, "x", urgent=False)
    return [*events, Event(len(events) + 1, "redate", events[-1].at, None, None, None, None,
                           due.at, due.clock, own.at, own.clock)]  # fmt: skip


DAYS = st.integers(-1, 20).map(lambda n: REPORTED + timedelta(days=n, hours=-9))


@given(lives(), DAYS, st.sampled_from(RULES))
def test_setting_them_anew_twice_changes_nothing_the_second_time(
    events: list[Event], since: datetime, terms: Terms
) -> None:
    once = set_again(events, since, terms)
    assert redated(once, since, terms, "x", urgent=False) == standing(fold(once))


@given(lives(), DAYS, DAYS, st.sampled_from(RULES), st.sampled_from(RULES))
def test_what_began_before_the_later_day_stands_as_the_earlier_setting_left_it(
    events: list[Event], one: datetime, other: datetime, first: Terms, second: Terms
) -> None:
    """Whatever is set anew from a day on which nothing began is what it was."""
    once = set_again(events, min(one, other), first)
    after = max(one, other, events[-1].at + timedelta(microseconds=1))
    assert redated(once, after, second, "x", urgent=False) == standing(fold(once))
