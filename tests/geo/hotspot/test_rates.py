"""Classes over time, smoothed rates, funnel limits, incidents: worked by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.hotspot.funnel import Z95, Z998, funnel
from geo.hotspot.incident import DAY_S, incidents, joined
from geo.hotspot.recurrence import recurrences, trend
from geo.hotspot.smoothing import smoothed_rates


@pytest.mark.parametrize(
    ("hot", "strength", "said"),
    [
        ("0000000001", None, "new"),
        ("0000000111", None, "consecutive"),
        ("0010000111", None, "sporadic"),
        ("0100010001", None, "sporadic"),
        ("1111111110", None, "historical"),
        ("1111111111", range(10), "intensifying"),
        ("1111111111", [3] * 10, "persistent"),
        ("0111111111", range(10, 0, -1), "diminishing"),
        ("1100000000", None, "never"),
        ("0000000000", None, "never"),
    ],
)
def test_how_a_hotspot_came_to_be(hot: str, strength: list[int] | None, said: str) -> None:
    steps = [int(c) for c in hot]
    assert recurrences([steps], [list(strength) if strength else steps]) == [said]


def test_nine_steps_are_too_few_to_say() -> None:
    assert recurrences(np.ones((3, 9)), np.ones((3, 9))) is None


def test_the_trend_of_mann_and_kendall_by_hand() -> None:
    # Ten rising values: S = 45, variance 10·9·25/18 = 125, z = 44/√125 = 3.9. Five up and five down again: S = 0.
    assert trend(range(10)) == 1
    assert trend(range(10, 0, -1)) == -1
    assert trend([1, 2, 3, 4, 5, 5, 4, 3, 2, 1]) == 0
    assert trend([7] * 10) == 0


def test_smoothed_rates_by_hand() -> None:
    # m = 12/40 = 0.3; rates 0.1, 0.5, s² = (20·0.04 + 20·0.04)/40 = 0.04; a = 0.04 - 0.3/20 = 0.025;
    # share = 0.025 / (0.025 + 0.015) = 0.625: 0.3 ± 0.625 · 0.2.
    assert smoothed_rates([2, 10], [20, 20]) == pytest.approx([0.175, 0.425])
    assert np.isnan(smoothed_rates([2, 0], [20, 0])[1])
    assert smoothed_rates([0, 0], [5, 9]).tolist() == [0, 0]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 500)), min_size=2, max_size=30))
def test_a_smoothed_rate_lies_between_its_own_and_the_maps(rows: list[tuple[int, int]]) -> None:
    counts, effort = np.array(rows).T
    raw, mean = counts / effort, counts.sum() / effort.sum()
    smooth = smoothed_rates(counts, effort)
    assert (smooth >= np.minimum(raw, mean) - 1e-12).all()
    assert (smooth <= np.maximum(raw, mean) + 1e-12).all()


def test_funnel_limits_by_hand() -> None:
    # 4 a unit everywhere: rate 4, no scatter, so Poisson's law alone. At exposure 1: (2 ± 1.959964 / 2)².
    found = funnel([4, 4, 8], [1, 1, 2])
    assert found is not None
    assert (found.rate, found.dispersion) == (4, 1)
    low, high = found.limits([1, 400], Z95)
    assert (low[0], high[0]) == pytest.approx((1.040401, 8.880329), abs=1e-4)
    # At exposure 400 the limits are 20 times as narrow on the root: (2 ± 0.049)².
    assert (low[1], high[1]) == pytest.approx((3.806405, 4.198397), abs=1e-4)
    assert found.limits([0.01], Z998)[0][0] == 0


def test_units_that_scatter_more_than_poisson_widen_the_funnel() -> None:
    rng = np.random.default_rng(2)
    found = funnel(rng.poisson(20 * rng.gamma(4, 0.25, 200)), np.full(200, 20.0))
    assert found is not None
    # Variance of the square root: (20 + 400 · 0.25 / 20 ...) about (1 + 20/4 · 1) times Poisson's, less by winsorising.
    assert 3 < found.dispersion < 7
    assert funnel([3], [0]) is None


def test_the_funnel_of_shares_by_hand() -> None:
    # 75 of 100 on time everywhere: arcsin √0.75 = π/3. At 100, z = 2: π/3 ± 2 / 20, so sin² of 0.9472 and 1.1472.
    found = funnel([75, 150], [100, 200], shares=True)
    assert found is not None
    assert (found.rate, found.dispersion) == (0.75, 1)
    low, high = found.limits([100, 1], 2)
    assert (low[0], high[0]) == pytest.approx((0.658990, 0.831043), abs=1e-5)
    # One of one says nothing: all shares are within its limits.
    assert (low[1], high[1]) == (pytest.approx(np.sin(np.pi / 3 - 1) ** 2), 1)
    assert found.z([100, 75, 0], [100, 100, 0])[:2] == pytest.approx([20 * (np.pi / 2 - np.pi / 3), 0])
    with pytest.raises(ValueError, match="no more than its whole"):
        funnel([3], [2], shares=True)


@pytest.mark.parametrize("share", [0.3, 0.8, 0.95])
def test_by_chance_one_unit_in_twenty_and_one_in_five_hundred_lie_beyond(share: float) -> None:
    rng = np.random.default_rng(4)
    whole = rng.integers(100, 400, 20_000)
    found = funnel(rng.binomial(whole, share), whole, shares=True)
    assert found is not None
    z = np.abs(found.z(rng.binomial(whole, share), whole))
    assert found.dispersion == 1
    assert (z > Z95).mean() == pytest.approx(0.05, abs=0.01)
    assert (z > Z998).mean() == pytest.approx(0.002, abs=0.003)


def test_reports_of_one_thing_are_one_incident() -> None:
    xy = [(0, 0), (20, 0), (40, 0), (0, 0), (0, 0), (500, 0)]
    day = [0, 3, 9, 8, 1, 0]
    kind = ["a", "a", "a", "a", "b", "a"]
    # 0 and 1 are near in both; 1 and 2 too; 3 is eight days after 0 but five after 1, 20 m away; 4 is of another kind.
    assert incidents(xy, np.array(day) * DAY_S, kind).tolist() == [0, 0, 0, 0, 1, 2]
    assert incidents(np.zeros((0, 2)), [], []).tolist() == []


@given(st.integers(0, 999))
def test_the_order_of_reports_changes_no_incident(seed: int) -> None:
    rng = np.random.default_rng(seed)
    xy, at, kind = rng.uniform(0, 200, (40, 2)), rng.uniform(0, 30 * DAY_S, 40), rng.integers(0, 2, 40)
    order = rng.permutation(40)
    one, other = incidents(xy, at, kind), incidents(xy[order], at[order], kind[order])
    assert ((one[order][:, None] == one[order]) == (other[:, None] == other)).all()


def test_groups_are_joined_over_others_and_numbered_by_their_first() -> None:
    assert joined(5, [(4, 1), (2, 4)]).tolist() == [0, 1, 1, 2, 1]
    assert joined(2, []).tolist() == [0, 1]
