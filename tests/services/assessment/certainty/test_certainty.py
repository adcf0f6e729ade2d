"""Ranges, inspectors, weights and shares of a cycle whose grids were inspected by several people."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from services.access.tables import Person
from services.assessment.certainty.eyes import strictness_of
from services.assessment.certainty.ranges import peers_of
from services.assessment.certainty.rates import rates_of
from services.assessment.certainty.samples import Inspection, inspections
from services.assessment.certainty.weights import weights_of
from services.assessment.cycles import cycle
from services.assessment.standings import Standings, standings
from services.assessment.tables import AssessmentMark
from tests.services.assessment.place import Assessed


def inspected(year: Assessed, by: dict[int, list[tuple[str, str]]]) -> Standings:
    """The fourth quarter after marks of attitude: by grid, who gave how many points."""
    session = year.there.session
    quarter = cycle(session, "2026-Q4")
    people = {person.login: person.id for person in session.scalars(select(Person))}
    for number, marks in by.items():
        for login, points in marks:
            target = year.target(number)
            session.add(AssessmentMark(cycle_id=quarter.id, object_kind="grid", zone_id=target.zone_id,
                                       name="attitude", points=Decimal(points), reason="seen",
                                       person_id=people[login]))  # fmt: skip
    session.flush()
    year.run()
    return standings(session, year.office, cycle(session, "2026-Q4"), "grid")


EVERYWHERE = {n: [("office", str(20 - 4 * n)), ("inspector", str(19 - 4 * n))] for n in (1, 2, 3, 4)}


def test_an_inspection_is_the_total_that_its_marks_alone_would_make(year: Assessed) -> None:
    """Marks of 16 and 15 of 20 about their mean 15.5: half a point above the total, half a point below."""
    found = inspected(year, EVERYWHERE)
    seen = inspections(year.there.session, year.office, found)
    first = next(row for row in found.rows if row.target == year.target(1))
    assert first.points is not None
    own = sorted(one.score for one in seen if one.zone_id == first.target.zone_id)
    assert own == pytest.approx([float(first.points) - 0.5, float(first.points) + 0.5])
    assert len(seen) == 8


def test_a_range_holds_the_rank_and_the_same_seed_draws_it_again(year: Assessed) -> None:
    found = inspected(year, EVERYWHERE)
    seen = inspections(year.there.session, year.office, found)
    (peers,) = peers_of(found, seen)
    assert peers.why_not is None
    for row in found.rows:
        assert row.rank is not None
        known = peers.by_zone[row.target.zone_id]
        assert known.best <= row.rank <= known.worst
    assert sum(one.last for one in peers.by_zone.values()) == pytest.approx(1)
    assert peers_of(found, seen) == (peers,)


def test_nobody_is_named_the_last_unless_the_chance_reaches_what_the_rubric_sets(year: Assessed) -> None:
    """80 per cent: by marks that lie far apart the last is proven, by equal ones nobody is."""
    found = inspected(year, EVERYWHERE)
    seen = inspections(year.there.session, year.office, found)
    (apart,) = peers_of(found, seen)
    assert apart.last is not None
    assert apart.last.rank == 4
    level = [Inspection(one.zone_id, one.person_id, one.by, 70 + n % 3) for n, one in enumerate(seen)]
    (alike,) = peers_of(found, level)
    assert alike.last is None


def test_without_two_inspections_of_anything_no_range_is_told_but_why(year: Assessed) -> None:
    found = inspected(year, {n: [("office", "15")] for n in (1, 2, 3, 4)})
    (peers,) = peers_of(found, inspections(year.there.session, year.office, found))
    assert not peers.by_zone
    assert peers.why_not is not None
    assert peers.why_not.render("en").startswith("Nothing was inspected twice")


def test_strictness_is_told_where_inspectors_meet_and_refused_where_they_do_not(year: Assessed) -> None:
    """The inspector gives a point less than the office everywhere."""
    found = inspected(year, EVERYWHERE)
    seen = inspections(year.there.session, year.office, found)
    told = strictness_of(seen)
    assert told is not None
    assert told.told
    strict, mild = told.eyes
    assert strict.mild is not None
    assert mild.mild is not None
    assert strict.mild < 0 < mild.mild
    alone = strictness_of([one for one in seen if one.by == seen[0].by])
    assert alone is not None
    assert not alone.told
    assert [why.render("en") for _, why in alone.apart] == [
        "One inspector alone saw them: there is nobody to compare with"
    ]


def test_weights_move_no_rank_that_both_components_agree_on(year: Assessed) -> None:
    found = inspected(year, EVERYWHERE)
    steady = weights_of(found)
    assert {one.row.code for one in steady} == {row.code for row in found.rows}
    assert all(one.best <= (one.row.rank or 0) <= one.worst for one in steady)
    assert all(0 <= one.rank_stays <= 1 for one in steady)


def test_a_share_of_few_is_drawn_towards_that_of_all(year: Assessed) -> None:
    found = inspected(year, EVERYWHERE)
    by_name = {rate.name: rate for rate in rates_of(year.there.session, year.office, found)}
    rate = by_name["closed_on_time"]
    for point in rate.points:
        assert point.low <= point.shrunk <= point.high
        assert min(point.share, rate.law.rate) - 1e-9 <= point.shrunk <= max(point.share, rate.law.rate) + 0.2
