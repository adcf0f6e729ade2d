"""What hangs on weights and on one item: by hand, and what no name may change."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.assessment.ranking.bands import cut_by_quota
from services.assessment.ranking.sensitivity import Move, moves, weight_stability

D = Decimal
CENT = D("0.01")


def test_who_is_better_in_everything_stays_the_first() -> None:
    found = weight_stability([[90, 80], [70, 60], [95, 90]], [60, 40], seed=1, step=CENT)
    assert found.rank_stays.tolist() == [1, 1, 1]
    assert (found.ranges.best.tolist(), found.ranges.worst.tolist()) == ([2, 3, 1], [2, 3, 1])
    assert found.class_stays is None


def test_equal_weights_of_opposites_by_hand() -> None:
    # With weights a and b the first leads by 2 a - 1.9 b: where b < 1.0526 a. Of the square from 0.8 to 1.2 the corner
    # above that line is a triangle, a from 0.8 to 1.14 and b from 0.842: 0.34 · 0.358 / 2 = 0.0609 of 0.16, so in 38 %
    # of the draws the second leads.
    found = weight_stability([[81.0, 79.0], [79.0, 80.9]], [1, 1], seed=4, step=D("0.0001"), draws=20_000)
    assert found.rank_stays == pytest.approx([0.62, 0.62], abs=0.01)
    assert (found.ranges.best.tolist(), found.ranges.worst.tolist()) == ([1, 1], [2, 2])


def test_totals_are_ranked_as_rounded() -> None:
    # 80.004 and 80.001 are both 80.00 whatever the weights: tied, both first. 79.995 is 80.00 too, half up.
    found = weight_stability(np.repeat([[80.004], [80.001], [79.995], [79.994]], 2, axis=1), [1, 1], seed=1, step=CENT)
    assert found.ranges.best.tolist() == [1, 1, 1, 4]
    assert found.rank_stays.tolist() == [1, 1, 1, 1]


def test_the_weight_of_what_is_missing_leaves() -> None:
    # Without the second component 90 is 90; with it the other has 80.
    found = weight_stability(np.array([[90, np.nan], [90, 70]]), [1, 1], seed=1, step=CENT)
    assert found.ranges.best.tolist() == [1, 2]
    with pytest.raises(ValueError, match="without any score"):
        weight_stability(np.array([[np.nan], [1]]), [1], seed=1, step=CENT)
    with pytest.raises(ValueError, match="one weight above 0"):
        weight_stability([[1, 2]], [1, 0], seed=1, step=CENT)


def test_a_class_may_stay_where_a_rank_does_not() -> None:
    close = np.array([[81, 79], [79, 81], [50, 50], [40, 45]])
    found = weight_stability(close, [1, 1], seed=1, step=CENT, cut=cut_by_quota([D(50), D(50)], 4, "better"))
    assert found.class_stays is not None
    assert found.class_stays.tolist() == [1, 1, 1, 1]
    assert 0 < found.rank_stays[0] < 1


@given(st.lists(st.lists(st.integers(0, 100), min_size=3, max_size=3), min_size=1, max_size=8), st.integers(0, 9))
def test_a_seed_gives_the_same_and_the_order_of_units_changes_nothing(rows: list[list[int]], seed: int) -> None:
    there = weight_stability(rows, [5, 3, 2], seed=seed, step=CENT, draws=80)
    back = weight_stability(rows[::-1], [5, 3, 2], seed=seed, step=CENT, draws=80)
    assert back.rank_stays.tolist() == there.rank_stays.tolist()[::-1]
    assert back.ranges.worst.tolist() == there.ranges.worst.tolist()[::-1]
    # Weights that do not move decide nothing.
    fixed = weight_stability(rows, [5, 3, 2], seed=seed, step=CENT, draws=80, around=0)
    assert set(fixed.rank_stays.tolist()) == {1.0}


def points(*rows: tuple[str, ...]) -> list[list[Decimal]]:
    return [[D(value) for value in row] for row in rows]


def test_the_item_that_decides_a_move() -> None:
    # The first falls behind the second, by 3 points in item 1, for all that item 0 gives it.
    found = moves(points(("9", "8"), ("7", "8"), ("1", "1")), points(("10", "4"), ("7", "8"), ("1", "1")))
    assert found == [Move(1, 2, item=1, without=1), Move(2, 1, item=1, without=2), Move(3, 3)]


def test_an_item_that_only_the_new_rubric_has_may_decide() -> None:
    found = moves(points(("9", "0"), ("8", "0")), points(("9", "1"), ("8", "5")))
    assert found == [Move(1, 2, item=1, without=1), Move(2, 1, item=1, without=2)]


def test_where_two_items_do_it_together_none_decides() -> None:
    # Five points ahead; each item gives the other four: without either the first is still behind.
    found = moves(points(("10", "5", "0"), ("5", "5", "0")), points(("10", "5", "0"), ("13", "13", "0")))
    assert found == [Move(1, 2), Move(2, 1)]
    with pytest.raises(ValueError, match="same units"):
        moves(points(("1",)), points(("1", "2")))
    assert moves([], []) == []


@given(st.lists(st.tuples(*[st.integers(0, 9)] * 4), min_size=1, max_size=7))
def test_undoing_the_deciding_item_brings_a_unit_nearer(rows: list[tuple[int, int, int, int]]) -> None:
    before, after = points(*((str(a), str(b)) for a, b, *_ in rows)), points(*((str(a), str(b)) for *_, a, b in rows))
    for move in moves(before, after):
        if move.without is not None:
            assert abs(move.without - move.before) < abs(move.after - move.before)
        if move.before == move.after:
            assert move.item is None
