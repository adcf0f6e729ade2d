"""The permutation max-T test: worked by hand, its laws, and every map against one that is dealt the slow way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo.hotspot.neighbour import Neighbours, from_pairs
from geo.hotspot.permutation import judge_map, rounds
from geo.hotspot.turning import Turning
from geo.hotspot.verdict import verdicts
from tests.geo.hotspot.lattice import queen

Ints = NDArray[np.int64]


def town(seed: int, side: int = 12, mean: float = 2.0) -> tuple[Ints, NDArray[np.float64], Neighbours]:
    """A map without any hotspot, its effort uneven."""
    rng = np.random.default_rng(seed)
    effort = rng.gamma(3.0, 1.0, side * side)
    return rng.poisson(mean / 3 * effort), effort, queen(side)


def test_three_units_in_a_row_worked_by_hand() -> None:
    # 8 found over 4 of effort: rate 2. Unit 0 with its one neighbour: 6 + 1 found, 2 × (1 + 1) = 4 expected,
    # z = 3 / 2. Unit 1 with both: 8 and 8, z = 0. Unit 2: 1 + 1 = 2 and 2 × (1 + 2) = 6, z = -4 / √6.
    tested = judge_map([6, 1, 1], [1, 1, 2], from_pairs(3, [(0, 1), (1, 2)]), permutations=5_999)
    assert tested.observed.tolist() == [7, 8, 2]
    assert tested.expected.tolist() == [4, 8, 6]
    assert tested.z == pytest.approx([1.5, 0, -4 / 6**0.5])
    # Of the six deals of (6,1), (1,1), (1,2), the maximum is 3/2 wherever the 6 stands at an end beside (1,1) in the
    # middle; beside (1,2) it is 1/√6. In the middle it has one neighbour at each end: 3/2 with (1,1). So 4 of 6.
    assert tested.p[0] == pytest.approx(4 / 6, abs=0.03)
    assert tested.p[1:].tolist() == [1, 1]


def test_a_planted_hotspot_is_confirmed_and_nothing_far_from_it() -> None:
    counts, effort, beside = town(1, side=20)
    centre = 10 * 20 + 10
    hot = np.append(beside.of(centre), centre)
    counts[hot] = np.random.default_rng(5).poisson(4 * 2 / 3 * effort[hot])
    found = np.flatnonzero(np.array(verdicts(judge_map(counts, effort, beside, seed=1))) == "confirmed")
    near = set(np.flatnonzero(beside.around(np.isin(np.arange(400), hot)) > 0).tolist())
    assert centre in found
    assert set(found.tolist()) <= near


def test_thrice_the_visits_on_one_side_make_no_hotspot() -> None:
    effort = np.where(np.arange(400) % 20 < 10, 3.0, 1.0)
    counts = np.random.default_rng(3).poisson(effort)
    by_effort = judge_map(counts, effort, queen(20), seed=1)
    by_count = judge_map(counts, np.ones(400), queen(20), seed=1)
    assert "confirmed" not in verdicts(by_effort)
    # The same map without its effort shows where people looked.
    assert "confirmed" in verdicts(by_count)


def test_an_empty_map_has_no_hotspot_and_all_of_it_lacks_expectation() -> None:
    tested = judge_map(np.zeros(9), np.ones(9), queen(3))
    assert set(verdicts(tested)) == {"not_enough"}
    assert (tested.p == 1).all()


def test_where_nobody_looked_is_not_enough_looked_whatever_lies_beside_it() -> None:
    counts, effort, beside = town(2)
    effort[40] = 0.0
    tested = judge_map(counts, effort, beside)
    assert verdicts(tested)[40] == "not_enough"
    assert tested.p[40] == 1


def test_what_was_found_without_effort_takes_no_part() -> None:
    # 4 found over 2 of effort: rate 2. The 90 of the unit that nobody is known to have visited weigh nothing.
    tested = judge_map([3, 1, 90], [1, 1, 0], from_pairs(3, [(0, 1), (1, 2)]), permutations=99)
    assert tested.rate == 2
    assert tested.observed.tolist() == [4, 4, 1]
    assert tested.p.tolist() == [1, 1, 1]


def test_islands_are_judged_by_themselves() -> None:
    # 16 found over 4 of effort: rate 4. The island: 13 and 4 expected, z = 9 / 2.
    tested = judge_map([1, 1, 1, 13], [1, 1, 1, 1], from_pairs(4, [(0, 1), (1, 2)]), permutations=99)
    assert (tested.observed[3], tested.expected[3], tested.z[3]) == (13, 4, 4.5)


@given(st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_the_order_of_the_rows_changes_nothing_but_the_draw(seed: int) -> None:
    counts, effort, beside = town(seed)
    order = np.random.default_rng(seed).permutation(len(counts))
    where = np.argsort(order)
    pairs = np.column_stack([np.repeat(np.arange(beside.size), np.diff(beside.start)), beside.beside])
    moved = judge_map(counts[order], effort[order], from_pairs(len(counts), where[pairs]), permutations=999)
    tested = judge_map(counts, effort, beside, permutations=999)
    assert moved.z == pytest.approx(tested.z[order])
    # Another order is another draw of the same maps: p differs as 999 draws do.
    assert moved.p == pytest.approx(tested.p[order], abs=0.09)


@given(st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_effort_in_other_units_changes_nothing(seed: int) -> None:
    counts, effort, beside = town(seed)
    one = judge_map(counts, effort, beside, permutations=499, seed=seed)
    other = judge_map(counts, effort * 60, beside, permutations=499, seed=seed)
    assert other.z == pytest.approx(one.z)
    assert other.p == pytest.approx(one.p, abs=1 / 500)


def test_doubling_all_matters_and_all_visits_keeps_the_rate() -> None:
    counts, effort, beside = town(4)
    one, both = judge_map(counts, effort, beside), judge_map(2 * counts, 2 * effort, beside)
    assert both.rate == pytest.approx(one.rate)
    assert both.z == pytest.approx(one.z * 2**0.5)


def test_the_same_seed_gives_the_same_answer() -> None:
    counts, effort, beside = town(6)
    assert (judge_map(counts, effort, beside, seed=3).p == judge_map(counts, effort, beside, seed=3).p).all()


@pytest.mark.parametrize("units", [1, 2, 7, 60, 400, 2025, 10_000, 12_345])
def test_the_maps_are_exactly_as_many_as_asked_for(units: int) -> None:
    shuffles, turns = rounds(10_000, units)
    assert shuffles * turns == 10_000
    assert turns <= units


@given(st.integers(0, 10_000), st.sampled_from([0.05, 0.3, 2.0, 30.0]), st.booleans())
@settings(max_examples=40, deadline=None)
def test_every_maximum_is_that_of_its_map_dealt_the_slow_way(seed: int, mean: float, gaps: bool) -> None:
    rng = np.random.default_rng(seed)
    counts, effort, beside = town(seed, side=7, mean=mean)
    if gaps:
        effort[rng.random(49) < 0.3] = 0.0
    expected = effort * counts.sum() / effort.sum()
    rings = np.stack([counts - expected, expected])[:, None, :].astype(np.float32)
    place = rng.permutation(49)
    turning = Turning(rings, 49, place, beside)
    assert turning.maxima() == pytest.approx(turning.one_by_one(np.arange(49)), rel=1e-4, abs=1e-4)
    # One map by hand: turned by 5, unit i holds the pair that stands 5 further on.
    held = (place + 5) % 49
    total, due = beside.around((counts - expected)[held]), beside.around(expected[held])
    judged = (expected[held] > 0) & (due >= 1)
    largest = max([0.0, *(total[judged] / np.sqrt(due[judged]))])
    assert turning.one_by_one(np.array([5]))[0] == pytest.approx(largest, rel=1e-4, abs=1e-4)


def test_numbers_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="2 units"):
        judge_map([1], [1], from_pairs(2, []))
    with pytest.raises(ValueError, match="not negative"):
        judge_map([1, -1], [1, 1], from_pairs(2, []))
