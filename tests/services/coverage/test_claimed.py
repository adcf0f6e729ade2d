"""What is claimed of a zone stands beside what is proven of it."""

from datetime import datetime
from decimal import Decimal

from services.coverage.claimed import Claim, claimed
from services.geography.outlines import outlines
from tests import town
from tests.services.coverage.conftest import ZONE, Month
from tests.services.coverage.test_levels import END


def claim(month: Month, code: str | None, now: datetime = END) -> Claim | None:
    zone = next((one for one in outlines(month.session, month.place.edition_id) if one.code == code), None)
    counted_by = month.place.cycle.register_edition_id
    return claimed(month.session, month.office, counted_by, month.place.edition_id, zone, now)


def test_it_is_the_coverage_of_the_cycle_that_the_register_counts(month: Month) -> None:
    month.visit("H0", "2026-10-02 09:00")
    month.visit("H1", "2026-10-02 10:00")
    # Two of five in grid 1, of eight in its community, of eleven in all.
    assert claim(month, town.GRIDS[0]) == Claim("2026-10", Decimal("40.0"))
    assert claim(month, town.GRIDS[0][:12]) == Claim("2026-10", Decimal("25.0"))
    assert claim(month, None) == Claim("2026-10", Decimal("18.1"))


def test_nothing_is_claimed_where_nothing_is_expected_or_no_cycle_has_begun(month: Month) -> None:
    assert claim(month, town.GRIDS[3]) is None
    assert claim(month, town.GRIDS[0], datetime(2026, 9, 30, 23, 59, tzinfo=ZONE)) is None
