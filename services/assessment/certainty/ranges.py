"""The ranks that the inspections of a cycle support, by peer group, and the chance to be first or last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from services.assessment.certainty.samples import Inspection
from services.assessment.ranking.chance import Chances, named_last, rank_chances
from services.assessment.ranking.range import rank_ranges
from services.assessment.ranking.sample import sample_of
from services.assessment.rubric.decidable import decided
from services.assessment.said import Said, said
from services.assessment.standings import Row, Standings

LEVEL = 0.95
# Groups whose draws are kept; those of two thousand objects take a second and a half.
KEPT = 16
Method = Literal["drawn", "pairs"]
# Two can be the last at one half.
MORE_THAN_HALF = 0.5001


@dataclass(frozen=True, slots=True)
class Certain:
    """The best and the worst rank of an object that hold with `LEVEL`; the chance to be first and last."""

    best: int
    worst: int
    first: float
    last: float

    @property
    def wide(self) -> int:
        """How many ranks the range has."""
        return self.worst - self.best + 1


@dataclass(frozen=True, slots=True)
class Peers:
    """A peer group: what is known of each object, or why nothing is; who may be named the last."""

    key: str
    ranked: int
    by_zone: Mapping[int, Certain]
    why_not: Said | None = None
    last: Row | None = None

    @property
    def mean_width(self) -> float:
        """How many ranks a range has on average."""
        return sum(one.wide for one in self.by_zone.values()) / max(1, len(self.by_zone))


def peers_of(of: Standings, seen: Sequence[Inspection], method: Method = "drawn") -> tuple[Peers, ...]:
    """What the inspections say of the ranks of each peer group; the draws begin with the cycle's seed."""
    groups: dict[str, list[Row]] = {}
    for row in of.rows:
        if row.rank is not None:
            groups.setdefault(row.group, []).append(row)
    by_zone: dict[int, list[float]] = {}
    for one in seen:
        by_zone.setdefault(one.zone_id, []).append(one.score)
    return tuple(_peers(of, key, rows, by_zone, method) for key, rows in groups.items())


def _peers(of: Standings, key: str, rows: Sequence[Row], by_zone: Mapping[int, list[float]], method: Method) -> Peers:
    why = _why_not(rows, by_zone)
    if why is not None:
        return Peers(key, len(rows), {}, why)
    pairs = [(at, score) for at, row in enumerate(rows) for score in by_zone[row.target.zone_id]]
    units, scores = tuple(at for at, _ in pairs), tuple(score for _, score in pairs)
    chances = _drawn(units, scores, len(rows), of.cycle.seed)
    ranges = chances.ranges if method == "drawn" else rank_ranges(sample_of(units, scores, len(rows)), LEVEL)
    told = {
        row.target.zone_id: Certain(int(ranges.best[at]), int(ranges.worst[at]), float(chances.first[at]),
                                    float(chances.last[at]))
        for at, row in enumerate(rows)
    }  # fmt: skip
    last = named_last(chances, max(float(decided(of.rubric.last_named_from)) / 100, MORE_THAN_HALF))
    return Peers(key, len(rows), told, None, None if last is None else rows[last])


@lru_cache(maxsize=KEPT)
def _drawn(units: tuple[int, ...], scores: tuple[float, ...], ranked: int, seed: int) -> Chances:
    """The same inspections and seed give the same draws: table and page ask for them again and again."""
    return rank_chances(sample_of(units, scores, ranked), seed=seed, level=LEVEL)


def _why_not(rows: Sequence[Row], by_zone: Mapping[int, list[float]]) -> Said | None:
    counts = [len(by_zone.get(row.target.zone_id, ())) for row in rows]
    if len(rows) < 2:
        return said("One alone has no rank to doubt")
    if not any(counts):
        return said("The score rests on counts alone: no inspection tells how far it may be off")
    if gone := counts.count(0):
        return said("%(count)d with a rank were not inspected: no range can be told", count=gone)
    if max(counts) < 2:
        return said("Nothing was inspected twice: nobody can say how far two inspections differ")
    return None
