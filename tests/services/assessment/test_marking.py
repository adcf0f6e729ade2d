"""What is to be marked, how far it is, and forms that are taken whole or not at all."""

from decimal import Decimal

import pytest

from services.assessment.cycles import cycle
from services.assessment.marking import Place, given_to, marked_in, places_of, refusals, sections_of
from services.assessment.marks import NewMark, give_all, take_back
from services.errors import Forbidden, Invalid
from tests.services.assessment.place import Assessed, measures
from tests.services.matters.place import of

GOOD = NewMark("attitude", "as seen", Decimal(16))
WITHOUT_REASON = NewMark("accident", " ")


def places(year: Assessed) -> list[Place]:
    """The grids of the fourth quarter."""
    return places_of(year.there.session, year.office, cycle(year.there.session, "2026-Q4"), measures(), "grid")


def test_components_come_before_what_stands_beside_them() -> None:
    looking, beside = sections_of(measures())
    (attitude,) = looking.asked
    assert (attitude.name, attitude.least, attitude.most) == ("attitude", Decimal(0), Decimal(20))
    assert looking.expected == {"attitude"}
    assert beside.title is None
    assert {one.name: dict(one.levels or {}) for one in beside.asked} == {
        "praise": {"town": Decimal(2), "city": Decimal(4)}, "accident": {},
    }  # fmt: skip
    assert not beside.expected


def test_a_year_is_marked_in_its_quarters(year: Assessed) -> None:
    session = year.there.session
    found = marked_in(session, measures(), cycle(session, "2026"))
    assert [one.key for one in found] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert marked_in(session, measures(), found[3]) == [found[3]]


def test_an_object_is_done_while_its_mark_stands(year: Assessed) -> None:
    looking = sections_of(measures())[0]
    assert [place.done(looking) for place in places(year)] == [0, 0, 0, 0]
    mark = year.mark(2, "attitude", None, standing="refused")
    assert [place.done(looking) for place in places(year)] == [0, 1, 0, 0]
    take_back(year.there.session, year.office, mark, "the wrong grid")
    assert [place.done(looking) for place in places(year)] == [0, 0, 0, 0]


def test_a_form_is_taken_whole(year: Assessed) -> None:
    session, target = year.there.session, year.target(1)
    quarter = cycle(session, "2026-Q4")
    praise = NewMark("praise", "a letter", level="town")
    give_all(session, year.office, quarter, measures(), [(target, GOOD), (target, praise)])
    given = given_to(session, quarter, target)
    assert {name: [one.mark.reason for one in found] for name, found in given.items()} == {
        "attitude": ["as seen"], "praise": ["a letter"],
    }  # fmt: skip
    assert given_to(session, quarter, year.target(2)) == {}


def test_of_a_form_with_one_fault_nothing_is_written(year: Assessed) -> None:
    session, target = year.there.session, year.target(1)
    quarter = cycle(session, "2026-Q4")
    assert list(refusals(measures(), [GOOD, WITHOUT_REASON])) == ["accident"]
    with pytest.raises(Invalid):
        give_all(session, year.office, quarter, measures(), [(target, GOOD), (target, WITHOUT_REASON)])
    assert given_to(session, quarter, target) == {}


def test_only_the_office_is_told_how_far_marking_is(year: Assessed) -> None:
    session = year.there.session
    with pytest.raises(Forbidden):
        places_of(session, of(session, "grid_leader"), cycle(session, "2026-Q4"), measures(), "grid")
