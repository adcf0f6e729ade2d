"""The circular scan."""

import numpy as np
import pytest

from geo.hotspot.scan import log_likelihood_ratio, scan


def line(counts: list[int]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Units 100 m apart along a street."""
    return np.column_stack([100.0 * np.arange(len(counts)), np.zeros(len(counts))])


def test_the_ratio_worked_by_hand() -> None:
    # 10 of 100 where 5 were expected: 10 ln 2 + 90 ln (90 / 95) = 6.931472 - 4.866052
    assert float(log_likelihood_ratio(10, 5, 100)) == pytest.approx(2.065420, abs=1e-5)
    # Fewer than expected is no cluster; all of them in one place is 100 ln 20.
    assert log_likelihood_ratio([4, 100], [5, 5], 100) == pytest.approx([0, 299.573227], abs=1e-5)


def test_the_circle_is_the_planted_one() -> None:
    counts = [2] * 40
    counts[20:23] = [14, 15, 13]
    found = scan(counts, np.ones(40), line(counts), seed=1)
    assert found is not None
    assert sorted(found.units.tolist()) == [20, 21, 22]
    assert (found.observed, found.radius_m, found.p) == (42, 100, 0.001)
    # 116 found over 40 units: 3 of them expect 8.7.
    assert found.expected == pytest.approx(8.7)


def test_a_circle_never_holds_more_than_its_share_of_the_effort() -> None:
    counts = [9] * 20 + [1] * 20
    found = scan(counts, np.ones(40), line(counts), share=0.1)
    assert found is not None
    assert len(found.units) <= 4


def test_nothing_found_is_no_circle() -> None:
    assert scan([0] * 9, np.ones(9), line([0] * 9)) is None
    assert scan([0] * 9, np.ones(9), line([0] * 9), chance="pairs") is None


def test_the_maps_own_chance_is_not_fooled_by_over_dispersion() -> None:
    rng = np.random.default_rng(8)
    alarms = {"poisson": 0, "pairs": 0}
    for run in range(20):
        counts = rng.negative_binomial(0.3, 0.3 / 2.3, 60)
        for chance in ("poisson", "pairs"):
            found = scan(counts, np.ones(60), line([0] * 60), chance=chance, simulations=199, seed=run)
            alarms[chance] += found is not None and found.p <= 0.05
    # Nominal: one in twenty.
    assert alarms["pairs"] <= 4
    assert alarms["poisson"] >= 15
