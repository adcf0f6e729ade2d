"""Statements: one person says it, another decides."""

from collections.abc import Callable

import pytest

from services.coverage.addresses import addresses
from services.coverage.levels import table
from services.coverage.statements import Said, decide, state, statements
from services.errors import Conflict, Forbidden, Invalid, NotFound
from tests import town
from tests.services.coverage.conftest import Month
from tests.services.coverage.test_levels import END

LOCKED = Said("H0", "inaccessible", "locked", "photo 17")
GONE = Said("H1", "excluded", "demolished", "letter 2026-88")


def test_nothing_changes_before_another_person_approved(month: Month, grids: Callable[[int], int]) -> None:
    leader = month.person("li", "grid_leader", town.GRIDS[0])
    staff = month.person("wang", "community", town.GRIDS[0][:12])
    locked, gone = (state(month.session, leader, month.place, said) for said in (LOCKED, GONE))

    def found() -> list[str]:
        return [a.state for a in addresses(month.session, leader, month.place, [grids(1)])][:2]

    assert found() == ["missing", "missing"]
    decide(month.session, staff, locked.id, approve=True)
    decide(month.session, staff, gone.id, approve=True)
    assert found() == ["inaccessible", "excluded"]
    one = table(month.session, leader, month.place, "grid", END).zones[0][1]
    # What can't be reached stays in the denominator, what is no address leaves it.
    assert (one.expected, one.inaccessible, one.excluded, one.missing) == (4, 1, 1, 3)
    told = statements(month.session, leader, month.place)
    assert [(s.ref, s.stater, s.decider, s.approved) for s in told] == [
        ("H1", "li", "wang", True), ("H0", "li", "wang", True)]  # fmt: skip


def test_a_visit_that_reached_it_comes_before_a_statement_that_it_cannot_be_reached(
    month: Month, grids: Callable[[int], int]
) -> None:
    leader = month.person("li", "grid_leader", town.GRIDS[0])
    made = state(month.session, leader, month.place, LOCKED)
    decide(month.session, month.office, made.id, approve=True)
    month.visit("H0", "2026-10-20 10:00")
    assert addresses(month.session, leader, month.place, [grids(1)])[0].state == "collected"
    with pytest.raises(Conflict, match="H0 was reached"):
        state(month.session, leader, month.place, LOCKED)


def test_what_is_not_allowed_is_refused_in_a_sentence(month: Month) -> None:
    session, place = month.session, month.place
    leader = month.person("li", "grid_leader", town.GRIDS[0])
    staff = month.person("wang", "community", town.GRIDS[0][:12])
    made = state(session, staff, place, LOCKED)
    with pytest.raises(Conflict, match=f"Statement {made.id} stands on H0"):
        state(session, leader, place, LOCKED)
    with pytest.raises(Forbidden, match="another person decides"):
        decide(session, staff, made.id, approve=True)
    with pytest.raises(Forbidden, match="area leaders decide"):
        decide(session, leader, made.id, approve=True)
    with pytest.raises(NotFound, match="no statement 99"):
        decide(session, month.office, 99, approve=True)
    decide(session, month.office, made.id, approve=False)
    with pytest.raises(Conflict, match="decided already"):
        decide(session, month.office, made.id, approve=True)
    # Rejected, it can be stated anew.
    assert state(session, leader, place, LOCKED).id != made.id
    for wrong in (Said("H2", "excluded", "locked", "1"), Said("H2", "ill", "locked", "1")):
        with pytest.raises(Invalid, match="from the list"):
            state(session, leader, place, wrong)
    for wrong in (Said("H2", "excluded", "double", " "), Said("H2", "excluded", "double", "1" * 81)):
        with pytest.raises(Invalid, match="photo or document"):
            state(session, leader, place, wrong)
    for ref in ("H5", "X1"):
        with pytest.raises(NotFound, match=f"{ref} is not among the addresses that you see"):
            state(session, leader, place, Said(ref, "excluded", "double", "1"))
