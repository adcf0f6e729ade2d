"""The office brings its calendar as a file, and sets its hours from a day on."""

from datetime import date, time
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.access.tables import AuditEvent
from services.errors import Forbidden, Invalid
from services.intake.read import read
from services.working_time.calendar import USUAL, Window
from services.working_time.office import calendar_days, office_calendar, set_hours, take_calendar

ZONE = ZoneInfo("Asia/Shanghai")
OFFICE = Scope(uuid4(), "office", everything=True, grid_ids=())
LEADER = Scope(uuid4(), "grid_leader", everything=False, grid_ids=())
HEAD = "日期,性质,名称\n"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_calendar_weekends_are_off_and_the_usual_hours_hold(session: Session) -> None:
    found = office_calendar(session, ZONE)
    assert [found.is_workday(date(2026, 10, d)) for d in (9, 10, 11, 12)] == [True, False, False, True]
    assert found.windows(date(2026, 10, 9)) == USUAL


def test_a_file_says_which_days_are_off_and_which_are_worked(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", HEAD + "2026-10-01,休,国庆节\n2026/10/10,班,国庆节调休\n")
    taken = take_calendar(session, OFFICE, read(path))
    assert (taken.years, taken.days, taken.removed) == ((2026,), 2, 0)
    found = office_calendar(session, ZONE)
    assert not found.is_workday(date(2026, 10, 1))
    assert found.is_workday(date(2026, 10, 10))
    assert session.scalars(select(AuditEvent.action)).all() == ["calendar.take"]


def test_a_sheet_does_as_well(session: Session, tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in (["日期", "性质"], [date(2026, 5, 1), "放假"], ["2026年5月9日", "补班"]):
        book.active.append(row)
    book.save(tmp_path / "c.xlsx")
    take_calendar(session, OFFICE, read(tmp_path / "c.xlsx"))
    assert [(d.day, d.working) for d in calendar_days(session, 2026)] == [
        (date(2026, 5, 1), False), (date(2026, 5, 9), True)
    ]  # fmt: skip


def test_a_year_is_replaced_whole_and_other_years_stay(session: Session, tmp_path: Path) -> None:
    before = "2025-10-01,休,\n2026-10-01,休,\n2026-10-02,休,\n"
    take_calendar(session, OFFICE, read(write(tmp_path / "a.csv", HEAD + before)))
    taken = take_calendar(session, OFFICE, read(write(tmp_path / "b.csv", HEAD + "2026-10-01,休,\n")))
    assert (taken.days, taken.removed) == (1, 1)
    assert [len(calendar_days(session, year)) for year in (2025, 2026)] == [1, 1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("日,性质\n2026-10-01,休\n", "no columns"),
        (HEAD + "2026-10-01,休,\n2026-13-01,休,\n", "row 3, “2026-13-01”"),
        (HEAD + "2026-10-01,也许,\n", "row 2, “也许”"),
        (HEAD + "2026-10-01,休,\n2026-10-01,班,\n", "twice"),
    ],
)
def test_what_cannot_be_read_is_named(session: Session, tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        take_calendar(session, OFFICE, read(write(tmp_path / "c.csv", text)))
    assert said in str(refused.value)


def test_hours_are_replaced_for_their_day_and_hold_from_it_on(session: Session) -> None:
    long, short = (Window(time(8), time(12)), Window(time(12), time(18))), (Window(time(9), time(12)),)
    for windows in (long, short):
        set_hours(session, OFFICE, date(2026, 6, 1), windows)
    found = office_calendar(session, ZONE)
    assert found.windows(date(2026, 5, 31)) == USUAL
    assert found.windows(date(2026, 6, 1)) == short


BACKWARD, OVERLAPPING = [Window(time(12), time(9))], [Window(time(8), time(12)), Window(time(11), time(13))]


@pytest.mark.parametrize("windows", [[], BACKWARD, OVERLAPPING])
def test_hours_that_overlap_or_run_backwards_are_refused(session: Session, windows: list[Window]) -> None:
    with pytest.raises(Invalid):
        set_hours(session, OFFICE, date(2026, 6, 1), windows)


def test_only_the_office_changes_the_calendar(session: Session, tmp_path: Path) -> None:
    with pytest.raises(Forbidden):
        take_calendar(session, LEADER, read(write(tmp_path / "c.csv", HEAD + "2026-10-01,休,\n")))
    with pytest.raises(Forbidden):
        set_hours(session, LEADER, date(2026, 6, 1), USUAL)
