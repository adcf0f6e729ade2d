"""A rubric on past data: who would move, which item decides it, and what would count twice. Nothing is written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.assessment.certainty.weights import Steady, weights_of
from services.assessment.marks import inspections_of, standing_marks
from services.assessment.objects import Target, objects_of, spans_of
from services.assessment.ranking.sensitivity import moves
from services.assessment.rubric.decidable import decided
from services.assessment.rubric.model import Rubric
from services.assessment.rubric.versions import proof_of, rubric_of, version_named
from services.assessment.said import Words
from services.assessment.scoring.changed import last_run
from services.assessment.scoring.gather import Gathering, gather
from services.assessment.scoring.line import Scored
from services.assessment.scoring.total import score_object
from services.assessment.standings import Part, Row, Standings, by_quota, grade_of, group_of, ranked, shown, standings
from services.assessment.tables import AssessmentCycle
from services.errors import Forbidden, Invalid
from services.geography.outlines import outlines

NOTHING = Decimal(0)
# Bonuses, vetoes and rounding: what of a total is of no item.
OTHER = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """An object before and after; the item that decides its move, by its words, where one alone does."""

    before: Row
    after: Row
    item: Words | None


@dataclass(frozen=True, slots=True)
class Twice:
    """Two items that take points for the same evidence, and for how many pieces of it."""

    first: Words
    second: Words
    pieces: int


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Every object, those that move furthest first; what changed weights would do; evidence that counts twice."""

    cycle: AssessmentCycle
    rubric: Rubric
    moved: tuple[Moved, ...]
    weights: tuple[Steady, ...]
    twice: tuple[Twice, ...]


def rehearse(session: Session, scope: Scope, version_id: int, cycle: AssessmentCycle, kind: str) -> Rehearsal:
    """Score a reckoned cycle anew by a version of a rubric, from the evidence as its last run saw it.

    Raises Forbidden for anybody but the office, NotFound, and Invalid where the version leaves anything undecided, the
    cycle is of another length than the one it scores, was not reckoned, or holds marks that its rules do not take.
    """
    if not scope.everything:
        raise Forbidden("assessment.office")
    rubric = _complete(session, scope, version_id)
    ran = last_run(session, cycle.id)
    if ran is None or not cycle.scored or cycle.kind != rubric.roll_up.every:
        raise Invalid("assessment.rehearsal_cycle", cycle=cycle.key, every=rubric.roll_up.every)
    if kind not in {assessed.kind for assessed in rubric.objects}:
        raise Invalid("assessment.rehearsal_kind", kind=kind)
    before = standings(session, scope, cycle, kind)
    spans = spans_of(session, cycle)
    known = {row.target for row in before.rows}
    objects = [one for one in objects_of(session, [kind], spans, ZoneInfo(cycle.zone)) if one.target in known]
    marks = standing_marks(session, cycle)
    evidence = gather(session, rubric, Gathering(scope, cycle, spans, ran.as_of, objects, None, marks))
    seen = inspections_of(marks)
    try:
        scored = {
            o.target: score_object(rubric, evidence[o.target], cycle.kind, seen.get(o.target, 0)) for o in objects
        }
    except ValueError as refused:
        raise Invalid("assessment.rehearsal_marks", problem=str(refused)) from refused
    after = _after(session, before, rubric, scored, spans[-1].edition_id)
    return Rehearsal(cycle, rubric, _moved(before, after), weights_of(after), twice(rubric, scored.values()))


def _complete(session: Session, scope: Scope, version_id: int) -> Rubric:
    version = version_named(session, scope, version_id)
    rubric = rubric_of(version)
    proof = proof_of(rubric)
    if not proof.complete:
        raise Invalid("assessment.rehearsal_open", number=version.number, count=len(proof.open) + len(proof.faults))
    return rubric


def _after(
    session: Session, before: Standings, rubric: Rubric, scored: Mapping[Target, Scored], edition_id: int
) -> Standings:
    """The table as it would be."""
    zones = {outline.zone_id: outline for outline in outlines(session, edition_id)}
    rows = [_row(rubric, row, scored[row.target]) for row in before.rows if row.target in scored]
    groups = []
    for row in rows:
        own = zones.get(row.target.zone_id)
        groups.append(group_of(rubric, [zones[z].code for z in own.path if z in zones] if own else [row.code]))
    return Standings(before.cycle, rubric, before.kind, tuple(by_quota(rubric, ranked(rubric, rows, groups))))


def _row(rubric: Rubric, row: Row, scored: Scored) -> Row:
    total = scored.total
    parts = {o.key: Part(o.key, o.points, o.maximum, o.standing.value) for o in scored.outcomes if o.part != "total"}
    return replace(
        row, points=shown(rubric, total.points), standing=total.standing.value, missing=total.missing,
        unranked=scored.unranked, grade=grade_of(rubric, total.points, scored.grade_caps), parts=parts,
        grade_caps=scored.grade_caps,
    )  # fmt: skip


def _moved(before: Standings, after: Standings) -> tuple[Moved, ...]:
    earlier = {row.target: row for row in before.rows}
    titles = {item.key: item.title for rubric in (before.rubric, after.rubric) for item in rubric.items}
    decides: dict[Target, Words | None] = {}
    for group in {row.group for row in after.rows}:
        both = [r for r in after.rows if r.group == group and r.rank is not None and earlier[r.target].rank is not None]
        keys = [*titles, OTHER]
        old = [_by_item(before.rubric, earlier[row.target], keys) for row in both]
        new = [_by_item(after.rubric, row, keys) for row in both]
        for row, move in zip(both, moves(old, new), strict=True):
            decides[row.target] = None if move.item is None else titles.get(keys[move.item])
    found = [Moved(earlier[row.target], row, decides.get(row.target)) for row in after.rows]
    return tuple(sorted(found, key=_furthest))


def _furthest(one: Moved) -> tuple[int, str]:
    both = one.before.rank is not None and one.after.rank is not None
    return -abs((one.after.rank or 0) - (one.before.rank or 0)) if both else 1, one.after.code


def _by_item(rubric: Rubric, row: Row, keys: Sequence[str]) -> list[Decimal]:
    """What each item brings to the total, its component's weight and what is left out reckoned in."""
    there = [c for c in rubric.components if c.key in row.parts and row.parts[c.key].points is not None]
    present = sum((decided(c.weight) for c in there), NOTHING)
    brought: dict[str, Decimal] = defaultdict(Decimal)
    for component in there:
        items = [row.parts[i.key] for i in component.items if i.key in row.parts]
        reachable = sum((part.maximum for part in items if part.points is not None), NOTHING)
        for part in items:
            if part.points is not None and reachable:
                brought[part.key] = part.points * decided(component.weight) * rubric.total / reachable / present
    brought[OTHER] = (row.points or NOTHING) - sum(brought.values(), NOTHING)
    return [brought[key] for key in keys]


def twice(rubric: Rubric, scored: Iterable[Scored]) -> tuple[Twice, ...]:
    """Pairs of items that take points for the same evidence, and for how many pieces of it."""
    titles = {item.key: item.title for item in rubric.items}
    pieces: dict[tuple[str, str], int] = defaultdict(int)
    for one in scored:
        taken: dict[tuple[str, int], list[str]] = defaultdict(list)
        for line in one.lines:
            if line.part == "item" and line.effect.points < 0:
                for ref in line.effect.refs:
                    holders = taken[line.effect.subject, ref]
                    if line.item not in holders:
                        holders.append(line.item)
        for holders in taken.values():
            for at, first in enumerate(holders):
                for second in holders[at + 1 :]:
                    pieces[first, second] += 1
    return tuple(Twice(titles[a], titles[b], n) for (a, b), n in sorted(pieces.items(), key=lambda p: (-p[1], p[0])))
