"""What two lists say of the addresses on neither."""

from decimal import Decimal
from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.coverage.capture import estimate_total


def test_chapman_worked_by_hand() -> None:
    found = estimate_total(940, 200, 188)
    # 941 * 201 / 189 - 1 = 1000.746 - 1; variance 941 * 201 * 752 * 12 / (189² * 190) = 251.48
    assert found.total == pytest.approx(999.746, abs=1e-3)
    assert found.sd == pytest.approx(sqrt(251.48), abs=1e-2)
    # 940 + 200 - 188 are on a list.
    assert found.on_either == 952
    assert found.on_neither == pytest.approx(47.746, abs=1e-3)
    # 188 of 200 is 94 %, exactly 89.8 to 96.9 %: 940 / 0.969 to 940 / 0.898.
    assert (940 / found.high, 940 / found.low) == pytest.approx((0.898, 0.969), abs=5e-4)


def test_a_list_that_matches_wholly_proves_no_complete_register() -> None:
    found = estimate_total(940, 200, 200)
    assert (found.total, found.sd, found.low) == (940, 0, 940)
    # Two-sided: 0.025^(1/200) = 0.98172
    assert found.high == pytest.approx(940 / 0.981725, abs=1e-1)


def test_lists_without_a_common_address_set_no_upper_bound() -> None:
    found = estimate_total(3, 4, 0)
    assert found.total == 4 * 5 / 1 - 1
    assert (found.low, found.high) == (7, inf)
    assert estimate_total(0, 0, 0).total == 0


def test_the_interval_holds_where_the_lists_are_independent() -> None:
    rng = np.random.default_rng(4)
    held, totals = 0, []
    for _ in range(500):
        first, second = rng.random(400) < 0.8, rng.random(400) < 0.3
        found = estimate_total(int(first.sum()), int(second.sum()), int((first & second).sum()))
        held += found.low <= 400 <= found.high
        totals.append(found.total)
    assert held >= 0.95 * 500
    assert np.mean(totals) == pytest.approx(400, abs=1)


def test_lists_that_miss_the_same_addresses_estimate_too_few() -> None:
    rng = np.random.default_rng(5)
    totals = []
    for _ in range(200):
        hidden = rng.random(400) < 0.2
        first, second = (rng.random(400) < np.where(hidden, 0.1, 0.9) for _ in range(2))
        totals.append(estimate_total(int(first.sum()), int(second.sum()), int((first & second).sum())).total)
    assert np.mean(totals) < 390


@given(st.integers(0, 500), st.integers(0, 500), st.data())
def test_the_interval_holds_what_was_seen_and_the_lists_can_change_places(
    first: int, second: int, data: st.DataObject
) -> None:
    both = data.draw(st.integers(0, min(first, second)))
    found = estimate_total(first, second, both)
    assert found.on_either <= found.low <= found.high
    assert found.on_neither >= 0
    assert found.total == pytest.approx(estimate_total(second, first, both).total)


def test_numbers_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="on both lists"):
        estimate_total(3, 4, 5)
    with pytest.raises(ValueError, match="confidence"):
        estimate_total(3, 4, 2, Decimal(0))
