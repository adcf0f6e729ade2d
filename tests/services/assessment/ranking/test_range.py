"""The ranks that the data support: by hand, by SciPy's tests one after the other, and by simulated truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from services.assessment.ranking.range import Ranges, Spread, rank_ranges
from services.assessment.ranking.sample import sample_of
from tests.services.assessment.ranking.inspected import few_units, sampled, town


def told(found: Ranges) -> list[tuple[int, int]]:
    return list(zip(found.best.tolist(), found.worst.tolist(), strict=True))


def test_a_sample_by_hand() -> None:
    # 90 and 94: mean 92, squares 4 + 4; residuals ±2 · √2. One inspection: no residual.
    found = sample_of([1, 0, 1], [90, 70.5, 94], 2)
    assert found.count.tolist() == [1, 2]
    assert found.mean.tolist() == [70.5, 92]
    assert found.squares.tolist() == [0, 8]
    assert found.residuals == pytest.approx([-(8**0.5), 8**0.5])
    assert (found.freedom, found.variance) == (1, 8)


def test_three_units_by_hand() -> None:
    # Each unit's squares are 2, so the variance is 6 / 3 = 2 and that of a difference 2 · (1/2 + 1/2) = 2.
    # 10 / √2 = 7.1 and 9 / √2 = 6.4, 3 degrees: p = 0.0029 and 0.0039 one-sided, below 0.05 / 4; 1 / √2: p = 0.27.
    three = sampled([[90, 92], [80, 82], [81, 83]])
    assert told(rank_ranges(three)) == [(1, 1), (2, 3), (2, 3)]
    # Of all six directions at once: below 0.05 / 6 = 0.0083 too. With 99 % only 0.01 / 4 = 0.0025 would do.
    assert told(rank_ranges(three, together=True)) == [(1, 1), (2, 3), (2, 3)]
    assert told(rank_ranges(three, 0.99)) == [(1, 3), (1, 3), (1, 3)]


def test_where_inspections_agree_to_the_point_the_means_decide() -> None:
    ranges = [(1, 1), (2, 3), (2, 3), (4, 4)]
    same = sampled([[90, 90], [85.3, 85.3, 85.3], [85.3, 85.3], [70]])
    assert told(rank_ranges(same)) == ranges
    assert told(rank_ranges(sampled([[90, 90], [85.3] * 3, [85.3] * 2, [70] * 2]), spread="own")) == ranges


def test_what_can_not_be_told_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing tells"):
        rank_ranges(sampled([[1], [2]]))
    with pytest.raises(ValueError, match="scatter of its own"):
        rank_ranges(sampled([[1], [2, 3]]), spread="own")
    with pytest.raises(ValueError, match="level"):
        rank_ranges(sampled([[1, 2]]), 95)
    with pytest.raises(ValueError, match="without inspection"):
        sample_of([0, 2], [1, 2], 3)
    with pytest.raises(ValueError, match="finite"):
        sample_of([0], [np.nan], 1)
    with pytest.raises(ValueError, match="numbered"):
        sample_of([3], [1], 3)


Pair = tuple[int, int]


def chance_that_better(scores: list[list[float]], spread: Spread, pair: Pair) -> float:
    """SciPy's one-sided p against "the second unit of the pair is no better than the first"."""
    one, other = scores[pair[0]], scores[pair[1]]
    if spread == "own":
        return float(stats.ttest_ind(other, one, equal_var=False, alternative="greater").pvalue)
    all_of_them = sampled(scores)
    error = (all_of_them.variance * (1 / len(one) + 1 / len(other))) ** 0.5
    return float(stats.t.sf((np.mean(other) - np.mean(one)) / error, all_of_them.freedom))


def by_holm(p: dict[Pair, float], error: float) -> set[Pair]:
    """His steps, one after the other."""
    proven: set[Pair] = set()
    for step, pair in enumerate(sorted(p, key=p.__getitem__)):
        if p[pair] > error / (len(p) - step):
            break
        proven.add(pair)
    return proven


def by_pairs(scores: list[list[float]], level: float, spread: Spread, *, together: bool) -> list[tuple[int, int]]:
    """Ranges from every pair tested alone."""
    units = range(len(scores))
    p = {(a, b): chance_that_better(scores, spread, (a, b)) for a in units for b in units if a != b}
    ranges = []
    for unit in units:
        proven = by_holm(p if together else {pair: p[pair] for pair in p if unit in pair}, 1 - level)
        better = sum(pair[0] == unit for pair in proven)
        ranges.append((1 + better, len(scores) - sum(pair[1] == unit for pair in proven)))
    return ranges


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("spread", ["pooled", "own"])
@pytest.mark.parametrize("seed", range(5))
def test_scipys_tests_one_by_one_say_the_same(seed: int, spread: Spread, together: bool) -> None:
    rng = np.random.default_rng(seed)
    scores = [np.round(rng.normal(70 + 3 * n, 4, rng.integers(2, 9)), 1).tolist() for n in range(9)]
    found = rank_ranges(sampled(scores), 0.9, spread, together=together)
    assert told(found) == by_pairs(scores, 0.9, spread, together=together)
    assert (found.worst - found.best).mean() < 8


@given(few_units, st.randoms(use_true_random=False))
def test_order_and_names_change_nothing(units: list[list[float]], random: object) -> None:
    rows = [(n, score) for n, scores in enumerate(units) for score in scores]
    random.shuffle(rows)  # type: ignore[attr-defined]
    mixed = sample_of([n for n, _ in rows], [score for _, score in rows], len(units))
    assert told(rank_ranges(mixed)) == told(rank_ranges(sampled(units)))
    assert told(rank_ranges(sampled(units[::-1]))) == told(rank_ranges(sampled(units)))[::-1]


@given(few_units)
def test_turned_upside_down_the_first_are_the_last(units: list[list[float]]) -> None:
    count = len(units)
    there = told(rank_ranges(sampled(units)))
    back = told(rank_ranges(sampled([[200 - score for score in scores] for scores in units])))
    assert back == [(count + 1 - worst, count + 1 - best) for best, worst in there]


@given(few_units, st.sampled_from([0.5, 0.9, 0.99]))
def test_a_range_holds_the_rank_of_the_mean_and_grows_with_the_level(units: list[list[float]], level: float) -> None:
    sample = sampled(units)
    found, all_at_once = rank_ranges(sample, level), rank_ranges(sample, level, together=True)
    ahead = (sample.mean > sample.mean[:, None]).sum(axis=1)
    assert (found.best <= ahead + 1).all()
    assert (found.worst >= ahead + 1).all()
    # What is to hold for all at once is never narrower, nor what is to hold more often.
    surer = rank_ranges(sample, 0.995)
    for wider in (all_at_once, surer):
        assert (wider.best <= found.best).all()
        assert (wider.worst >= found.worst).all()


def holds(found: Ranges, ranks: np.ndarray) -> np.ndarray:
    return (found.best <= ranks) & (ranks <= found.worst)


@pytest.mark.parametrize(("units", "inspections", "spread"), [(20, 3, "pooled"), (40, 12, "pooled"), (20, 12, "own")])
def test_ranges_of_95_percent_hold_for_each_unit_in_500_towns(units: int, inspections: int, spread: Spread) -> None:
    rng = np.random.default_rng(units + inspections)
    held, first_and_last, all_held = [], [], []
    for _ in range(500):
        drawn = town(rng, units, inspections, deviation=8)
        kept = holds(rank_ranges(drawn.sample, spread=spread), drawn.ranks)
        held.append(kept.mean())
        first_and_last.append(kept[(drawn.ranks == 1) | (drawn.ranks == units)].mean())
        all_held.append(holds(rank_ranges(drawn.sample, spread=spread, together=True), drawn.ranks).all())
    assert np.mean(held) >= 0.95
    assert np.mean(first_and_last) >= 0.93
    assert np.mean(all_held) >= 0.93
