"""Indicators, worked by hand in a small town; whatever the lines, they add up to the same."""

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from services.geography.editions import in_force
from services.matters.indicators.formulas import AROUND, INDICATORS, WORDS, Figure
from services.matters.indicators.sheet import sheet_of
from services.matters.indicators.table import Asked, By, Row, Table, table
from services.matters.tables import Matter
from services.measures.known.closed_on_time import MEASURE
from services.measures.period import parse
from services.measures.reading import Question, read
from tests import town
from tests.services.matters.place import ZONE, Town, at, of

OCTOBER = parse("2026-10")
NOW = at("2026-11-20 12:00")
OPENED = (("accept", "2026-10-08 09:10"), ("file", "2026-10-08 09:20"), ("dispatch", "2026-10-08 09:30"))


def close(there: Town, matter: str | object, day: str) -> None:
    for act, time in (("handle", "10:00"), ("check", "10:10"), ("close", "10:20")):
        there.move(matter, act, f"2026-10-{day} {time}")  # type: ignore[arg-type]


@pytest.fixture
def worked(there: Town) -> Town:
    """Six reports of 06010 (to be closed in two workdays) on 8 October, filed and dispatched.

    In turn: closed in time, after rework; late; late but deferred; deferred, in time; never closed, outside all grids;
    voided after it was filed. The 8th and 9th are workdays, so is the 10th: due on the 10th at the hour of the report.
    """
    grid = (50, 50, 150, 250, 430, 150)
    sources = ("own_grid", "hotline", "own_grid", "resident", "department", "hotline")
    ids = [there.report(by="office", source=s, x_m=x + 2 * i, code="06010").id
           for i, (x, s) in enumerate(zip(grid, sources, strict=True))]  # fmt: skip
    for matter in ids:
        there.walk(matter, *OPENED)
    for matter in (ids[2], ids[3]):
        there.move(matter, "defer", "2026-10-08 11:00", until=at("2026-10-12 11:00"))
    there.move(ids[0], "handle", "2026-10-08 12:00")
    there.move(ids[0], "rework", "2026-10-08 13:00")
    for matter, day in ((ids[0], "09"), (ids[1], "20"), (ids[2], "26"), (ids[3], "13")):
        close(there, matter, day)
    there.move(ids[5], "void", "2026-10-08 12:00")
    return there


def shown(there: Town, by: By = "community", role: str = "office", around_m: int = 100) -> Table:
    edition = in_force(there.session)
    assert edition is not None
    return table(there.session, Asked(of(there.session, role), edition.id, by, OCTOBER, ZONE, NOW, "en", around_m))


def figures(row: Row) -> dict[str, tuple[int, int]]:
    return {i.key: (f.n, f.of) for i, f in zip(INDICATORS, row.figures, strict=True)}


def test_the_three_denominators_differ_as_worked_by_hand(worked: Town) -> None:
    found = figures(shown(worked).total)
    # Closed in October: four, of which the first and the deferred one of the 13th in time.
    assert found["on_time_of_closed"] == (2, 4)
    # Due in October: those four and the one that nobody closed; the voided one is due no more.
    assert found["on_time_of_due"] == (2, 5)
    # Without the two that were deferred: the first in time, the second late, the fifth open.
    assert found["on_time_of_undeferred"] == (1, 3)
    assert (found["closed_of_due"], found["closed_of_undeferred"]) == ((4, 5), (2, 3))


def test_filing_dispatch_rework_and_discovery(worked: Town) -> None:
    found = figures(shown(worked).total)
    assert found["filed_on_time"] == (6, 6)
    assert found["filed_rightly"] == (5, 6)
    assert found["dispatched_rightly"] == (6, 6)
    assert found["rework"] == (1, 4)
    # The voided one was found by nobody.
    assert found["discovery"] == (2, 5)


def test_a_source_in_words_that_nobody_matched_is_as_little_known_as_none(worked: Town) -> None:
    worked.session.execute(update(Matter).where(Matter.source == "resident").values(source="Twitter"))
    assert figures(shown(worked).total)["discovery"] == (2, 4)


@pytest.mark.parametrize("by", get_args(By))
@pytest.mark.parametrize("role", ["office", "community", "grid_leader"])
def test_the_lines_add_up_to_the_whole_whatever_they_are(worked: Town, by: By, role: str) -> None:
    found = shown(worked, by, role)
    for name in WORDS:
        assert sum(row.counts.get(name, 0) for row in found.rows) == found.total.counts.get(name, 0)
    assert found.total.counts["reported"] == {"office": 5, "community": 3, "grid_leader": 2}[role]


def test_what_lies_outside_all_grids_is_a_line_of_its_own(worked: Town) -> None:
    *zones, outside = shown(worked).rows
    assert (outside.name, outside.counts["reported"]) == ("Outside all grids", 1)
    assert all(z.code for z in zones)


def test_near_enough_outside_it_is_the_surroundings_of_the_nearest_and_in_no_share_of_it(worked: Town) -> None:
    # The fifth report lies 38 m east of the last grid.
    near, far = (shown(worked, "grid", around_m=m) for m in (50, 30))
    assert [(r.code, r.around) for r in near.rows if r.around] == [(town.GRIDS[3], 1)]
    assert far.total.around == 0
    assert [r.counts for r in far.rows] == [{n: c for n, c in r.counts.items() if n != AROUND} for r in near.rows]


def test_it_agrees_with_the_measure_on_the_map(worked: Town) -> None:
    edition = in_force(worked.session)
    assert edition is not None
    reading = read(worked.session, of(worked.session, "office"),
                   Question(MEASURE, "community", edition.id, OCTOBER, ZONE, NOW))  # fmt: skip
    at_last = reading.at
    rows = [figures(r)["on_time_of_due"] for r in shown(worked).rows[:-1]]
    assert rows == list(zip(reading.numerators[at_last].tolist(), reading.denominators[at_last].tolist(), strict=True))


def test_of_nothing_no_share_is_taken() -> None:
    assert Figure(0, 0).value is None
    assert Figure(0, 3).value == Decimal("0.0")
    assert Figure(1, 800).value == Decimal("0.1")


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_lies_between_nothing_and_all(n: int, more: int) -> None:
    value = Figure(n, n + more).value
    assert value is not None
    assert 0 <= value <= 100


def test_the_file_holds_every_numerator_and_denominator(worked: Town) -> None:
    sheet = sheet_of(shown(worked, "department"), "zh", ZONE)
    rows = list(sheet.rows)
    assert len(sheet.heads) == len(rows[0]) == 2 + 3 * len(INDICATORS) + 1
    assert (rows[-1][1], rows[-1][-1]) == ("All together", 1)
    assert sheet.heads[:2] == ("代码", "统计对象")
    assert {row[0] for row in rows} == {"cgk", None}
