"""The max-T test of shares: worked by hand, its laws, and a hotspot among reports that differ from place to place."""

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.hotspot.neighbour import from_pairs
from geo.hotspot.scan import scan
from geo.hotspot.share import judge_shares, shares_of
from geo.hotspot.verdict import verdicts
from tests.geo.hotspot.lattice import queen


def test_two_islands_worked_by_hand() -> None:
    # 4 of 8 are of the type: share 1/2, 2 expected in each unit of 4. z = (3 - 2) / sqrt(2).
    tested = judge_shares([3, 1], [4, 4], from_pairs(2, []), permutations=19_999)
    assert (tested.rate, tested.observed.tolist(), tested.expected.tolist()) == (0.5, [3, 1], [2, 2])
    assert tested.z == pytest.approx([0.5**0.5, -(0.5**0.5)])
    # The variance is what it is by chance, so each count is binomial (4, 1/2). Where a and b are found, (a + b) / 2 are
    # expected in each, and the larger z is |a - b| / 2 / sqrt((a + b) / 2): at least 1 / sqrt(2) where
    # |a - b|² >= a + b > 0.
    ways = sum(comb(4, a) * comb(4, b) for a, b in product(range(5), repeat=2) if (a - b) ** 2 >= a + b > 0)
    assert tested.p[0] == pytest.approx(ways / 256, abs=0.015)
    assert tested.p[1] == 1


def test_what_is_drawn_has_the_share_and_the_spread_of_the_map() -> None:
    rng = np.random.default_rng(1)
    totals = np.full(4_000, 20.0)
    counts = rng.binomial(20, rng.beta(2.0, 8.0, 4_000)).astype(float)
    law = shares_of(counts, totals)
    # Beta (2, 8): a share of 0.2, and a correlation of 1 / (2 + 8 + 1).
    assert law.share == pytest.approx(0.2, abs=0.01)
    assert law.correlation == pytest.approx(1 / 11, abs=0.01)
    drawn = law.draw(rng, 50)
    assert drawn.mean() == pytest.approx(4.0, abs=0.1)
    assert drawn.var() == pytest.approx(counts.var(), rel=0.05)


def test_many_reports_on_one_side_make_no_hotspot_and_a_larger_share_does() -> None:
    rng = np.random.default_rng(2)
    every = rng.poisson(np.where(np.arange(400) % 20 < 10, 30.0, 10.0)).astype(float)
    even = rng.binomial(every.astype(int), 0.1)
    assert "confirmed" not in verdicts(judge_shares(even, every, queen(20)))
    centre = 10 * 20 + 10
    hot = np.append(queen(20).of(centre), centre)
    even[hot] = rng.binomial(every[hot].astype(int), 0.4)
    found = judge_shares(even, every, queen(20))
    assert verdicts(found)[centre] == "confirmed"
    circle = scan(even, every, np.column_stack(np.divmod(np.arange(400), 20)) * 90.0, chance="shares", radius_m=400)
    assert circle is not None
    assert circle.p <= 0.01
    assert set(circle.units.tolist()) & set(hot.tolist())


def test_one_type_alone_and_none_at_all_are_no_hotspots() -> None:
    for counts in ([5, 5, 5], [0, 0, 0]):
        tested = judge_shares(counts, [5, 5, 5], from_pairs(3, [(0, 1), (1, 2)]), permutations=99)
        assert (tested.p == 1).all()


def test_more_of_a_type_than_of_all_counts_as_all_of_them() -> None:
    tested = judge_shares([7, 1, 3], [4, 4, 0], from_pairs(3, []), permutations=99)
    assert tested.observed.tolist() == [4, 1, 0]


@given(st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_the_order_of_the_rows_changes_nothing_but_the_draw(seed: int) -> None:
    rng = np.random.default_rng(seed)
    every = rng.poisson(10, 49)
    counts, beside, order = rng.binomial(every, 0.2), queen(7), rng.permutation(49)
    where = np.argsort(order)
    pairs = np.column_stack([np.repeat(np.arange(49), np.diff(beside.start)), beside.beside])
    one = judge_shares(counts, every, beside, permutations=999)
    moved = judge_shares(counts[order], every[order], from_pairs(49, where[pairs]), permutations=999)
    assert moved.z == pytest.approx(one.z[order])
    assert moved.p == pytest.approx(one.p[order], abs=0.09)
    assert (one.p == judge_shares(counts, every, beside, permutations=999).p).all()
