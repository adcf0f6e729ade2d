"""A month's log, worked by hand: every day from the few rows of the fixture."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.access.tables import AuditEvent
from services.errors import Forbidden
from services.gridfile.work_log import Day, WorkLog, work_log
from services.gridfile.work_log_sheet import sheet_of
from tests import town
from tests.services.gridfile.conftest import NOW, zone_id

FIRST, SECOND, THIRD, _ = town.GRIDS
ZONE = town.READING.zone


@pytest.fixture
def march(two_editions: Session, everything: Scope) -> WorkLog:
    """March 2026 of the first grid."""
    return work_log(two_editions, everything, FIRST, ZONE, NOW, date(2026, 3, 1))


def on(log: WorkLog, day: int) -> Day:
    """One of its days."""
    return log.days[day - 1]


def test_each_day_has_its_visits_patrols_and_matters(march: WorkLog) -> None:
    # V3 went to a household of grid 2 and was recorded here; V4 is a patrol; V0 reached H0. M2 was opened on the 1st by
    # the grid itself. M3 lies in land of grid 2 by then.
    assert len(march.days) == 31
    assert [(d.day.day, d.visits, d.reached, d.patrols) for d in march.days if d.walked] == [
        (5, 1, 0, 0), (21, 0, 0, 1), (30, 1, 1, 0),
    ]  # fmt: skip
    assert (on(march, 1).opened, on(march, 1).found) == (1, 1)
    assert on(march, 30).first_at == on(march, 30).last_at == datetime(2026, 3, 30, 9, tzinfo=ZONE)
    assert on(march, 6).first_at is None


def test_the_month_adds_up(march: WorkLog) -> None:
    assert [march.total(f) for f in ("visits", "patrols", "reached", "struck")] == [2, 1, 1, 0]


def test_workdays_on_which_nobody_was_there_are_named(march: WorkLog) -> None:
    # March 2026 begins on a Sunday and has 22 workdays; the 5th and 30th had a visit, the patrol of the 21st was on a
    # Saturday.
    assert march.workdays == 22
    assert not on(march, 21).workday
    assert len(march.idle) == 20
    assert {5, 21, 30}.isdisjoint(d.day.day for d in march.idle)


def test_closing_late_is_told_on_the_day_of_closing(two_editions: Session, everything: Scope) -> None:
    log = work_log(two_editions, everything, FIRST, ZONE, NOW, date(2026, 2, 1))
    assert [(d.day.day, d.closed, d.late) for d in log.days if d.closed] == [(2, 1, 0), (4, 1, 1)]


def test_a_month_that_runs_ends_today_and_one_to_come_is_empty(two_editions: Session, everything: Scope) -> None:
    now = datetime(2026, 3, 10, 4, tzinfo=UTC)
    assert len(work_log(two_editions, everything, FIRST, ZONE, now, date(2026, 3, 1)).days) == 10
    assert work_log(two_editions, everything, FIRST, ZONE, now, date(2026, 4, 1)).days == ()


def test_without_a_month_it_is_the_last_with_anything_on_record(two_editions: Session, everything: Scope) -> None:
    later = datetime(2028, 5, 1, tzinfo=UTC)
    assert work_log(two_editions, everything, FIRST, ZONE, later).first == date(2026, 3, 1)


def test_it_is_read_in_scope_and_the_reading_is_recorded(
    two_editions: Session, march: WorkLog, everything: Scope
) -> None:
    assert march.subject.code == FIRST
    told = two_editions.scalars(select(AuditEvent).where(AuditEvent.action == "gridfile.work_log")).one()
    assert (told.subject, told.detail) == (FIRST, {"month": "2026-03"})
    elsewhere = Scope(everything.person_id, "grid_leader", everything=False, grid_ids=(zone_id(two_editions, SECOND),))
    with pytest.raises(Forbidden):
        work_log(two_editions, elsewhere, FIRST, ZONE, NOW, date(2026, 3, 1))


def test_as_a_table_it_has_a_row_a_day(march: WorkLog) -> None:
    sheet = sheet_of(march, "zh", ZONE)
    rows = list(sheet.rows)
    assert (sheet.title, sheet.heads[0], len(rows)) == ("工作日志 2026-03", "日期", 31)
    assert rows[29][:5] == (date(2026, 3, 30), "是", 1, 1, 0)
