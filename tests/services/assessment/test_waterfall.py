"""A score is read from all points of the rubric downwards, and no step of the way is left out."""

from decimal import Decimal
from itertools import pairwise

import pytest

from services.assessment.cycles import cycle
from services.assessment.standings import standings
from services.assessment.waterfall import Waterfall, waterfall
from tests.services.assessment.place import Assessed


def read(year: Assessed, number: int, key: str = "2026-Q4") -> Waterfall:
    """The steps of a grid, as the office reads them."""
    session, office = year.there.session, year.office
    of = cycle(session, key)
    found = standings(session, office, of, "grid")
    row = next(row for row in found.rows if row.target == year.target(number))
    return waterfall(session, office, of, found.rubric, row.target, dict(row.parts))


@pytest.mark.parametrize(("number", "key"), [(1, "2026-Q4"), (2, "2026-Q4"), (4, "2026-Q4"), (1, "2026")])
def test_the_steps_lead_from_a_hundred_to_the_score_exactly(year: Assessed, number: int, key: str) -> None:
    year.mark(1, "attitude", "16")
    year.run("2026")
    found = read(year, number, key)
    steps = [step for section in found.sections for step in section.steps]
    assert found.opening == 100 == steps[0].before
    assert all(one.after == two.before for one, two in pairwise(steps))
    assert all(step.after == step.before + step.points for step in steps)
    assert steps[-1].after == found.total == year.points(number, key)


def test_what_nobody_inspected_and_what_is_earned_from_nought_are_steps_of_their_own(year: Assessed) -> None:
    """Looking, 20 points, was not inspected in grid 2; the share in time, 10, is earned; 40 points weigh 80."""
    year.run()
    left = {
        section.key: (step.said.render("en"), step.points)
        for section in read(year, 2).sections
        for step in section.steps
        if step.entry is None
    }
    assert left["attitude"] == ("Nobody inspected it: its points leave the sum", Decimal(-20))
    assert left["speed"] == ("Earned point by point, from nought", Decimal(-10))
    assert left["work"] == ("Its items have 40 points, its weight is 80: counted anew", Decimal(-40))
    assert set(left) == {"attitude", "speed", "work"}
