"""What checking a part of a register proves of all of it."""

import re
from decimal import Decimal
from fractions import Fraction
from math import comb
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, hypergeom

from geo.coverage.bound import Draw, chance_of_at_most, covered_at_least, sample_size
from geo.coverage.spread import spread_sample

D95 = Decimal("0.95")


def test_the_bound_worked_by_hand() -> None:
    # 4 addresses, 2 checked, none missed. With 1 missed: C(3,2) / C(4,2) = 3/6 of the samples show none; with 2
    # missed 1/6; with 3 none of them can. 1/6 > 5 %, so 2 may be missed; 1/6 <= 20 %, so then only 1 may.
    assert covered_at_least(4, 2, 0, D95) == 2
    assert covered_at_least(4, 2, 0, Decimal("0.80")) == 3
    # One of the two was missed: with 3 missed, C(3,1) C(1,1) / 6 = 3/6 of the samples show one or none.
    assert covered_at_least(4, 2, 1, D95) == 1


def test_a_bound_that_falls_on_the_confidence_itself_is_ruled_out() -> None:
    # 20 addresses, 19 checked: 1 missed is not among them in 1 sample of 20, which is exactly the doubt of 5 %.
    assert covered_at_least(20, 19, 0, D95) == 20
    assert covered_at_least(20, 19, 0, Decimal("0.9501")) == 19


def test_all_checked_proves_what_was_found_and_none_checked_proves_nothing() -> None:
    assert covered_at_least(120, 120, 7, D95) == covered_at_least(120, 120, 7, D95, "spread") == 113
    assert covered_at_least(120, 0, 0, D95) == 0
    assert covered_at_least(0, 0, 0, D95) == 0


@pytest.mark.parametrize(
    ("register", "sizes"),
    [(120, (47, 76, 93)), (300, (54, 117, 189)), (1000, (57, 138, 258)), (20_000, (59, 148, 296))],
)
def test_the_known_sizes_that_rule_out_a_missed_share(register: int, sizes: tuple[int, ...]) -> None:
    for share, size in zip((Decimal("0.05"), Decimal("0.02"), Decimal("0.01")), sizes, strict=True):
        # Fewer than the share are missed: at most one below it.
        tolerated = (-(-int(register * share * 100) // 100) - 1) / Decimal(register)
        assert sample_size(register, tolerated, D95) == size


def test_a_size_with_misses_allowed_worked_by_hand() -> None:
    # 10 addresses, 3 may be missed, so 4 have to be ruled out, 1 miss allowed. Of 7 checked, 1 or none of the 4 are
    # among them in C(4,1) C(6,6) / C(10,7) = 4 / 120 = 3.3 %; of 6 checked in 4 C(6,5) + C(6,6) = 25 of 210, 11.9 %.
    assert sample_size(10, Decimal("0.3"), D95, allowed=1) == 7
    assert sample_size(10, Decimal("0.3"), D95, allowed=4) is None
    assert sample_size(0, Decimal("0.05"), D95) == 0


def test_the_chance_of_passing_worked_by_hand() -> None:
    # 4 of 6 checked, 2 truly missed: none among them in C(4,4) / C(6,4) = 1/15, one or none in (1 + 2 * 4) / 15.
    assert chance_of_at_most(6, 4, 0, 2) == Fraction(1, 15)
    assert chance_of_at_most(6, 4, 1, 2) == Fraction(9, 15)


@given(st.integers(1, 60), st.data())
def test_what_is_ruled_out_is_what_the_laws_say(register: int, data: st.DataObject) -> None:
    sample = data.draw(st.integers(1, register))
    missed = data.draw(st.integers(0, sample))
    possible = np.arange(missed, register - sample + missed + 1)
    simple = hypergeom.cdf(missed, register, possible, sample)
    assert register - covered_at_least(register, sample, missed, D95) == possible[simple > 0.05 + 1e-9].max()
    spread = binom.cdf(missed, possible, sample / register)
    assert register - covered_at_least(register, sample, missed, D95, "spread") == possible[spread > 0.05 + 1e-9].max()


@given(st.integers(1, 80), st.data())
def test_the_bound_fails_no_oftener_than_it_says_for_any_number_of_missed(register: int, data: st.DataObject) -> None:
    sample = data.draw(st.integers(0, register))
    truly = data.draw(st.integers(0, register))
    confidence = data.draw(st.sampled_from([Decimal("0.80"), D95, Decimal("0.99")]))
    wrong = sum(
        comb(truly, k) * comb(register - truly, sample - k)
        for k in range(max(0, sample - (register - truly)), min(truly, sample) + 1)
        if covered_at_least(register, sample, k, confidence) > register - truly
    )
    assert Fraction(wrong, comb(register, sample)) <= 1 - Fraction(confidence)


@given(st.integers(1, 200), st.data())
def test_more_checked_or_fewer_missed_never_proves_less(register: int, data: st.DataObject) -> None:
    sample = data.draw(st.integers(1, register))
    missed = data.draw(st.integers(1, sample))
    proven = covered_at_least(register, sample, missed, D95)
    assert covered_at_least(register, sample, missed - 1, D95) >= proven
    assert covered_at_least(register, sample, missed, Decimal("0.99")) <= proven
    assert covered_at_least(register, sample, missed, D95, "spread") <= proven
    assert proven <= register - missed
    if sample < register:
        assert covered_at_least(register, sample + 1, missed, D95) >= proven


@given(st.integers(1, 300), st.integers(0, 30), st.integers(0, 3), st.sampled_from(["simple", "spread"]))
def test_a_size_is_the_smallest_that_proves(register: int, per_cent: int, allowed: int, draw: Draw) -> None:
    tolerance = Decimal(per_cent) / 100
    size = sample_size(register, tolerance, D95, allowed, draw)
    enough = register - int(register * tolerance)
    if size is None:
        assert allowed > register - enough
        return
    found = min(allowed, size)
    assert covered_at_least(register, size, found, D95, draw) >= enough
    if size > allowed + 1:
        assert covered_at_least(register, size - 1, allowed, D95, draw) < enough


@pytest.mark.parametrize("numbers", [(10, 11, 0), (10, 5, 6), (10, 5, -1)])
def test_numbers_that_contradict_each_other_are_refused(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="can't be"):
        covered_at_least(*numbers, D95)
    with pytest.raises(ValueError, match="confidence"):
        covered_at_least(10, 5, 0, Decimal(1))


LAYOUTS = ("anywhere", "a block", "far apart")


def grid_with_known_truth(rng: np.random.Generator, layout: str) -> tuple[np.ndarray, set[str]]:
    """Doors on a square of 400 m and the keys of those missed: as many as tolerated, or up to three more."""
    doors = int(rng.integers(30, 90))
    xy = rng.uniform(0, 400, (doors, 2))
    missed = int(doors * 0.05) + int(rng.integers(0, 4))
    if layout == "a block":
        rows = np.argsort(np.hypot(*(xy - xy[0]).T))[:missed]
    elif layout == "far apart":
        rows = np.argsort(xy[:, 0].argsort().argsort() % max(doors // max(missed, 1), 1))[:missed]
    else:
        rows = rng.permutation(doors)[:missed]
    return xy, {f"{row:04d}" for row in rows.tolist()}


def test_of_a_thousand_grids_with_known_truth_the_bound_of_a_spread_draw_holds_in_95_per_cent() -> None:
    rng = np.random.default_rng(20261125)
    holds = dict.fromkeys(LAYOUTS, 0)
    for run in range(1_000):
        layout = LAYOUTS[run % 3]
        xy, missed = grid_with_known_truth(rng, layout)
        keys = [f"{row:04d}" for row in range(len(xy))]
        size = sample_size(len(keys), Decimal("0.05"), D95, draw="spread") or 0
        found = len(missed.intersection(spread_sample(keys, xy, size, f"grid {run}")))
        holds[layout] += covered_at_least(len(keys), size, found, D95, "spread") <= len(keys) - len(missed)
    assert sum(holds.values()) >= 950, holds
    assert min(holds.values()) >= 0.95 * 333, holds


def test_the_table_of_sizes_in_the_documents_is_true() -> None:
    text = (Path(__file__).parents[3] / "docs" / "coverage.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\d,]+) \| (\d+) / (\d+) \| (\d+) / (\d+) \| (\d+) / (\d+) \|$", text, re.MULTILINE)
    assert len(rows) == 5
    for given_register, *given_sizes in rows:
        register = int(given_register.replace(",", ""))
        draws: tuple[Draw, ...] = ("simple", "spread")
        sizes = [sample_size(register, Decimal(t), D95, draw=d) for t in ("0.05", "0.02", "0.01") for d in draws]
        assert sizes == [int(n) for n in given_sizes]
