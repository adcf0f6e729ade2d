"""The example of decided measures: sound, complete, and marked by nobody in their own community."""

from collections import defaultdict
from uuid import UUID, uuid4

import pytest

from seeds.assessed import FORUM, marks_of
from seeds.rubric import EXAMPLE, MEASURES
from seeds.town.people import inspectors
from services.assessment.cycles import check
from services.assessment.rubric.model import Rubric
from services.assessment.rubric.read import read_rubric
from services.geography.outlines import Outline
from services.measures.period import parse

PEOPLE = {login: uuid4() for login in inspectors()}


def example() -> Rubric:
    """The example."""
    found = read_rubric(EXAMPLE.read_bytes())
    assert found.faults == ()
    assert found.rubric is not None
    return found.rubric


def test_a_year_can_be_opened_on_it() -> None:
    check(example(), parse("2026"))
    assert "示例" in example().title.zh


def test_the_items_that_the_text_names_keep_their_points_and_sensitive_ones_are_marked_by_people() -> None:
    text = read_rubric(MEASURES.read_bytes()).rubric
    assert text is not None
    decided, named = example().components[0], text.components[0]
    assert [item.maximum for item in decided.items] == [item.maximum for item in named.items]
    assert {i.key for i in decided.items if i.sensitive} == {i.key for i in named.items if i.sensitive}


@pytest.fixture
def zones() -> tuple[Outline, ...]:
    """A grid in each of three communities, and an area."""
    codes = ("999901001001001", "999901001002001", "999901001003001")
    grids = [Outline(n, "grid", code, code, (n,), (113.6, 33.4), 50) for n, code in enumerate(codes, 1)]
    return (*grids, Outline(9, "area", "999901001001P1", "area", (9,), (113.6, 33.4), 90))


def test_nobody_marks_in_their_own_community_and_the_forum_speaks_for_itself(zones: tuple[Outline, ...]) -> None:
    homes: dict[UUID, str] = {person: login.split("-")[1] for login, person in PEOPLE.items()}
    codes = {zone.zone_id: zone.code for zone in zones}
    given = list(marks_of(example(), zones, PEOPLE, 1))
    assert {homes[new.by] == codes[target.zone_id][9:12] for target, new in given if new.by} == {False}
    assert FORUM not in {new.name for _, new in given}


def test_the_same_quarter_is_marked_the_same_and_some_are_seen_twice(zones: tuple[Outline, ...]) -> None:
    given = list(marks_of(example(), zones, PEOPLE, 2))
    assert given == list(marks_of(example(), tuple(reversed(zones)), PEOPLE, 2))
    eyes: dict[int, set[UUID]] = defaultdict(set)
    for target, new in given:
        if new.by:
            eyes[target.zone_id].add(new.by)
    assert {len(found) for found in eyes.values()} == {1, 2}
