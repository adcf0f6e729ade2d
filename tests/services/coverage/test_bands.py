"""The bands of days since the last verified visit are the office's to set."""

from datetime import date

import pytest

from services.coverage.bands import ENDS, OWN, Bands, bands, history, set_bands
from services.errors import Forbidden, Invalid
from tests import town
from tests.services.coverage.conftest import Month
from tests.services.coverage.test_levels import at, read


def test_until_the_office_sets_others_the_stated_ones_hold(month: Month) -> None:
    assert bands(month.session) == Bands(ENDS, OWN)
    assert history(month.session) == []


def test_figures_follow_the_bands_that_hold_and_nothing_is_overwritten(month: Month) -> None:
    month.visit("H0", "2026-10-30 09:00")
    month.visit("H1", "2026-10-20 09:00")
    month.visit("H2", "2026-09-01 09:00")
    # As of 31 October: 1, 11 and 60 days; two of five never.
    assert at(month, 1).ages == (2, 1, 0, 0)
    set_bands(month.session, month.office, (7, 30), "article 4 of the measures")
    assert at(month, 1).ages == (1, 1, 1)
    assert (at(month, 1).never, read(month).bands.ends) == (2, (7, 30))
    set_bands(month.session, month.office, (11,), "article 5")
    assert at(month, 1).ages == (2, 1)
    assert [(one.ends, one.source, one.setter) for one in history(month.session)] == [
        ((11,), "article 5", "Office"), ((7, 30), "article 4 of the measures", "Office")]  # fmt: skip


def test_the_middle_is_where_half_of_the_addresses_were_reached(month: Month) -> None:
    assert at(month, 1).middle_age is None
    for ref, when in (("H0", "2026-10-30 09:00"), ("H1", "2026-10-30 10:00"), ("H2", "2026-08-20 09:00")):
        month.visit(ref, when)
    # Two of five within 30 days are not half of them; the third, after 72, makes it.
    assert at(month, 1).middle_age == 1
    # No address is expected in grid 4: there is no middle of nothing.
    assert at(month, 4).middle_age is None


def test_a_day_falls_into_the_band_that_ends_with_it() -> None:
    held, today = Bands((30, 90)), date(2026, 10, 31)
    assert [held.of(day, today) for day in (date(2026, 10, 1), date(2026, 9, 30), date(2026, 7, 1), None)] == [
        0, 1, 2, None]  # fmt: skip


@pytest.mark.parametrize("ends", [(), (0, 30), (30, 30), (90, 30), (1, 2, 3, 4, 5), (30, 4000)])
def test_ends_that_make_no_bands_are_refused(month: Month, ends: tuple[int, ...]) -> None:
    with pytest.raises(Invalid, match="each above the one before"):
        set_bands(month.session, month.office, ends, "somewhere")


def test_bands_need_a_source_and_the_office(month: Month) -> None:
    with pytest.raises(Invalid, match="where the bands come from"):
        set_bands(month.session, month.office, (30,), "  ")
    with pytest.raises(Forbidden):
        set_bands(month.session, month.person("grid1", "grid_leader", town.GRIDS[0]), (30,), "somewhere")
