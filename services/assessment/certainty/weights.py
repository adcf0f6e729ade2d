"""What hangs on the weights of a rubric: every one of them a fifth more or less, many times over."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.assessment.ranking.bands import Cut, cut_by_bands, cut_by_quota
from services.assessment.ranking.sensitivity import weight_stability
from services.assessment.rubric.decidable import decided
from services.assessment.rubric.grades import ByThreshold
from services.assessment.rubric.model import Rubric
from services.assessment.standings import Row, Standings


@dataclass(frozen=True, slots=True)
class Steady:
    """An object: in what share of the draws its rank and its grade stay; between which ranks 95 of 100 have it."""

    row: Row
    rank_stays: float
    grade_stays: float | None
    best: int
    worst: int


def weights_of(of: Standings) -> tuple[Steady, ...]:
    """Each ranked object under changed weights, those that move most first; none where there is one component alone."""
    groups: dict[str, list[Row]] = {}
    for row in of.rows:
        if row.rank is not None and any(_share(row, c.key) is not None for c in of.rubric.components):
            groups.setdefault(row.group, []).append(row)
    if len(of.rubric.components) < 2:
        return ()
    found = [one for rows in groups.values() if len(rows) > 1 for one in _steady(of, rows)]
    return tuple(sorted(found, key=lambda one: (one.rank_stays, one.row.rank or 0, one.row.code)))


def _steady(of: Standings, rows: Sequence[Row]) -> list[Steady]:
    components = of.rubric.components
    shares = [[_share(row, c.key) for c in components] for row in rows]
    scores = [[float("nan") if share is None else share for share in one] for one in shares]
    found = weight_stability(
        scores, [float(decided(c.weight)) for c in components], seed=of.cycle.seed,
        step=Decimal(1).scaleb(-decided(of.rubric.rounding).digits), cut=_cut(of.rubric, len(rows)),
    )  # fmt: skip
    return [
        Steady(row, float(found.rank_stays[at]),
               None if found.class_stays is None else float(found.class_stays[at]),
               int(found.ranges.best[at]), int(found.ranges.worst[at]))
        for at, row in enumerate(rows)
    ]  # fmt: skip


def _share(row: Row, key: str) -> float | None:
    """What a component came to, of 100."""
    part = row.parts.get(key)
    return None if part is None or part.points is None else float(part.points * 100 / part.maximum)


def _cut(rubric: Rubric, units: int) -> Cut | None:
    grades = decided(rubric.grades)
    if grades is None:
        return None
    if isinstance(grades, ByThreshold):
        return cut_by_bands(grades.bands)
    return cut_by_quota([quota.share for quota in grades.quotas], units, "better")
