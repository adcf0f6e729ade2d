"""A quarter run over the small town: scores by hand, every line with its evidence, nothing written twice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from services.assessment.cycles import cycle
from services.assessment.ledger.read import entries_of, evidence_of
from services.assessment.marks import take_back
from services.assessment.objects import Target
from services.assessment.scoring.run import Ask, run
from services.assessment.tables import AssessmentEntry, AssessmentRun, AssessmentSpan
from services.errors import Forbidden
from services.geography.editions import in_force
from services.matters.tables import Matter
from services.measures.known.score import MEASURE
from services.measures.period import parse
from services.measures.reading import Question
from services.measures.reading import read as read_measure
from tests import town
from tests.services.assessment.place import AFTERWARDS, Assessed
from tests.services.matters.place import ZONE, at, of


def test_the_totals_are_those_worked_by_hand(year: Assessed) -> None:
    """Nobody marked the attitude, so 80 of the 100 points stand for all of them: × 100 / 80.

    Grid 1: late r1, −3; found three, −1.5: 5.5. Order: all three are deducted for already: 10. In time 1 of 3 less
    1 deferred: 5. No month of three handed in: 4. 24.5 of 40 counts as 49 of 80, and 61.25 of 100.
    Grid 2: 10 − 3 − 1, 10, 0 of 1, 4 = 20. Grid 3: 10 − 3 − 0.5, 10, 0 of 2, 4 = 20.5. Grid 4: 10, 10, nothing due, 4:
    24 of 30.
    """
    year.run()
    assert [year.points(n) for n in (1, 2, 3, 4)] == [Decimal(d) for d in ("61.25", "50.00", "51.25", "80.00")]
    # The first community: 10 − 6 − 2 (2.5 stopped at 2), 10, 1 of 5 less 2 deferred, 4 = 19.33… of 40.
    assert year.score(Target("community", year.zone("999901001001"))).points == Decimal("48.33")


def test_what_is_missing_is_told_and_is_no_zero(year: Assessed) -> None:
    year.run()
    attitude = year.score(year.target(1), part="item", of_part="attitude")
    assert (attitude.points, attitude.standing) == (None, "not_inspected")
    assert year.score(year.target(1)).missing == 20
    speed = year.score(year.target(4), part="item", of_part="speed")
    assert (speed.points, speed.standing) == (None, "not_applicable")
    assert year.score(year.target(4)).missing == 20
    year.mark(1, "attitude", "16")
    year.mark(2, "attitude", None, standing="refused")
    year.run()
    assert year.points(1) == Decimal("65.00")
    assert year.score(year.target(2), part="item", of_part="attitude").standing == "refused"
    assert year.points(2) == Decimal("50.00")


def test_every_total_is_the_sum_of_its_lines_exactly(year: Assessed) -> None:
    year.mark(1, "attitude", "16")
    year.run()
    year.mark(1, "praise", None, level="city")
    year.there.session.execute(update(Matter).where(Matter.id == year.ids[1]).values(reworks=1))
    year.run()
    sums = text("SELECT s.points, (SELECT sum(e.points) FROM assessment_entry e WHERE e.cycle_id = s.cycle_id "
                "AND e.zone_id = s.zone_id AND e.object_kind = s.object_kind) FROM assessment_score s "
                "WHERE s.part = 'total'")  # fmt: skip
    rows = year.there.session.execute(sums).all()
    # Four grids and two communities, in the quarter, its half and the year.
    assert len(rows) == 18
    assert [a for a, b in rows if a != b] == []


def test_a_second_run_over_the_same_evidence_writes_nothing(year: Assessed) -> None:
    first = year.run()
    assert first[0].entries > 0
    assert [ran.entries for ran in year.run(whole=True)] == [0, 0, 0]
    assert [(ran.objects, ran.entries) for ran in year.run()] == [(0, 0)] * 3


def test_one_changed_row_is_reckoned_with_its_grid_and_community_alone(year: Assessed) -> None:
    year.run()
    before = {line.id for n in (2, 3, 4) for line in year.lines(year.target(n))}
    year.there.session.execute(update(Matter).where(Matter.id == year.ids[1]).values(closed_at=at("2026-10-09 12:00")))
    quarter, *_ = year.run()
    assert (quarter.objects, quarter.whole) == (2, False)
    # r1 in time: 8.5, 10, 2 of 2, 4 = 32.5 of 40.
    assert year.points(1) == Decimal("81.25")
    assert {line.id for n in (2, 3, 4) for line in year.lines(year.target(n))} == before


def test_a_correction_is_counter_lines_and_the_old_ones_stay(year: Assessed) -> None:
    year.run()
    before = {line.id: line.points for line in year.lines(year.target(1))}
    year.there.session.execute(update(Matter).where(Matter.id == year.ids[1]).values(closed_at=at("2026-10-09 12:00")))
    year.run()
    lines = year.lines(year.target(1))
    assert {line.id: line.points for line in lines if line.id in before} == before
    counters = [line for line in lines if line.counters is not None]
    assert [line.points for line in counters] == [-before[line.counters or 0] for line in counters]
    late = next(line for line in lines if line.points == -3)
    assert late.id in {line.counters for line in counters}
    standing = entries_of(year.there.session, year.office, cycle(year.there.session, "2026-Q4").id, year.target(1))
    assert late.id not in {entry.id for entry in standing}
    assert sum((entry.points for entry in standing), Decimal(0)) == Decimal("81.25")


def test_an_incident_deducts_once_and_that_is_said(year: Assessed) -> None:
    year.run()
    order = [line for line in year.lines(year.target(1)) if line.item == "order"]
    assert [(line.rule, line.points) for line in order] == [("opening", Decimal(10)), ("once", Decimal(0))]
    assert order[1].said == {"key": "%(count)d left out: an earlier item has deducted for them", "values": {"count": 3}}
    assert order[1].evidence == 3


def test_a_line_leads_to_its_evidence_on_the_map(year: Assessed) -> None:
    year.run()
    edition = in_force(year.there.session)
    assert edition is not None
    late = next(line for line in year.lines(year.target(1)) if line.points == -3)
    (found,) = evidence_of(year.there.session, year.office, edition.id, late.id)
    assert found.id == year.ids[1]
    assert found.at.lon == pytest.approx(town.at(60, 50)[0], abs=1e-7)
    kept = year.there.session.execute(
        text("SELECT ST_X(geom) FROM assessment_entry_evidence WHERE entry_id = :id"), {"id": late.id}
    ).scalar_one()
    assert kept == pytest.approx(town.at(60, 50)[0], abs=1e-7)


def test_a_deadline_that_passes_is_found_though_nobody_wrote_anything(year: Assessed) -> None:
    year.run(now=at("2026-10-10 08:59"))
    assert year.score(year.target(3), part="item", of_part="sanitation").points == Decimal("9.5")
    quarter, *_ = year.run(now=at("2026-10-10 09:01"))
    assert year.score(year.target(3), part="item", of_part="sanitation").points == Decimal("6.5")
    assert not quarter.whole


def test_bonus_and_veto_are_steps_of_the_total(year: Assessed) -> None:
    year.mark(4, "attitude", "20")
    for level in ("city", "town"):
        year.mark(4, "praise", None, level=level)
    year.run()
    # 64 + 20 + (4 + 2, stopped at 5).
    assert year.points(4) == Decimal("89.00")
    accident = year.mark(4, "accident", None)
    year.run()
    assert year.points(4) == Decimal("60.00")
    take_back(year.there.session, year.office, accident, "it was not in the grid")
    year.run()
    assert year.points(4) == Decimal("89.00")


def test_half_and_year_are_combined_as_the_rubric_says(year: Assessed) -> None:
    """Nothing was reported in the first three quarters: sanitation 10, order 10, months 4 of 30: 80 each."""
    year.run("2026", AFTERWARDS)
    assert [year.points(1, key) for key in ("2026-Q1", "2026-Q3", "2026-Q4")] == [80, 80, Decimal("61.25")]
    # The half is the mean, 70.625, a half to the even digit; the year 1/4 of the first half and 3/4 of the second.
    assert year.points(1, "2026-H2") == Decimal("70.62")
    assert year.points(1, "2026") == Decimal("72.96")  # (80 + 3 × 70.62) / 4 = 72.965, half to even
    lines = year.lines(year.target(1), "2026")
    assert [line.points for line in lines] == [Decimal(20), Decimal("52.965"), Decimal("-0.005")]


def test_the_ledger_can_only_be_added_to(year: Assessed) -> None:
    year.run()
    for statement in ("UPDATE assessment_entry SET points = 0", "DELETE FROM assessment_entry_evidence",
                      "TRUNCATE assessment_mark"):  # fmt: skip
        with pytest.raises(DBAPIError, match="only ever added to"), year.there.session.begin_nested():
            year.there.session.execute(text(statement))


def test_nobody_but_the_office_runs_it_and_a_leader_reads_the_own_lines(year: Assessed) -> None:
    year.run()
    session, quarter = year.there.session, cycle(year.there.session, "2026-Q4")
    leader = of(session, "grid_leader")
    with pytest.raises(Forbidden):
        run(session, quarter, Ask(leader, AFTERWARDS))
    assert entries_of(session, leader, quarter.id, year.target(1))
    assert entries_of(session, leader, quarter.id, year.target(2)) == []


def test_a_run_is_noted(year: Assessed) -> None:
    year.run()
    noted = year.there.session.scalars(select(AssessmentRun)).all()
    assert [(run.whole, run.objects) for run in noted] == [(True, 6), (True, 6), (True, 6)]
    entries = year.there.session.scalars(select(AssessmentEntry.run_id)).all()
    assert set(entries) <= {run.id for run in noted}


def test_the_map_shows_the_own_scores_of_grids_and_communities_that_can_be_ranked(year: Assessed) -> None:
    year.mark(1, "attitude", "16")
    year.mark(2, "attitude", None, standing="refused")
    year.run()
    edition = in_force(year.there.session)
    assert edition is not None
    question = Question(MEASURE, "grid", edition.id, parse("2026-Q4"), ZONE, AFTERWARDS)
    found = read_measure(year.there.session, year.office, question)
    shown = {zone.code: found.value(found.at, i) for i, zone in enumerate(found.zones)}
    assert [shown[code] for code in town.GRIDS] == [Decimal(d) for d in ("65.00", "50.00", "51.25", "80.00")]
    # The rubric scores communities too: theirs is their own, not the mean of their grids.
    own = read_measure(year.there.session, year.office, replace(question, level="community"))
    kept = year.score(Target("community", own.zones[0].id)).points
    assert kept is not None
    assert own.value(own.at, 0) == round(kept, 2) == Decimal("48.33")


def test_a_change_of_boundaries_counts_events_in_the_grids_of_their_day(year: Assessed, tmp_path: Path) -> None:
    """On 15 November the border of grid 1 moves west of r1 and r2; October stays theirs, under two spans."""
    year.run()
    moved = town.write_zones(tmp_path / "moved.geojson", (0, 40, 200, 300, 400))
    town.take_zones(year.there.session, moved, "second", date(2026, 11, 15))
    quarter, *_ = year.run()
    assert quarter.whole
    assert [year.points(n) for n in (1, 2, 3, 4)] == [Decimal(d) for d in ("61.25", "50.00", "51.25", "80.00")]
    spans = year.there.session.scalars(select(AssessmentSpan).order_by(AssessmentSpan.starts_at)).all()
    assert [(s.starts_at, s.stops_at) for s in spans] == [
        (at("2026-10-01 00:00"), at("2026-11-15 00:00")), (at("2026-11-15 00:00"), at("2027-01-01 00:00"))]  # fmt: skip
    assert year.score(year.target(1)).days == 92
    assert quarter.entries == 0
