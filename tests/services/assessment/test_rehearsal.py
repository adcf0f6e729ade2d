"""A version tried on a past quarter: who moves and why, without a line being written."""

from decimal import Decimal

import pytest
from sqlalchemy import func, select

from services.assessment.cycles import cycle
from services.assessment.rehearsal import Rehearsal, rehearse
from services.assessment.rubric.versions import add
from services.assessment.standings import standings
from services.assessment.tables import AssessmentEntry, AssessmentScore
from services.errors import Forbidden, Invalid
from tests.services.assessment.certainty.test_certainty import EVERYWHERE, inspected
from tests.services.assessment.place import MEASURES, Assessed
from tests.services.matters.place import of


def tried(year: Assessed, changes: dict[str, str], key: str = "2026-Q4") -> Rehearsal:
    """A draft like the rubric in force but for some of its words, rehearsed on a quarter."""
    text = MEASURES.decode()
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    draft = add(year.there.session, year.office, text.encode()).id
    return rehearse(year.there.session, year.office, draft, cycle(year.there.session, key), "grid")


def test_the_rubric_in_force_moves_nobody(year: Assessed) -> None:
    inspected(year, EVERYWHERE)
    session = year.there.session
    found = rehearse(session, year.office, year.version, cycle(session, "2026-Q4"), "grid")
    assert len(found.moved) == 4
    for one in found.moved:
        assert (one.before.rank, one.before.points, one.before.grade) == (one.after.rank, one.after.points,
                                                                          one.after.grade)  # fmt: skip
        assert one.item is None


HEAVY = {"weight: 20\n    raters": "weight: 80\n    out_of: 20\n    raters",
         "weight: 80\n    out_of: 40": "weight: 20\n    out_of: 40"}  # fmt: skip


def test_who_moves_is_told_with_the_item_that_decides(year: Assessed) -> None:
    """Work a quarter, looking four times as heavy: 16 + 14, 12.25 + 62, 10 + 46 and 10.25 + 30 instead of 67.5."""
    inspected(year, EVERYWHERE)
    found = tried(year, HEAVY)
    told = {one.after.target: (one.before.rank, one.after.rank, one.after.points) for one in found.moved}
    assert told == {
        year.target(4): (1, 4, Decimal("30.00")),
        year.target(1): (2, 1, Decimal("74.25")),
        year.target(2): (3, 2, Decimal("56.00")),
        year.target(3): (4, 3, Decimal("40.25")),
    }
    assert found.moved[0].after.target == year.target(4)
    assert "Attitude" in {one.item.en for one in found.moved if one.item}
    assert len(found.weights) == 4


def test_a_dearer_item_takes_its_points_from_those_who_have_its_evidence(year: Assessed) -> None:
    inspected(year, EVERYWHERE)
    found = tried(year, {"each: 3}": "each: 5}"})
    first = next(one for one in found.moved if one.after.target == year.target(1))
    # One late matter, two points more, doubled by the weight.
    assert first.before.points is not None
    assert first.after.points == first.before.points - Decimal(4)


def test_evidence_that_two_items_take_points_for_is_counted(year: Assessed) -> None:
    """One item reads matters as they were found, the other what is short of the share closed in time."""
    inspected(year, EVERYWHERE)
    earned = "        opens: zero\n        rules:\n          - {rule: ratio_linear"
    lost = "        rules:\n          - {rule: ratio_linear, way: lose"
    found = tried(year, {earned: lost})
    assert all(pair.pieces > 0 for pair in found.twice)
    assert {(pair.first.en, pair.second.en) for pair in found.twice} == {("Sanitation", "In time")}


def test_nothing_is_written(year: Assessed) -> None:
    inspected(year, EVERYWHERE)
    session = year.there.session

    def written() -> tuple[object, ...]:
        lines = session.scalar(select(func.count()).select_from(AssessmentEntry))
        return lines, session.scalar(select(func.sum(AssessmentScore.points)))

    before = written()
    tried(year, {"each: 3}": "each: 5}"})
    assert written() == before
    rows = standings(session, year.office, cycle(session, "2026-Q4"), "grid").rows
    assert [row.rank for row in rows] == [1, 2, 3, 4]


def test_what_is_open_or_of_another_length_is_refused(year: Assessed) -> None:
    inspected(year, EVERYWHERE)
    with pytest.raises(Invalid, match="open"):
        tried(year, {"strictness: raw": "strictness: {undecided: {zh: 待定, en: open}}"})
    with pytest.raises(Invalid, match="rehearsed on"):
        tried(year, {"each: 3}": "each: 4}"}, "2026")
    session = year.there.session
    with pytest.raises(Forbidden):
        rehearse(session, of(session, "grid_leader"), year.version, cycle(session, "2026-Q4"), "grid")
