"""Marks: points that people give with a reason, what they say happened, and that there was nothing to mark.

The only writer of assessment_mark. A mark is never changed: it is taken back by a line that counters it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from services.access.audit import record
from services.access.scope import Scope
from services.access.tables import Person
from services.assessment.evidence.registry import MARKS, given_by_people
from services.assessment.objects import Target
from services.assessment.rubric.decidable import decided
from services.assessment.rubric.model import Rubric
from services.assessment.rubric.walk import rules_at
from services.assessment.rules import Bonus, Manual
from services.assessment.rules.base import Rule
from services.assessment.tables import AssessmentCycle, AssessmentMark
from services.assessment.values import Evidence, Mark, Standing, Tally
from services.errors import DomainError, Forbidden, Invalid, NotFound

SUBJECT = "mark"


@dataclass(frozen=True, slots=True)
class NewMark:
    """What somebody hands in: points for what people mark, none for what happened, or why there is nothing.

    `by` is who marked, where the office enters it for them.
    """

    name: str
    reason: str
    points: Decimal | None = None
    level: str = ""
    standing: str = "scored"
    by: UUID | None = None


def give(
    session: Session, scope: Scope, cycle: AssessmentCycle, target: Target, rubric: Rubric, new: NewMark
) -> AssessmentMark:
    """Hand a mark in. Raises Forbidden for anybody but the office, Invalid where the rubric's rule can't read it."""
    return give_all(session, scope, cycle, rubric, [(target, new)])[0]


def give_all(
    session: Session, scope: Scope, cycle: AssessmentCycle, rubric: Rubric, given: Iterable[tuple[Target, NewMark]]
) -> list[AssessmentMark]:
    """Hand many marks in, all or none; raises as `give` does, for the first that can't be read."""
    if not scope.everything:
        raise Forbidden("assessment.office")
    rules = rules_of(rubric)
    made = []
    for target, new in given:
        _check(rules, new)
        made.append(AssessmentMark(
            cycle_id=cycle.id, object_kind=target.kind, zone_id=target.zone_id, name=new.name, standing=new.standing,
            points=new.points, level=new.level, reason=new.reason.strip(), person_id=new.by or scope.person_id,
        ))  # fmt: skip
    session.add_all(made)
    session.flush()
    record(session, scope.person_id, "assessment.mark", cycle.key,
           {"marks": [[m.object_kind, m.zone_id, m.name, m.id] for m in made]})  # fmt: skip
    return made


def take_back(session: Session, scope: Scope, mark_id: int, reason: str) -> AssessmentMark:
    """Counter a mark. Raises Forbidden, NotFound where it is none or was taken back, Invalid without a reason."""
    if not scope.everything:
        raise Forbidden("assessment.office")
    found = session.get(AssessmentMark, mark_id)
    countered = select(AssessmentMark.id).where(AssessmentMark.counters == mark_id)
    if found is None or found.counters is not None or session.scalar(countered) is not None:
        raise NotFound("assessment.mark_gone", number=mark_id)
    if not reason.strip():
        raise Invalid("assessment.mark_reason")
    made = AssessmentMark(
        cycle_id=found.cycle_id, object_kind=found.object_kind, zone_id=found.zone_id, name=found.name,
        reason=reason.strip(), counters=mark_id, person_id=scope.person_id,
    )  # fmt: skip
    session.add(made)
    session.flush()
    record(session, scope.person_id, "assessment.mark_back", str(mark_id), {"reason": reason.strip()})
    return made


def rules_of(rubric: Rubric) -> dict[str, list[Rule]]:
    """The rules that read marks, by the name of the mark."""
    found: dict[str, list[Rule]] = {}
    for _, rule in rules_at(rubric):
        if given_by_people(rule.evidence):
            found.setdefault(rule.evidence.removeprefix(f"{MARKS}."), []).append(rule)
    return found


def refusal_of(rubric: Rubric, new: NewMark) -> DomainError | None:
    """Why a mark can't be taken; None where it can."""
    try:
        _check(rules_of(rubric), new)
    except DomainError as refused:
        return refused
    return None


def _check(rules: Mapping[str, Sequence[Rule]], new: NewMark) -> None:
    if new.name not in rules:
        raise Invalid("assessment.mark_name", name=new.name, known=", ".join(rules))
    if not new.reason.strip():
        raise Invalid("assessment.mark_reason")
    if new.standing == "scored":
        for rule in rules[new.name]:
            _check_against(rule, new)


def _check_against(rule: Rule, new: NewMark) -> None:
    if isinstance(rule, Manual):
        if new.points is None or not rule.least <= new.points <= rule.most:
            raise Invalid("assessment.mark_points", name=new.name, least=rule.least, most=rule.most)
    elif new.points is not None:
        raise Invalid("assessment.mark_event", name=new.name)
    if isinstance(rule, Bonus) and new.level not in rule.levels:
        raise Invalid("assessment.mark_level", name=new.name, level=new.level, known=", ".join(rule.levels))


@dataclass(frozen=True, slots=True)
class Given:
    """A standing mark with the name of who gave it."""

    mark: AssessmentMark
    by: str


def standing_marks(session: Session, cycle: AssessmentCycle, zones: Iterable[int] | None = None) -> list[Given]:
    """The marks of a cycle that were not taken back, in the order in which they were given."""
    counter = aliased(AssessmentMark)
    chosen = (
        select(AssessmentMark, Person.display_name)
        .outerjoin(Person, Person.id == AssessmentMark.person_id)
        .where(AssessmentMark.cycle_id == cycle.id, AssessmentMark.counters.is_(None))
        .where(~exists().where(counter.counters == AssessmentMark.id))
        .order_by(AssessmentMark.id)
    )
    if zones is not None:
        chosen = chosen.where(AssessmentMark.zone_id.in_(list(zones)))
    return [Given(mark, by or "") for mark, by in session.execute(chosen)]


def inspections_of(given: Iterable[Given]) -> dict[Target, int]:
    """How often each object was inspected: what one person marked on one day (UTC) is one inspection."""
    seen = {(_target(g.mark), g.mark.person_id, g.mark.at.date()) for g in given if g.mark.standing == "scored"}
    counted: dict[Target, int] = {}
    for target, _, _ in seen:
        counted[target] = counted.get(target, 0) + 1
    return counted


def evidence_of(rubric: Rubric, given: Iterable[Given]) -> dict[tuple[Target, str], Evidence]:
    """The marks as evidence, by object and full name. What nobody marked is not in it: see `unmarked`."""
    rows: dict[tuple[Target, str], list[Given]] = {}
    for one in given:
        rows.setdefault((_target(one.mark), f"{MARKS}.{one.mark.name}"), []).append(one)
    least = _least(rubric)
    return {(target, name): _evidence(found, least.get(name, 1)) for (target, name), found in rows.items()}


def unmarked(rubric: Rubric, name: str) -> Evidence:
    """What an object has that nobody marked: it was not inspected, or nothing of the kind happened."""
    rules = rules_of(rubric).get(name.removeprefix(f"{MARKS}."), [])
    marked = any(isinstance(rule, Manual) for rule in rules)
    return Evidence(SUBJECT, standing=Standing.NOT_INSPECTED if marked else Standing.SCORED)


def _evidence(given: list[Given], least: int) -> Evidence:
    scored = [g for g in given if g.mark.standing == "scored"]
    if not scored:
        return Evidence(SUBJECT, standing=Standing(given[-1].mark.standing))
    points = tuple(
        Mark(g.mark.points or Decimal(0), g.mark.reason, g.by, (g.mark.id,)) for g in scored
    )  # fmt: skip
    events = tuple(Tally(1, (g.mark.id,), level=g.mark.level) for g in scored if g.mark.points is None)
    return Evidence(SUBJECT, events, None, points, Standing.SCORED if len(scored) >= least else Standing.NOT_INSPECTED)


def _least(rubric: Rubric) -> Mapping[str, int]:
    """How many marks are too few, by name, where a component has raters."""
    found: dict[str, int] = {}
    for component in rubric.components:
        raters = decided(component.raters)
        for item in component.items if raters else ():
            for rule in decided(item.rules):
                if raters and isinstance(rule, Manual):
                    found[rule.evidence] = raters.at_least
    return found


def _target(mark: AssessmentMark) -> Target:
    return Target(mark.object_kind, mark.zone_id)
