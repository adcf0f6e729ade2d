"""Rates of small denominators: by hand, by integration with SciPy's laws, and by simulated truth."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from services.assessment.ranking.shrinkage import Shrunk, shrunk_rates, shrunk_shares

counted = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=12).map(
    lambda rows: np.array([(k, k + more) for k, more in rows]).T
)


def test_where_nothing_was_found_each_unit_stands_alone() -> None:
    # 0 of 10: 1 - 0.025 ^ (1 / 10) = 0.3085; 0 in 10 days: -ln 0.025 / 10 = 0.3689. Of nothing, nothing is known.
    shares, rates = shrunk_shares([0, 0, 0], [10, 1, 0]), shrunk_rates([0, 0, 0], [10, 1, 0])
    assert shares.value[:2].tolist() == rates.value[:2].tolist() == [0, 0]
    assert shares.high[:2] == pytest.approx([0.3085, 0.975], abs=1e-4)
    assert rates.high[:2] == pytest.approx([0.3689, 3.6889], abs=1e-4)
    assert (shares.low[:2].tolist(), shares.mean, shares.strength) == ([0, 0], 0, None)
    assert all(np.isnan(figures[2]) for figures in (shares.value, shares.low, shares.high, shares.kept, rates.value))
    every = shrunk_shares([10, 1], [10, 1])
    assert every.value.tolist() == every.high.tolist() == [1, 1]
    assert every.low == pytest.approx([0.6915, 0.025], abs=1e-4)


def integrated(
    k: NDArray[np.int64], n: NDArray[np.int64], likely: Callable[..., NDArray[np.float64]], highest: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Strengths from 0.01 to 100,000 and means in fine steps, with their weights by SciPy's law."""
    strength, mean = np.meshgrid(np.exp(np.linspace(np.log(0.01), np.log(1e5), 400)), np.arange(0.005, highest, 0.005))
    strength, mean = strength.reshape(-1, 1), mean.reshape(-1, 1)
    log = likely(k, n, mean, strength).sum(axis=1)
    # Even over 1 / strength, so by 1 / strength over its logarithm.
    weight = np.exp(log - log.max()) / strength[:, 0]
    return strength, mean, weight / weight.sum()


def test_integration_over_scipys_beta_binomial_says_the_same() -> None:
    k, n = np.array([3, 9, 20, 4, 41, 12]), np.array([4, 12, 35, 10, 50, 20])

    def likely(*at: NDArray[np.float64]) -> NDArray[np.float64]:
        part, whole, mean, strength = at
        spread = 1 / (mean * (1 - mean))  # even over log odds
        return stats.betabinom.logpmf(part, whole, mean * strength, (1 - mean) * strength) + np.log(spread) / len(k)

    strength, mean, weight = integrated(k, n, likely, 1)
    found = shrunk_shares(k, n)
    a, b = mean * strength + k, (1 - mean) * strength + n - k
    assert found.value == pytest.approx(weight @ (a / (a + b)), abs=0.005)
    # A range of 95 % holds about as much of the mixture itself.
    assert weight @ (stats.beta.cdf(found.high, a, b) - stats.beta.cdf(found.low, a, b)) == pytest.approx(
        0.95, abs=0.015
    )


def test_integration_over_scipys_negative_binomial_says_the_same() -> None:
    k, n = np.array([3, 9, 20, 4, 41, 12]), np.array([14, 22, 35, 40, 90, 20])

    def likely(*at: NDArray[np.float64]) -> NDArray[np.float64]:
        count, exposure, mean, strength = at
        return stats.nbinom.logpmf(count, mean * strength, strength / (strength + exposure)) - np.log(mean) / len(k)

    strength, mean, weight = integrated(k, n, likely, 2.5)
    found = shrunk_rates(k, n)
    a, scale = mean * strength + k, 1 / (strength + n)
    assert found.value == pytest.approx(weight @ (a * scale), abs=0.005)
    held = stats.gamma.cdf(found.high, a, scale=scale) - stats.gamma.cdf(found.low, a, scale=scale)
    assert weight @ held == pytest.approx(0.95, abs=0.015)


@given(counted)
def test_what_is_missed_is_the_rest_of_what_is_hit(rows: NDArray[np.int64]) -> None:
    k, n = rows
    if n.any():
        hit, missed = shrunk_shares(k, n), shrunk_shares(n - k, n)
        assert missed.value == pytest.approx(1 - hit.value, nan_ok=True)
        assert missed.low == pytest.approx(1 - hit.high, nan_ok=True, abs=1e-6)


@given(counted, st.integers(2, 9))
def test_a_rate_by_week_is_seven_times_that_by_day(rows: NDArray[np.int64], days: int) -> None:
    k, n = rows
    if k.any():
        once, again = shrunk_rates(k, n), shrunk_rates(k, n * days)
        assert again.value * days == pytest.approx(once.value, nan_ok=True)
        assert again.high * days == pytest.approx(once.high, nan_ok=True)


@given(counted)
def test_a_range_holds_its_figure_and_nobody_leaves_the_range_of_all(rows: NDArray[np.int64]) -> None:
    k, n = rows
    for shrunk in (shrunk_shares, shrunk_rates):
        if n.any():
            found = shrunk(k, n)
            has = n > 0
            assert (found.low[has] <= found.value[has] + 1e-9).all()
            assert (found.value[has] <= found.high[has] + 1e-9).all()
            # Of two with the same denominator, the one with more keeps more.
            for size in np.unique(n[has]):
                alike = n == size
                assert (np.diff(found.value[alike][np.argsort(k[alike])]) >= -1e-9).all()


def test_the_ten_worst_are_no_longer_the_ten_smallest() -> None:
    # All 150 have the same true rate: of the ten with the highest raw rates nearly all have five households.
    rng = np.random.default_rng(7)
    n = np.repeat([5, 50, 500], 50)
    raw, drawn = 0, 0
    for _ in range(20):
        k = rng.poisson(0.2 * n)
        raw += int((n[np.argsort(-k / n)[:10]] == 5).sum())
        drawn += int((n[np.argsort(-shrunk_rates(k, n).value)[:10]] == 5).sum())
    assert raw > 180
    assert drawn < 60


@pytest.mark.parametrize(
    ("part", "whole", "level"),
    [
        ([3], [2], 0.95),
        ([-1], [2], 0.95),
        ([1, 1], [2], 0.95),
        ([0], [0], 0.95),
        ([1, 1], [0, 2], 0.95),
        ([1], [2], 95),
    ],
)
def test_what_is_no_share_is_refused(part: list[int], whole: list[int], level: float) -> None:
    with pytest.raises(ValueError, match=r"whole|negative|denominator|level"):
        shrunk_shares(part, whole, level)


def hold(found: Shrunk, true: NDArray[np.float64]) -> float:
    return float(((found.low <= true) & (true <= found.high)).mean())


@pytest.mark.parametrize("units", [10, 40])
@pytest.mark.parametrize("alike", [4, 20, 100])
def test_ranges_of_95_percent_hold_in_500_towns(units: int, alike: int) -> None:
    rng = np.random.default_rng(units + alike)
    shares, rates = [], []
    for _ in range(500):
        whole = rng.integers(3, 60, units)
        true = rng.beta(0.8 * alike, 0.2 * alike, units)
        shares.append(hold(shrunk_shares(rng.binomial(whole, true), whole), true))
        true = rng.gamma(0.2 * alike, 1 / alike, units)
        rates.append(hold(shrunk_rates(rng.poisson(true * whole), whole), true))
    assert np.mean(shares) >= 0.93
    assert np.mean(rates) >= 0.93
