"""A closed cycle stands still; opened again it is counted by what is on record."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import text

from services.back_check.draw import Asked, draw
from services.back_check.proof import answer
from services.coverage.addresses import addresses
from services.coverage.cycles import Opening, close_cycle, next_of, reopen_cycle
from services.coverage.statements import Said, decide, state
from services.errors import Conflict, Forbidden, Invalid
from tests import town
from tests.services.coverage.conftest import ZONE, Month
from tests.services.coverage.recount import recounted
from tests.services.coverage.test_levels import END, at


def verified(month: Month, grid: int) -> list[str]:
    return [a.ref for a in addresses(month.session, month.office, month.place, [grid]) if a.verified]


def test_later_visits_reviews_checks_and_boundaries_no_longer_move_a_closed_cycle(
    month: Month, grids: Callable[[int], int]
) -> None:
    month.visit("H0", "2026-10-02 09:00")
    close_cycle(month.session, month.office, "2026-10", END)
    before = at(month, 1)
    month.visit("H1", "2026-10-03 09:00")
    month.session.execute(text("DELETE FROM visit WHERE household_ref = 'H0'"))
    asked = Asked(month.place.cycle.register_edition_id, month.place.edition_id)
    answer(month.session, month.office, draw(month.session, month.office, asked, "s").id, {"H0": False}, "office")
    assert (at(month, 1), at(month, 1).verified, verified(month, grids(1))) == (before, 1, ["H0"])
    # Counted anew, as where an edition of the boundaries comes into force, it is the same.
    kept, anew = recounted(month)
    assert kept == anew
    reopen_cycle(month.session, month.office, "2026-10")
    assert verified(month, grids(1)) == ["H1"]
    assert month.session.execute(text("SELECT count(*) FROM coverage_kept")).scalar_one() == 0
    kept, anew = recounted(month)
    assert kept == anew


def test_nothing_is_stated_or_decided_in_a_closed_cycle(month: Month) -> None:
    first = month.person("one", "community", town.GRIDS[0][:12])
    other = month.person("other", "community", town.GRIDS[0][:12])
    made = state(month.session, first, month.place, Said("H1", "excluded", "double", "7"))
    close_cycle(month.session, month.office, "2026-10", END)
    with pytest.raises(Conflict, match="nothing moves it any more"):
        state(month.session, first, month.place, Said("H2", "excluded", "double", "7"))
    with pytest.raises(Conflict, match="nothing moves it any more"):
        decide(month.session, other, made.id, approve=True)


def test_who_closes_which_cycle_and_when(month: Month) -> None:
    with pytest.raises(Forbidden, match="Only the office closes"):
        close_cycle(month.session, month.person("one", "community", town.GRIDS[0][:12]), "2026-10", END)
    with pytest.raises(Invalid, match="runs until 2026-10-31"):
        close_cycle(month.session, month.office, "2026-10", datetime(2026, 10, 31, 23, 59, tzinfo=ZONE))
    with pytest.raises(Conflict, match="is not closed"):
        reopen_cycle(month.session, month.office, "2026-10")
    made = close_cycle(month.session, month.office, "2026-10", END)
    assert (made.closed_at, made.closed_by) == (END, month.office.person_id)
    with pytest.raises(Conflict, match="is closed"):
        close_cycle(month.session, month.office, "2026-10", END)


def test_the_next_cycle_takes_over_rules_and_the_newest_register(month: Month) -> None:
    following = next_of(month.session, month.place.cycle)
    assert following == Opening("2026-11", month.place.cycle.register_edition_id, 3, 90, 30.0)
