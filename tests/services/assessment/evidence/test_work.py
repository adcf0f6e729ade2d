"""Evidence of visits, patrols and month ends, worked by hand, and equal to the levels of coverage."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from services.assessment.evidence.query import Asked
from services.assessment.evidence.read import key_of, numbers, read
from services.assessment.evidence.registry import EVIDENCE
from services.assessment.values import Ratio
from services.coverage.levels import table
from services.measures.known.stale_addresses import MEASURE
from services.measures.period import edges, parse
from services.measures.reading import Question
from services.measures.reading import read as read_measure
from services.messages import ROOT
from tests import town
from tests.services.coverage.conftest import ZONE, Month, opened, settle

OCTOBER = parse("2026-10")
NOW = datetime(2026, 11, 20, 12, tzinfo=ZONE)


@pytest.fixture
def month(session: Session, tmp_path: Path) -> Month:
    """Five households in grid 1, three in grid 2, two in grid 3, one outside; two of grid 1 and one of 2 reached.

    H0 and H1 on the 5th and 6th at their doors, H2 400 m away from its own, H5 on the 7th.
    """
    settle(session, tmp_path)
    made = opened(session)
    for ref, day, off in (("H0", 5, 0), ("H1", 6, 0), ("H2", 6, 400), ("H5", 7, 0)):
        made.visit(ref, f"2026-10-{day:02d} 10:00", "collected", off_m=off)
    return made


def asked(month: Month) -> Asked:
    starts, stops = edges([OCTOBER], ZONE)
    return Asked(month.office, month.place.edition_id, starts, stops, NOW, ZONE, around_m=50)


def grid(month: Month, number: int) -> int:
    found: int = month.session.execute(
        text("SELECT id FROM zone WHERE code = :code"), {"code": town.GRIDS[number - 1]}).scalar_one()  # fmt: skip
    return found


def homes(month: Month, *refs: str) -> tuple[int, ...]:
    rows = month.session.execute(
        text("SELECT id FROM household WHERE external_ref = ANY (:refs)"), {"refs": list(refs)}
    )
    return tuple(sorted(row.id.int for row in rows))


def ratio(month: Month, name: str, number: int, question: Asked | None = None) -> Ratio:
    found = read(month.session, name, question or asked(month))[grid(month, number)].ratio
    assert found is not None
    return replace(found, refs=tuple(sorted(found.refs)))


def test_coverage_is_verified_of_expected_and_names_the_missed_addresses(month: Month) -> None:
    assert ratio(month, "coverage", 1) == Ratio(2, 5, 0, homes(month, "H2", "H3", "H4"))
    assert ratio(month, "coverage", 3) == Ratio(0, 2, 0, homes(month, "H8", "H9"))
    assert grid(month, 4) not in read(month.session, "coverage", asked(month))


def test_coverage_is_what_the_page_of_coverage_says(month: Month) -> None:
    shown = {zone.code: levels for zone, levels in table(month.session, month.office, month.place, "grid", NOW).zones}
    found = read(month.session, "coverage", asked(month))
    for number, code in enumerate(town.GRIDS[:3], 1):
        of_grid = found[grid(month, number)].ratio
        assert of_grid is not None
        assert (of_grid.numerator, of_grid.denominator) == (shown[code].verified, shown[code].expected)


def test_fresh_is_the_counterpart_of_the_measure_of_stale_addresses(month: Month) -> None:
    month.session.execute(text("UPDATE coverage_cycle SET fresh_days = 25"))
    # Ends on the 31st; 25 days before is the 6th: H0 of the 5th is stale.
    assert ratio(month, "fresh_addresses", 1) == Ratio(1, 5, 0, homes(month, "H0", "H2", "H3", "H4"))
    measured = read_measure(
        month.session, month.office, Question(MEASURE, "grid", month.place.edition_id, OCTOBER, ZONE, NOW)
    )
    place = [z.code for z in measured.zones].index(town.GRIDS[0])
    assert measured.numerators[measured.at, place] == 4


def test_a_period_that_is_no_cycle_has_no_coverage(month: Month) -> None:
    starts, stops = edges([parse("2026-09")], ZONE)
    assert read(month.session, "coverage", replace(asked(month), starts=starts, stops=stops)) == {}


def test_visits_that_were_struck_count_in_the_grid_of_the_address(month: Month) -> None:
    """H5's visit is struck; H0's is reviewed and kept."""
    look = month.session.execute(
        text("INSERT INTO visit_look (since, until, visits, opened, limits) "
             "VALUES ('2026-10-01', '2026-11-01', 4, 2, '{}') RETURNING id")).scalar_one()  # fmt: skip
    for ref, outcome in (("H5", "struck"), ("H0", "kept")):
        month.session.execute(
            text("INSERT INTO visit_review (visit_id, look_id, ref, household_id, visited_at, geom, reasons, "
                 "reply_until, state, outcome) SELECT v.id, :look, v.external_ref, h.id, v.visited_at, v.geom, "
                 "'{far}', now(), 'decided', :outcome FROM visit v "
                 "JOIN household h ON h.external_ref = v.household_ref WHERE v.household_ref = :ref"),
            {"look": look, "ref": ref, "outcome": outcome})  # fmt: skip
    found = read(month.session, "visits_struck", asked(month))
    assert {g: sum(t.count for t in e.tallies) for g, e in found.items()} == {grid(month, 2): 1}


def test_a_pass_is_one_person_on_one_day_in_one_grid(month: Month, tmp_path: Path) -> None:
    """Two people on the 8th in grid 1, one of them in grid 2 as well, heard of twice; one of them again on the 9th."""
    rows = [(20, "a", "08 09:00"), (40, "a", "08 09:05"), (60, "b", "08 09:00"), (120, "a", "08 09:10"),
            (130, "a", "08 09:12"), (30, "a", "09 00:30")]  # fmt: skip
    lines = []
    for i, (x_m, who, when) in enumerate(rows):
        lon, lat = town.at(x_m, 50)
        lines.append(f"P{i},{lon!r},{lat!r},patrol,2026-10-{when},{who}")
    path = tmp_path / "patrols.csv"
    path.write_text("编号,经度,纬度,类型,走访时间,走访人\n" + "\n".join(lines) + "\n", encoding="utf-8")
    town.take(month.session, "visits", path)
    found = read(month.session, "patrol_passes", asked(month))
    assert {g: e.tallies[0].count for g, e in found.items()} == {grid(month, 1): 3, grid(month, 2): 1}
    stands_for = month.session.execute(
        text("SELECT external_ref FROM visit WHERE id = ANY (:ids) ORDER BY 1"),
        {"ids": [key_of(ref) for ref in found[grid(month, 1)].tallies[0].refs]}).scalars().all()  # fmt: skip
    assert list(stands_for) == ["P0", "P2", "P5"]


@pytest.mark.parametrize(
    ("state", "late", "on_time", "afterwards"),
    [("handed_in", False, 1, 0), ("verified", False, 1, 0), ("sent_back", False, 0, 0), ("verified", True, 0, 1)],
)
def test_a_month_counts_as_done_when_it_was_handed_in_by_its_last_day(
    month: Month, state: str, late: bool, on_time: int, afterwards: int
) -> None:
    of_grid = grid(month, 1)
    for day, how, when in ((date(2026, 10, 1), state, late), (date(2026, 9, 1), "verified", False)):
        month.session.execute(
            text("INSERT INTO month_report (grid_id, month, state, seq, handed_in_at, late, figures) "
                 "VALUES (:grid, :day, :state, 1, '2026-10-30', :late, '{}')"),
            {"grid": of_grid, "day": day, "state": how, "late": when})  # fmt: skip
    done, late_ones = (read(month.session, name, asked(month)) for name in ("months_on_time", "months_late"))
    assert sum(t.count for e in done.values() for t in e.tallies) == on_time
    assert sum(t.count for e in late_ones.values() for t in e.tallies) == afterwards
    refs = [ref for e in (*done.values(), *late_ones.values()) for t in e.tallies for ref in t.refs]
    assert refs == [of_grid * 1_000_000 + 202610] * (on_time + afterwards)


def test_a_month_that_is_not_due_yet_is_not_missing(month: Month) -> None:
    # September was due on 30 September at midnight, October is due with the end of the 31st.
    period = replace(asked(month), starts=datetime(2026, 9, 1, tzinfo=ZONE))
    before = replace(period, now=datetime(2026, 10, 31, 23, 59, tzinfo=ZONE))
    assert {t.count for e in read(month.session, "months_on_time", before).values() for t in e.tallies} == {1}
    after = replace(period, now=datetime(2026, 11, 1, 0, 0, tzinfo=ZONE))
    assert read(month.session, "months_on_time", after) == {}


def test_keys_are_numbers_and_back() -> None:
    keys = [uuid4() for _ in range(3)]
    assert [key_of(number) for number in numbers(b"".join(key.bytes for key in keys))] == keys
    assert list(numbers(None)) == []


def test_every_query_stands_in_the_documents() -> None:
    told = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
    assert [key for key in EVIDENCE if f"| `{key}` |" not in told] == []
