"""What a cycle came to, as a table: every object that the caller may see, with its place where it has one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import Row as Found
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.assessment.objects import Target
from services.assessment.publication.read import Place, places
from services.assessment.ranking.bands import quota_classes
from services.assessment.ranking.formal import Entrant, Rule, formal_ranks
from services.assessment.rubric.decidable import decided
from services.assessment.rubric.grades import ByQuota, ByThreshold, grade_at, quota_at
from services.assessment.rubric.model import Rubric
from services.assessment.rubric.tables import RubricVersion
from services.assessment.rubric.versions import rubric_of
from services.assessment.said import Said, Words, from_data
from services.assessment.scoring.rounding import rounded
from services.assessment.tables import AssessmentCycle
from services.database import sql
from services.geography.outlines import outlines


@dataclass(frozen=True, slots=True)
class Part:
    """What an item or a component came to; `points` is None where it was not scored."""

    key: str
    points: Decimal | None
    maximum: Decimal
    standing: str


@dataclass(frozen=True, slots=True)
class Row:
    """An object's total. `rank` is among the `ranked` of its peers in `group`; `unranked` says why there is none.

    A grade is no better than the worst of `grade_caps`, which vetoes leave.
    """

    target: Target
    code: str
    name: str
    within: str
    points: Decimal | None
    standing: str
    missing: Decimal
    unranked: Said | None
    grade: Words | None
    parts: Mapping[str, Part]
    rank: int | None = None
    ranked: int = 0
    group: str = ""
    grade_caps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standings:
    """The objects of one kind: those with a place first, best first, then the others by code."""

    cycle: AssessmentCycle
    rubric: Rubric
    kind: str
    rows: tuple[Row, ...]


def rubric_in(session: Session, cycle: AssessmentCycle) -> Rubric:
    """The rubric that holds in a cycle."""
    return rubric_of(session.get_one(RubricVersion, cycle.rubric_version_id))


def standings(session: Session, scope: Scope, cycle: AssessmentCycle, kind: str) -> Standings:
    """The table of a cycle within the caller's scope; who sees a part of the objects sees published places."""
    rubric = rubric_in(session, cycle)
    asked = {"cycle": cycle.id, "kind": kind, "everything": scope.everything, "grids": list(scope.grid_ids)}
    found = session.execute(sql(__file__, "standings.sql"), asked).all()
    if not found:
        return Standings(cycle, rubric, kind, ())
    codes = {o.zone_id: o.code for o in outlines(session, found[0].edition_id)}
    parts = _parts(session, asked)
    rows = [_row(rubric, kind, row, parts.get(row.zone_id, {})) for row in found]
    groups = [group_of(rubric, [codes.get(z, "") for z in row.path]) for row in found]
    if not scope.everything:
        given = places(session, cycle.id, kind)
        return Standings(cycle, rubric, kind, tuple(_as_published(row, given.get(row.code)) for row in rows))
    placed = by_quota(rubric, ranked(rubric, rows, groups))
    return Standings(cycle, rubric, kind, tuple(sorted(placed, key=_order)))


def previous(session: Session, cycle: AssessmentCycle) -> AssessmentCycle | None:
    """The cycle of the same rubric and length that ended where this one begins."""
    chosen = select(AssessmentCycle).where(
        AssessmentCycle.rubric == cycle.rubric, AssessmentCycle.kind == cycle.kind,
        AssessmentCycle.stops_at == cycle.starts_at,
    )  # fmt: skip
    return session.scalars(chosen).first()


def _parts(session: Session, asked: Mapping[str, object]) -> dict[int, dict[str, Part]]:
    found: dict[int, dict[str, Part]] = {}
    for row in session.execute(sql(__file__, "parts_of.sql"), asked):
        found.setdefault(row.zone_id, {})[row.key] = Part(row.key, row.points, row.maximum, row.standing)
    return found


def _row(rubric: Rubric, kind: str, row: Found[tuple[object, ...]], parts: Mapping[str, Part]) -> Row:
    why = from_data(row.unranked) if row.unranked else None
    points = shown(rubric, row.points)
    return Row(Target(kind, row.zone_id), row.code, row.name, row.within or "", points, row.standing, row.missing, why,
               grade_of(rubric, row.points, row.grade_caps), parts, grade_caps=tuple(row.grade_caps))  # fmt: skip


def shown(rubric: Rubric, points: Decimal | None) -> Decimal | None:
    """A total with all the digits that the rubric rounds it to: 59 is 59.00."""
    rule = decided(rubric.rounding)
    return points if points is None or rule.at == "item" else rounded(points, rule)


def group_of(rubric: Rubric, codes: Sequence[str]) -> str:
    """The peer group of an object: the one that names its zone or one that it lies in."""
    for group in decided(rubric.groups):
        if any(code in group.zones for code in codes):
            return group.key
    return ""


def grade_of(rubric: Rubric, points: Decimal | None, caps: Sequence[str]) -> Words | None:
    """The grade of a total by thresholds, or the worst that a veto leaves; quotas want all places first."""
    grades = decided(rubric.grades)
    if points is None or not isinstance(grades, ByThreshold):
        return None
    return grade_at(grades, points, caps)


def by_quota(rubric: Rubric, rows: Sequence[Row]) -> list[Row]:
    """The rows with grades by their places, group by group; who is tied over a border has the better grade together."""
    grades = decided(rubric.grades)
    if not isinstance(grades, ByQuota):
        return list(rows)
    graded: dict[Target, Words] = {}
    for group in {row.group for row in rows}:
        peers = [(row, row.points) for row in rows if row.group == group and row.rank is not None]
        scores = [points for _, points in peers if points is not None]
        classes = quota_classes(scores, [quota.share for quota in grades.quotas], "better") if scores else []
        for (row, _), at in zip(peers, classes, strict=True):
            graded[row.target] = quota_at(grades, at, row.grade_caps)
    return [replace(row, grade=graded.get(row.target)) for row in rows]


def ranked(rubric: Rubric, rows: Sequence[Row], groups: Sequence[str]) -> list[Row]:
    """The rows with their places, each within its group."""
    ties = decided(rubric.ties)
    entrants = [
        Entrant(i, group, row.points if row.unranked is None else None, breakers=_breakers(row, ties.breakers))
        for i, (row, group) in enumerate(zip(rows, groups, strict=True))
    ]
    # Who has too little for a rank was told when the score was reckoned, and comes without one.
    placed = formal_ranks(entrants, Rule(Decimal(100), 0, ties.rank))
    return [
        replace(row, rank=place.rank, ranked=place.ranked, group=place.group)
        for row, place in zip(rows, placed, strict=True)
    ]


def _breakers(row: Row, keys: Sequence[str]) -> tuple[Decimal, ...]:
    return tuple((row.parts[key].points if key in row.parts else None) or Decimal(0) for key in keys)


def _as_published(row: Row, place: Place | None) -> Row:
    """A row with the place that all may know."""
    if place is None:
        return row
    return replace(row, rank=place.rank, ranked=place.ranked, grade=place.grade or row.grade)


def _order(row: Row) -> tuple[bool, int, str]:
    return row.rank is None, row.rank or 0, row.code
