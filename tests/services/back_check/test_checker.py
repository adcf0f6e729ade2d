"""Who may make a second visit, and what a failed one does to the address."""

import pytest
from sqlalchemy import select, text

from services.back_check.draw import Asked, draw
from services.back_check.proof import answer, sample
from services.coverage.addresses import addresses
from services.errors import DomainError
from services.geography.tables import Zone
from tests import town
from tests.services.coverage.conftest import Month
from tests.services.coverage.recount import recounted

WEST, EAST = town.GRIDS[0][:12], town.GRIDS[2][:12]


@pytest.fixture
def number(month: Month) -> int:
    """A back-check of all eleven addresses of October's register; H0 and H5 were visited, H5 by Wu."""
    month.visit("H0", "2026-10-02 09:00")
    month.visit("H5", "2026-10-02 09:00")
    month.session.execute(text("UPDATE visit SET visitor = 'wu' WHERE household_ref = 'H5'"))
    asked = Asked(month.place.cycle.register_edition_id, month.place.edition_id)
    return draw(month.session, month.office, asked, "seed").id


def grids(month: Month) -> list[int]:
    return list(month.session.scalars(select(Zone.id).where(Zone.level == "grid")))


def outcome(month: Month, number: int, login: str, *refs: str, covered: bool = True) -> str:
    """What becomes of answers by a person: written, or the code of the refusal."""
    try:
        answer(month.session, month.office, number, dict.fromkeys(refs, covered), login)
    except DomainError as refused:
        return refused.code.removeprefix("back_check.")
    return "written"


def test_a_checker_is_another_person_from_another_community(month: Month, number: int) -> None:
    month.person("west", "community", WEST)
    month.person("leader", "grid_leader", town.GRIDS[1])
    month.person("east", "inspector", EAST)
    month.person("both", "area_leader", WEST, EAST)
    month.person("hall", "forum", EAST)
    month.person("nowhere", "inspector")
    month.person("wu", "office")
    # H0 to H7 lie in the western community, H8 and H9 in the eastern one, H10 outside, nearest to a grid of it.
    assert outcome(month, number, "west", "H0") == "checker_near"
    assert outcome(month, number, "leader", "H0") == "checker_near"
    assert outcome(month, number, "both", "H0") == "checker_near"
    assert outcome(month, number, "east", "H0", "H8") == "checker_near"
    assert outcome(month, number, "east", "H10") == "checker_near"
    assert outcome(month, number, "hall", "H0") == outcome(month, number, "nobody", "H0") == "checker"
    assert outcome(month, number, "nowhere", "H0") == "checker_nowhere"
    # The office's Wu has no community, and visited H5.
    assert outcome(month, number, "wu", "H4", "H5") == "checker_was_there"
    assert {one.covered for one in sample(month.session, month.office, number)} == {None}
    assert outcome(month, number, "wu", "H4") == outcome(month, number, "east", "H0", "H1") == "written"
    assert outcome(month, number, "west", "H8") == "written"
    told = {one.ref: one.checker for one in sample(month.session, month.office, number) if one.checker}
    assert told == {"H0": "east", "H1": "east", "H4": "wu", "H8": "west"}


def test_the_refusal_names_the_address_and_the_community(month: Month, number: int) -> None:
    month.person("west", "community", WEST)
    with pytest.raises(DomainError, match="west works in Z001, where H0 lies"):
        answer(month.session, month.office, number, {"H8": True, "H0": True}, "west")


def test_a_failed_back_check_lowers_a_verified_address_to_visited(month: Month, number: int) -> None:
    def told(ref: str) -> tuple[str, bool, bool, bool]:
        every = addresses(month.session, month.office, month.place, grids(month))
        one = next(a for a in every if a.ref == ref)
        return one.state, one.visited, one.verified, one.doubted

    assert told("H0") == told("H5") == ("collected", True, True, False)
    assert outcome(month, number, "office", "H0", "H1", covered=False) == "written"
    assert outcome(month, number, "office", "H5") == "written"
    assert told("H0") == ("collected", True, False, True)
    # Nobody had been at H1, so there is nothing to lower; H5 was found covered.
    assert told("H1") == ("missing", False, False, False)
    assert told("H5") == ("collected", True, True, False)
    kept, anew = recounted(month)
    assert kept == anew
    # A visit after the second one verifies it again, however late the answer was written down.
    month.session.execute(
        text(
            "UPDATE back_check_address SET answered_at = '2026-10-25', checked_at = '2026-10-10' WHERE covered = false"
        )
    )
    month.visit("H0", "2026-10-20 09:00")
    assert told("H0") == ("collected", True, True, False)
    kept, anew = recounted(month)
    assert kept == anew


def test_of_another_register_a_back_check_lowers_nothing(month: Month, number: int) -> None:
    month.session.execute(text("UPDATE household SET residents = 9 WHERE external_ref = 'H9'"))
    month.session.execute(text(
        "WITH e AS (INSERT INTO register_edition (as_of, source, sha256, households) "
        "VALUES ('2026-11-01', 'another', 'x', 0) RETURNING id) "
        "UPDATE back_check SET register_edition_id = e.id FROM e"))  # fmt: skip
    month.session.expire_all()
    assert outcome(month, number, "office", "H0", covered=False) == "written"
    assert all(not one.doubted for one in addresses(month.session, month.office, month.place, grids(month)))
