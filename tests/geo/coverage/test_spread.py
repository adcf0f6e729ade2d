"""The draw: again by anybody, fair, and spread over the map."""

from hashlib import sha256
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.coverage.lot import Lot
from geo.coverage.spread import spread_sample

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def square(side: int, step_m: float = 10.0) -> tuple[list[str], Floats]:
    """Doors in rows and columns, with keys in the order of the rows."""
    xy = np.array(list(product(range(side), range(side))), float) * step_m
    return [f"{row:04d}" for row in range(side * side)], xy


def test_the_lot_is_the_digest_of_seed_and_number() -> None:
    lot = Lot("2026-Q4")
    by_hand = [int(sha256(f"2026-Q4:{turn}".encode()).hexdigest(), 16) % 7 for turn in (1, 2, 3)]
    assert [lot.below(7) for _ in range(3)] == by_hand
    with pytest.raises(ValueError, match="seed"):
        Lot("")
    with pytest.raises(ValueError, match="drawn from"):
        lot.below(0)


def test_the_lot_is_fair() -> None:
    lot = Lot("fair")
    counts = np.bincount([lot.below(6) for _ in range(6_000)], minlength=6)
    # Six standard deviations of 1,000 each: sqrt(6000 / 6 * 5 / 6) = 28.9
    assert np.abs(counts - 1_000).max() < 174


def test_of_two_doors_the_lot_takes_one_as_worked_by_hand() -> None:
    # n = 1 of 2: chances of 1/2 each, in halves (1, 1). The first number says who begins, the second who takes both:
    # 0 the beginner, 1 the other.
    keys, xy = ["a", "b"], [[0.0, 0.0], [5.0, 0.0]]
    for seed in ("x", "y", "z", "7"):
        lot = Lot(seed)
        begins, gives = lot.below(2), lot.below(2)
        assert spread_sample(keys, xy, 1, seed) == [keys[begins ^ gives]]


def test_neighbours_by_pairs_are_never_both_drawn() -> None:
    # Four pairs of doors, 1 m apart in a pair, 100 m between pairs: half of them is one of each.
    xy = [[100.0 * pair + side, 0.0] for pair in range(4) for side in (0, 1)]
    keys = [f"{pair}{side}" for pair in range(4) for side in "ab"]
    for seed in range(50):
        assert [key[0] for key in spread_sample(keys, xy, 4, str(seed))] == ["0", "1", "2", "3"]


@settings(max_examples=30)
@given(st.permutations(range(30)), st.integers(0, 30), st.text(min_size=1, max_size=5))
def test_the_order_of_the_input_does_not_matter(order: list[int], size: int, seed: str) -> None:
    # Places on few points, so that ties abound: many doors of one building.
    rng = np.random.default_rng(3)
    keys, xy = [f"{n:02d}" for n in range(30)], rng.integers(0, 4, (30, 2)) * 10.0
    drawn = spread_sample(keys, xy, size, seed)
    assert len(drawn) == size == len(set(drawn))
    assert spread_sample([keys[n] for n in order], xy[order], size, seed) == drawn


def test_every_door_is_equally_likely_wherever_it_stands() -> None:
    rng = np.random.default_rng(9)
    # A dense block, a hamlet and a lonely house.
    xy = np.concatenate([rng.uniform(0, 20, (25, 2)), rng.uniform(500, 600, (4, 2)), [[5_000.0, 0.0]]])
    keys = [f"{n:02d}" for n in range(30)]
    counts = dict.fromkeys(keys, 0)
    for seed in range(800):
        for key in spread_sample(keys, xy, 6, str(seed)):
            counts[key] += 1
    # 6 of 30: 160 each, standard deviation sqrt(800 * 0.2 * 0.8) = 11.3; five of them.
    assert max(abs(n - 160) for n in counts.values()) < 57


def test_it_is_spread_better_than_chance() -> None:
    keys, xy = square(12)
    row_of = {key: row for row, key in enumerate(keys)}

    def imbalance(rows: list[int]) -> float:
        """How unevenly the doors fall to the drawn ones nearest to them (Stevens and Olsen 2004)."""
        away = np.hypot(*(xy[:, None] - xy[rows][None]).transpose(2, 0, 1))
        nearest = away == away.min(axis=1, keepdims=True)
        share = (nearest / nearest.sum(axis=1, keepdims=True)).sum(axis=0) * len(rows) / len(xy)
        return float(((share - 1) ** 2).mean())

    rng = np.random.default_rng(2)
    spread = [imbalance([row_of[key] for key in spread_sample(keys, xy, 16, str(seed))]) for seed in range(30)]
    simple = [imbalance(rng.permutation(len(xy))[:16].tolist()) for _ in range(30)]
    assert np.mean(spread) < np.mean(simple) / 2


def test_no_layout_of_missed_doors_hides_better_than_from_independent_draws() -> None:
    # The theorem of the bound: none of M drawn in at most (1 - n / N)^M of the draws. Missed is one of each pair.
    xy = [[100.0 * pair + side, 0.0] for pair in range(10) for side in (0, 1)]
    keys = [f"{pair}{side}" for pair in range(10) for side in "ab"]
    missed = {"0a", "1a", "2a", "3a"}
    none = sum(not missed.intersection(spread_sample(keys, xy, 10, str(seed))) for seed in range(800))
    # (1 / 2)^4 = 6.25 %, 50 of 800, standard deviation 6.8; three of them.
    assert none <= 50 + 20


@pytest.mark.parametrize(
    ("keys", "xy", "size"),
    [(["a", "a"], [[0, 0], [1, 1]], 1), (["a"], [[0, 0]], 2), (["a", "b"], [[0, 0], [np.nan, 1]], 1), (["a"], [], 0)],
)
def test_what_cannot_be_drawn_is_refused(keys: list[str], xy: list[list[float]], size: int) -> None:
    with pytest.raises(ValueError, match=r"key|place|drawn"):
        spread_sample(keys, xy, size, "seed")
