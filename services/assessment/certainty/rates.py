"""Shares that a rubric reads, object by object: which stand out from chance, and what small denominators are worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy.orm import Session

from geo.hotspot.funnel import Z95, Z998, Funnel, funnel
from services.access.scope import Scope
from services.assessment.evidence.registry import given_by_people
from services.assessment.objects import objects_of, spans_of
from services.assessment.ranking.shrinkage import shrunk_shares
from services.assessment.rubric.decidable import decided
from services.assessment.rubric.model import Rubric
from services.assessment.said import Words
from services.assessment.scoring.changed import last_run
from services.assessment.scoring.gather import Gathering, counted
from services.assessment.standings import Row, Standings


@dataclass(frozen=True, slots=True)
class Point:
    """An object's share, `part` of `whole`: how far out it is (0, 95 or 99.8 per cent), and the share drawn to all.

    `low` and `high` hold the true share with 95 per cent.
    """

    row: Row
    part: int
    whole: int
    beyond: float
    shrunk: float
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share as counted."""
        return self.part / self.whole


@dataclass(frozen=True, slots=True)
class Rate:
    """A share that rules read, by the words of the first of them; points those that stand out first."""

    name: str
    what: Words
    law: Funnel
    points: tuple[Point, ...]


def rates_of(session: Session, scope: Scope, of: Standings) -> tuple[Rate, ...]:
    """Every share that the rubric reads, counted as of the last run, of the objects that the caller sees.

    What may be more than its whole is no share, and is left out.
    """
    ran = last_run(session, of.cycle.id)
    rows = {row.target: row for row in of.rows}
    if ran is None or not rows:
        return ()
    spans = spans_of(session, of.cycle)
    objects = [one for one in objects_of(session, [of.kind], spans, ZoneInfo(of.cycle.zone)) if one.target in rows]
    asked = Gathering(scope, of.cycle, spans, ran.as_of, objects, None, ())
    found = []
    for name, what in shares_of(of.rubric).items():
        ratios = {t: e.ratio for t, e in counted(session, name, asked) if e.ratio and e.ratio.denominator > 0}
        whole = [(rows[target], int(r.numerator), int(r.denominator)) for target, r in ratios.items()]
        if len(whole) > 1 and all(part <= n for _, part, n in whole):
            found.append(_rate(name, what, whole))
    return tuple(found)


def shares_of(rubric: Rubric) -> dict[str, Words]:
    """The evidence that queries count, with the words of its first rule."""
    found: dict[str, Words] = {}
    for item in rubric.items:
        for rule in decided(item.rules):
            if not given_by_people(rule.evidence):
                found.setdefault(rule.evidence, rule.what)
    return found


def _rate(name: str, what: Words, whole: Sequence[tuple[Row, int, int]]) -> Rate:
    parts = np.array([part for _, part, _ in whole], float)
    of = np.array([n for _, _, n in whole], float)
    law = funnel(parts, of, shares=True)
    if law is None:
        raise ValueError("every share has a denominator")
    z = np.abs(law.z(parts, of))
    near = shrunk_shares(parts, of)
    points = [
        Point(row, part, n, 99.8 if z[at] > Z998 else 95.0 if z[at] > Z95 else 0.0,
              float(near.value[at]), float(near.low[at]), float(near.high[at]))
        for at, (row, part, n) in enumerate(whole)
    ]  # fmt: skip
    return Rate(name, what, law, tuple(sorted(points, key=lambda p: (-p.beyond, p.row.code))))
