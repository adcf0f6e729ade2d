"""How often the whole hotspot map raises a false alarm where there is no hotspot, and how often it finds a true one.

`python -m bench.calibration` writes the table of docs/hotspots.md: 300 maps of 20 × 20 units a row, each tested with
9,999 draws, as the product does it.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geo.hotspot.incident import DAY_S, incidents
from geo.hotspot.neighbour import Neighbours, from_pairs
from geo.hotspot.permutation import Tested, judge_map
from geo.hotspot.share import judge_shares
from geo.hotspot.turning import ENOUGH
from geo.hotspot.verdict import CONFIRMED

SIDE, RUNS = 20, 300
UNIT_M = 90.0
PAGE = Path(__file__).resolve().parent.parent / "docs" / "hotspots.md"
FROM, TO = "<!-- calibration -->", "<!-- /calibration -->"
# Where little is found the map says "not enough looked"; the test itself is tried below that.
LOW_FLOOR = 0.25
Ints = NDArray[np.int64]
Pair = tuple[Ints, NDArray[np.float64]]
ONES = np.ones(SIDE * SIDE)
LEFT = np.where(np.arange(SIDE * SIDE) % SIDE < SIDE // 2, 3.0, 1.0)


@dataclass(frozen=True, slots=True)
class Case:
    """A kind of map: its name, one drawing of it, whether something is to be found, the least that is expected."""

    name: str
    draw: Callable[[np.random.Generator], Pair]
    planted: bool = False
    least: float = ENOUGH
    judge: Callable[..., Tested] = judge_map


def queen() -> Neighbours:
    """The square map, with all eight around as neighbours."""
    at = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)
    steps = [(at[:, :-1], at[:, 1:]), (at[:-1], at[1:]), (at[:-1, :-1], at[1:, 1:]), (at[:-1, 1:], at[1:, :-1])]
    return from_pairs(SIDE * SIDE, np.concatenate([np.column_stack([a.ravel(), b.ravel()]) for a, b in steps]))


def diamond() -> Ints:
    """The thirteen units at most two steps from the middle."""
    row, column = np.divmod(np.arange(SIDE * SIDE), SIDE)
    return np.flatnonzero(np.abs(row - SIDE // 2) + np.abs(column - SIDE // 2) <= 2)


def scattered(rng: np.random.Generator, mean: float, k: float) -> Ints:
    """Counts of a negative binomial law: their variance is mean + mean² / k."""
    return rng.negative_binomial(k, k / (k + mean), SIDE * SIDE)


def reported(rng: np.random.Generator, *, merged: bool) -> Pair:
    """Two years of incidents, each reported twice on average, near and soon; counted merged or as they came."""
    count = int(rng.poisson(1.0 * SIDE * SIDE))
    times = rng.geometric(0.5, count)
    place, at = rng.uniform(0, SIDE * UNIT_M, (count, 2)), rng.uniform(0, 730 * DAY_S, count)
    kind = np.repeat(rng.integers(0, 10, count), times)
    xy = np.repeat(place, times, axis=0) + rng.uniform(-10, 10, (int(times.sum()), 2))
    xy = np.clip(xy, 0, SIDE * UNIT_M - 0.01)
    moments = np.repeat(at, times) + rng.uniform(0, 3 * DAY_S, len(xy))
    if merged:
        xy = xy[np.unique(incidents(xy, moments, kind), return_index=True)[1]]
    column, row = (xy // UNIT_M).astype(int).T
    return np.bincount(row * SIDE + column, minlength=SIDE * SIDE), ONES


def planted(rng: np.random.Generator, *, even: bool) -> Pair:
    """Thrice the risk in thirteen units, at two incidents a unit elsewhere."""
    effort = ONES if even else rng.gamma(3.0, 1 / 3, SIDE * SIDE)
    risk = np.full(SIDE * SIDE, 2.0)
    risk[diamond()] *= 3
    return rng.poisson(risk * effort), effort


def weighed(rng: np.random.Generator, *, uneven: bool = True, odd: bool = False, risk: float = 1.0) -> Pair:
    """One type of ten against the incidents of all types, three times as many in one half.

    `uneven`: their number differs from unit to unit as well; `odd`: so does the share of the type; `risk`: by how much
    it is larger in thirteen units.
    """
    readiness = LEFT * rng.gamma(3.0, 1 / 3, SIDE * SIDE) if uneven else LEFT
    share = 0.1 * (rng.gamma(4.0, 1 / 4, SIDE * SIDE) if odd else ONES)
    share[diamond()] *= risk
    every = rng.poisson(10.0 * readiness)
    return rng.binomial(every, np.minimum(share, 1.0)), every.astype(float)


CASES = (
    Case("Poisson, mean 0.1 a unit, judged from 0.25 expected", lambda r: (r.poisson(0.1, 400), ONES), least=LOW_FLOOR),
    Case("Poisson, mean 2", lambda r: (r.poisson(2.0, 400), ONES)),
    Case("negative binomial, k = 0.3, mean 2", lambda r: (scattered(r, 2.0, 0.3), ONES)),
    Case("one half visited three times as often, Poisson", lambda r: (r.poisson(LEFT), LEFT)),
    Case("one half visited three times as often, k = 1", lambda r: (r.poisson(LEFT * r.gamma(1.0, 1.0, 400)), LEFT)),
    Case("each incident reported twice on average, merged", lambda r: reported(r, merged=True)),
    Case("thrice the risk in 13 units, even effort", lambda r: planted(r, even=True), planted=True),
    Case("thrice the risk in 13 units, uneven effort", lambda r: planted(r, even=False), planted=True),
    Case("against reports: one type of ten, thrice the reports in one half", lambda r: weighed(r, uneven=False),
         judge=judge_shares),
    Case("against reports: their number uneven from unit to unit too (gamma, k = 3)", weighed, judge=judge_shares),
    Case("against reports: the share of the type uneven too (gamma, k = 4)", lambda r: weighed(r, odd=True),
         judge=judge_shares),
    Case("against reports: thrice the share in 13 units", lambda r: weighed(r, risk=3.0), planted=True,
         judge=judge_shares),
)  # fmt: skip
# What dealing the pairs anew does with maps that are weighed against reports: why shares have a test of their own.
BEYOND = (
    Case("one type of ten against all reports, thrice as many in one half", lambda r: weighed(r, uneven=False)),
    Case("the same, and uneven from unit to unit", weighed),
)


def alarm(case: Case, tested: Tested) -> bool:
    """Whether the map names a hotspot; where one is planted, whether it names a unit of it."""
    hot = tested.p <= CONFIRMED
    return bool(hot[diamond()].any() if case.planted else hot.any())


def share(case: Case, number: int, runs: int, permutations: int = 9_999) -> float:
    """The share of maps on which a hotspot is named."""
    rng, beside = np.random.default_rng(20_260 + number), queen()
    named = 0
    for run in range(runs):
        counts, effort = case.draw(rng)
        named += alarm(case, case.judge(counts, effort, beside, permutations=permutations, seed=run, least=case.least))
    return named / runs


def table(runs: int) -> str:
    """The table in Markdown, each row told as it is done."""
    lines = [f"| maps, {runs} each | names a hotspot | bound |", "| --- | ---: | ---: |"]
    for number, case in enumerate(CASES):
        found = share(case, number, runs)
        bound = "at least 75 %" if case.planted else "at most 6 %"
        lines.append(f"| {case.name} | {100 * found:.1f} % | {bound} |")
        print(lines[-1], file=sys.stderr)
    return "\n".join(lines)


def main() -> None:
    """Write the table into the page; with `beyond`, tell what lies beyond the bound."""
    if sys.argv[1:] == ["beyond"]:
        for number, case in enumerate(BEYOND):
            print(f"{case.name}: {100 * share(case, 100 + number, RUNS):.1f} %")
        return
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(FROM)
    after = rest.split(TO)[1]
    PAGE.write_text(f"{before}{FROM}\n{table(RUNS)}\n{TO}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
