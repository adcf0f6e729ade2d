"""What grids would have without the strictness of who came: by hand, by dense matrices, and where it can't be told."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import minimize

from services.assessment.ranking.linkage import Component, Unlinked
from services.assessment.ranking.strictness import Adjusted, adjust

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def scored(seed: int, items: int = 1) -> tuple[Ints, Ints, Ints, Floats]:
    """Nine grids, each by some of four inspectors, the second of whom is strict; not every item every time."""
    rng = np.random.default_rng(seed)
    grid, inspector, item = rng.integers(0, [9, 4, items], (60, 3)).T
    grid[:9], inspector[:9] = np.arange(9), np.arange(9) % 4
    score = rng.normal(80 + 2 * grid - 6 * (inspector == 1) + 3 * item, 2)
    return grid, inspector, item, score


def test_a_balanced_design_by_hand() -> None:
    # Three grids by both inspectors. The means of inspectors are 80 and 84, so their mean square is 3 · (2² + 2²) = 24;
    # the differences 4, 6, 2 leave (0 + 4 + 4) / 2 = 4 on 2 degrees, 2 each. Variance of inspectors (24 - 2) / 3; an
    # inspector keeps 3 · 22/3 / (3 · 22/3 + 2) = 22/24 of its distance of 2.
    found = adjust([0, 0, 1, 1, 2, 2], [0, 1] * 3, [80, 84, 70, 76, 90, 92], 3, 2)
    assert found.error_variance == pytest.approx(2)
    assert found.inspector_variance == pytest.approx(22 / 3, rel=1e-5)
    assert found.strictness == pytest.approx([-22 / 12, 22 / 12])
    # Everybody had both, so nothing changes, and each grid is known to √(2 / 2).
    assert found.raw.tolist() == [82, 73, 91]
    assert found.adjusted == pytest.approx(found.raw)
    assert found.adjusted_error == pytest.approx([1, 1, 1])
    assert found.raw_error == pytest.approx([1, 1, 1])


def test_inspectors_who_agree_are_not_adjusted_for() -> None:
    # The means of both are 82: less apart than the scatter of single scores alone would have them.
    found = adjust([0, 0, 1, 1, 2, 2], [0, 1] * 3, [80, 84, 76, 70, 90, 92], 3, 2)
    assert found.inspector_variance == 0
    assert found.strictness.tolist() == [0, 0]
    assert found.adjusted.tolist() == found.raw.tolist()


def indicators(of: Ints) -> Floats:
    return np.eye(int(of.max()) + 1)[of]


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize("seed", range(4))
def test_dense_matrices_say_the_same(seed: int, items: int) -> None:
    grid, inspector, item, score = scored(seed, items)
    found = adjust(grid, inspector, score, 9, 4, item)
    x, z = np.hstack([indicators(grid), indicators(item)]), indicators(inspector)
    contrasts = np.linalg.svd(x)[0][:, np.linalg.matrix_rank(x) :]
    left, design = contrasts.T @ score, contrasts.T @ z

    def misfit(logs: Floats) -> float:
        between, error = np.exp(logs)
        covariance = between * design @ design.T + error * np.eye(len(left))
        return float(np.linalg.slogdet(covariance)[1] + left @ np.linalg.solve(covariance, left))

    between, error = np.exp(minimize(misfit, [2, 1], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12}).x)
    assert (found.inspector_variance, found.error_variance) == pytest.approx((between, error), rel=1e-4)
    inverse = np.linalg.inv(found.inspector_variance * z @ z.T + found.error_variance * np.eye(len(score)))
    # Of each grid's effect and the mix of all items, what the generalised least squares make of the scores.
    wanted = np.hstack([np.eye(9), np.tile(np.bincount(item) / len(item), (9, 1))])
    of_scores = wanted @ np.linalg.pinv(x.T @ inverse @ x) @ x.T @ inverse
    assert found.adjusted == pytest.approx(of_scores @ score)
    beside = found.inspector_variance * z @ (np.eye(4) - 0.25) @ z.T + found.error_variance * np.eye(len(score))
    assert found.adjusted_error == pytest.approx(np.sqrt(np.diag(of_scores @ beside @ of_scores.T)))
    means = indicators(grid).T / np.bincount(grid)[:, None]
    assert found.raw_error == pytest.approx(np.sqrt(np.diag(means @ beside @ means.T)))


def unlinked(found: Adjusted) -> list[tuple[tuple[int, ...], tuple[int, ...], str | None]]:
    assert np.isnan(found.adjusted).all()
    assert np.isnan(found.strictness).all()
    return [(part.grids, part.inspectors, part.reason) for part in found.components]


def test_where_each_grid_has_its_own_inspector_nothing_is_adjusted() -> None:
    found = adjust([0, 0, 1, 1, 2, 2], [0, 0, 1, 1, 0, 0], [80, 81, 70, 71, 90, 91], 3, 2)
    assert unlinked(found) == [((0, 2), (0,), "one_inspector"), ((1,), (1,), "one_inspector")]
    assert found.raw.tolist() == [80.5, 70.5, 90.5]


def test_two_halves_that_nobody_saw_both_of_are_not_adjusted() -> None:
    found = adjust([0, 0, 1, 1, 2, 2, 3, 3], [0, 1, 0, 1, 2, 3, 2, 3], range(8), 4, 4)
    assert unlinked(found) == [((0, 1), (0, 1), "apart"), ((2, 3), (2, 3), "apart")]


def test_the_larger_part_is_adjusted_and_the_rest_is_named() -> None:
    grid, inspector, _, score = scored(1)
    alone = adjust(grid, inspector, score, 9, 4)
    found = adjust([*grid, 9, 9], [*inspector, 5, 5], [*score, 60, 61], 10, 7)
    assert found.components[1:] == (Component((9,), (5,), Unlinked.ONE_INSPECTOR),)
    assert found.components[0].reason is None
    assert found.adjusted[:9] == pytest.approx(alone.adjusted)
    assert np.isnan(found.adjusted[9])
    assert np.isnan(found.strictness[4:]).all()
    assert found.raw[9] == 60.5


def test_who_scored_what_must_differ() -> None:
    # Inspector 0 scores all items 0, inspector 1 all items 1: strict eyes and a hard item look alike.
    grid, inspector = np.repeat(np.arange(5), 4), np.tile([0, 0, 1, 1], 5)
    assert unlinked(adjust(grid, inspector, np.arange(20) % 7, 5, 2, inspector))[0][2] == "by_item"
    # Items 0 and 1 on grids of their own are never compared, whoever saw them.
    assert unlinked(adjust(grid, np.tile([0, 1], 10), np.arange(20) % 7, 5, 2, grid // 3))[0][2] == "by_item"


def test_a_chain_of_single_scores_leaves_nothing_to_tell_the_error_by() -> None:
    assert unlinked(adjust([0, 0, 1, 1], [0, 1, 1, 2], [1, 2, 4, 3], 2, 3))[0][2] == "few"


@settings(max_examples=25)
@given(st.integers(0, 999), st.randoms(use_true_random=False))
def test_order_and_names_change_nothing(seed: int, random: object) -> None:
    grid, inspector, item, score = scored(seed, 2)
    found = adjust(grid, inspector, score, 9, 4, item)
    rows = list(range(60))
    random.shuffle(rows)  # type: ignore[attr-defined]
    mixed = adjust(grid[rows], inspector[rows], score[rows], 9, 4, item[rows])
    assert mixed.adjusted.tolist() == found.adjusted.tolist()
    renamed = adjust(8 - grid, 3 - inspector, score, 9, 4, 1 - item)
    assert renamed.adjusted[::-1] == pytest.approx(found.adjusted, rel=1e-6)
    assert renamed.strictness[::-1] == pytest.approx(found.strictness, rel=1e-4, abs=1e-5)


@settings(max_examples=25)
@given(st.integers(0, 999))
def test_an_adjusted_score_is_known_no_worse_than_the_raw_one(seed: int) -> None:
    grid, inspector, _, score = scored(seed)
    found = adjust(grid, inspector, score, 9, 4)
    assert (found.adjusted_error <= found.raw_error * (1 + 1e-9)).all()
    # Points for all are points for all, and no inspector's strictness.
    more = adjust(grid, inspector, score + 7, 9, 4)
    assert more.adjusted == pytest.approx(found.adjusted + 7)
    assert found.strictness.sum() == pytest.approx(0, abs=1e-8)


@pytest.mark.parametrize(
    ("grid", "inspector", "score"),
    [([0, 1], [0], [1, 2]), ([0, 2], [0, 0], [1, 2]), ([0, 3], [0, 0], [1, 2]), ([0, 1, 2], [0, 2, 0], [1, 2, np.inf])],
)
def test_rows_that_are_none_are_refused(grid: list[int], inspector: list[int], score: list[float]) -> None:
    with pytest.raises(ValueError, match=r"a row|without score|numbered"):
        adjust(grid, inspector, score, 3, 2)
