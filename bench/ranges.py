"""How often stated ranges of ranks hold, and what adjusting for strictness brings, on towns whose truth is known.

`python -m bench.ranges` writes the tables of docs/ranks.md: 500 towns a row, true scores that differ by 4 points
(standard deviation), single inspections by 6; inspectors by 3 and single scores by 3 where strictness is told.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import bootstrap, rankdata, spearmanr

from services.assessment.ranking.chance import rank_chances
from services.assessment.ranking.range import Ranges, rank_ranges
from services.assessment.ranking.sample import Sample, sample_of
from services.assessment.ranking.strictness import Adjusted, adjust

RUNS, LEVEL = 500, 0.95
PAGE = Path(__file__).resolve().parent.parent / "docs" / "ranks.md"
RANGES, STRICTNESS = "ranges", "strictness"
GRIDS, INSPECTORS, ANCHORS = 40, 12, 6
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class Town:
    """The true rank of each grid, 1 the best, and what inspections found."""

    ranks: Floats
    unit: Ints
    score: Floats

    @property
    def sample(self) -> Sample:
        return sample_of(self.unit, self.score, len(self.ranks))


def town(rng: Rng, grids: int, inspections: int, *, uneven: bool = False, own_inspector: bool = False) -> Town:
    """Grids with so many inspections each.

    `uneven`: some grids scatter more than others, by a gamma law of k = 3 for the variance; `own_inspector`: one who is
    always at the same grid, 3 points stricter or milder than the others.
    """
    true = rng.normal(80, 4, grids)
    spread = 6 * np.sqrt(rng.gamma(3, 1 / 3, grids) if uneven else np.ones(grids))
    seen = true + (rng.normal(0, 3, grids) if own_inspector else 0)
    unit = np.repeat(np.arange(grids), inspections)
    return Town(rankdata(-true), unit, rng.normal(seen[unit], spread[unit]))


def pairwise(drawn: Town, _seed: int) -> Ranges:
    """Ours, pair by pair: each holds by itself."""
    return rank_ranges(drawn.sample, LEVEL)


def together(drawn: Town, _seed: int) -> Ranges:
    """Ours, pair by pair: all hold at once."""
    return rank_ranges(drawn.sample, LEVEL, together=True)


def drawing(drawn: Town, seed: int) -> Ranges:
    """Ours, by drawing anew."""
    return rank_chances(drawn.sample, seed=seed, level=LEVEL, draws=1_000).ranges


def plain_bootstrap(drawn: Town, seed: int) -> Ranges:
    """What is not ours: each grid's own inspections drawn anew by SciPy, and the means ranked."""
    rng = np.random.default_rng(seed)
    scores = drawn.score.reshape(len(drawn.ranks), -1)
    found = bootstrap((scores,), np.mean, axis=1, n_resamples=1_000, method="percentile", rng=rng)
    ranks = rankdata(-found.bootstrap_distribution, axis=0)
    low, high = np.quantile(ranks, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=1)
    return Ranges(np.floor(low).astype(int), np.ceil(high).astype(int))


@dataclass(frozen=True, slots=True)
class Case:
    """A row: its name, how a town is drawn and judged, and the bound of what holds, or none where none is kept."""

    name: str
    draw: Callable[[Rng], Town]
    judge: Callable[[Town, int], Ranges]
    bound: float | None = 93
    all_at_once: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """Per cent of ranges that held, of those of the truly first and last alone, and their width in places."""

    held: float
    ends: float
    width: float


CASES = (
    Case("pair by pair, 40 grids, 3 inspections", lambda r: town(r, 40, 3), pairwise),
    Case("pair by pair, 40 grids, 12 inspections", lambda r: town(r, 40, 12), pairwise),
    Case("pair by pair, all ranges of a list at once, 40 grids, 12 inspections", lambda r: town(r, 40, 12), together,
         all_at_once=True),
    Case("by drawing, 20 grids, 3 inspections", lambda r: town(r, 20, 3), drawing),
    Case("by drawing, 40 grids, 3 inspections", lambda r: town(r, 40, 3), drawing),
    Case("by drawing, 40 grids, 12 inspections", lambda r: town(r, 40, 12), drawing),
    Case("by drawing, 40 grids, 3 inspections, some grids scatter more", lambda r: town(r, 40, 3, uneven=True),
         drawing),
    Case("by drawing, 40 grids, 12 inspections by an inspector of the grid's own",
         lambda r: town(r, 40, 12, own_inspector=True), drawing, bound=None),
    Case("not ours: SciPy's plain bootstrap, 40 grids, 3 inspections", lambda r: town(r, 40, 3), plain_bootstrap,
         bound=None),
    Case("not ours: SciPy's plain bootstrap, 40 grids, 12 inspections", lambda r: town(r, 40, 12), plain_bootstrap,
         bound=None),
)  # fmt: skip


def held(case: Case, number: int, runs: int) -> Held:
    """What a case comes to over so many towns."""
    rng = np.random.default_rng(20_260 + number)
    shares, ends, widths = [], [], []
    for run in range(runs):
        drawn = case.draw(rng)
        found = case.judge(drawn, run)
        kept = (found.best <= drawn.ranks) & (drawn.ranks <= found.worst)
        shares.append(float(kept.all()) if case.all_at_once else kept.mean())
        ends.append(kept[(drawn.ranks == 1) | (drawn.ranks == len(kept))].mean())
        widths.append((found.worst - found.best).mean())
    return Held(100 * float(np.mean(shares)), 100 * float(np.mean(ends)), float(np.mean(widths)))


TWICE = np.repeat(np.arange(GRIDS), 2)
DESIGNS: dict[str, Callable[[Rng], tuple[Ints, Ints]]] = {
    "each grid always the same inspector": lambda _: (TWICE, TWICE % INSPECTORS),
    "two inspectors a grid, dealt at random": lambda r: dealt(r, anchors=0),
    "the same, and six grids seen by all": lambda r: dealt(r, anchors=ANCHORS),
}  # fmt: skip


def dealt(rng: Rng, anchors: int) -> tuple[Ints, Ints]:
    """Two inspectors for each grid, and the first few grids seen by all: the grid and the inspector of each score."""
    seen = [(g, i) for g in range(GRIDS)
            for i in (range(INSPECTORS) if g < anchors else rng.choice(INSPECTORS, 2, replace=False))]  # fmt: skip
    grid, inspector = np.array(seen).T
    return grid, inspector


@dataclass(frozen=True, slots=True)
class Adjusting:
    """Rank correlation with the truth, raw and adjusted (none where refused), and by how many places grids move."""

    raw: float
    adjusted: float | None
    moved: float
    refused: float


def adjusting(design: str, runs: int) -> Adjusting:
    """What adjusting brings over so many towns of a design; correlations over those in which it is not refused."""
    rng = np.random.default_rng(list(DESIGNS).index(design) + 1)
    raw, adjusted, moved, refused = [], [], [], 0
    for _ in range(runs):
        true, found = _adjusted(rng, design)
        raw.append(spearmanr(true, found.raw).statistic)
        if np.isnan(found.adjusted).any():
            refused += 1
            continue
        adjusted.append(spearmanr(true, found.adjusted).statistic)
        moved.append(np.abs(rankdata(found.adjusted) - rankdata(found.raw)).mean())
    if not adjusted:
        return Adjusting(float(np.mean(raw)), None, 0.0, refused / runs)
    return Adjusting(float(np.mean(raw)), float(np.mean(adjusted)), float(np.mean(moved)), refused / runs)


def _adjusted(rng: Rng, design: str) -> tuple[Floats, Adjusted]:
    grid, inspector = DESIGNS[design](rng)
    true, strictness = rng.normal(80, 4, GRIDS), rng.normal(0, 3, INSPECTORS)
    score = rng.normal(true[grid] + strictness[inspector], 3)
    return true, adjust(grid, inspector, score, GRIDS, INSPECTORS)


def table_of_ranges(runs: int) -> str:
    """The first table in Markdown, each row told as it is done."""
    lines = [f"| ranges of 95 %, {runs} towns each | hold | of the truly first and last | places wide | bound |",
             "| --- | ---: | ---: | ---: | ---: |"]  # fmt: skip
    for number, case in enumerate(CASES):
        found = held(case, number, runs)
        bound = "none" if case.bound is None else f"at least {case.bound} %"
        lines.append(f"| {case.name} | {found.held:.1f} % | {found.ends:.1f} % | {found.width:.1f} | {bound} |")
        print(lines[-1], file=sys.stderr)
    return "\n".join(lines)


def table_of_strictness(runs: int) -> str:
    """The second one."""
    lines = [f"| {GRIDS} grids, {INSPECTORS} inspectors, {runs} towns each | raw | adjusted | grids move by |",
             "| --- | ---: | ---: | ---: |"]  # fmt: skip
    for design in DESIGNS:
        found = adjusting(design, runs)
        told = "refused" if found.adjusted is None else f"{found.adjusted:.3f}"
        lines.append(f"| {design} | {found.raw:.3f} | {told} | {found.moved:.1f} places |")
        print(lines[-1], file=sys.stderr)
    return "\n".join(lines)


def written(text: str, name: str, table: str) -> str:
    """The page with a table in its place."""
    before, rest = text.split(f"<!-- {name} -->")
    after = rest.split(f"<!-- /{name} -->")[1]
    return f"{before}<!-- {name} -->\n{table}\n<!-- /{name} -->{after}"


def main() -> None:
    """Write both tables into the page."""
    text = PAGE.read_text(encoding="utf-8")
    text = written(text, RANGES, table_of_ranges(RUNS))
    PAGE.write_text(written(text, STRICTNESS, table_of_strictness(RUNS)), encoding="utf-8")


if __name__ == "__main__":
    main()
