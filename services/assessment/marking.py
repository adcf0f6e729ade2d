"""What a cycle asks people to mark, and how far they are: components with their marks, objects with what stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.assessment import cycles
from services.assessment.evidence.registry import MARKS, given_by_people
from services.assessment.marks import Given, NewMark, refusal_of, rules_of, standing_marks
from services.assessment.objects import Target, objects_of, spans_of
from services.assessment.rubric.decidable import decided
from services.assessment.rubric.model import Component, Rubric
from services.assessment.rules import Bonus, Manual
from services.assessment.rules.base import Rule
from services.assessment.said import Words
from services.assessment.tables import AssessmentCycle
from services.errors import DomainError, Forbidden
from services.geography.outlines import outlines
from services.measures.period import parse


@dataclass(frozen=True, slots=True)
class Asked:
    """One mark that the rubric reads: points from `least` to `most`, or something that happened where these are None.

    `levels` are those of a bonus with their points; `item` is empty beside the items.
    """

    name: str
    what: Words
    item: Words | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    levels: Mapping[str, Decimal] | None = None

    @property
    def in_points(self) -> bool:
        """Whether people give points for it; else they say that it happened."""
        return self.most is not None


@dataclass(frozen=True, slots=True)
class Section:
    """The marks of a component; what stands beside the components, bonuses and vetoes, has no title."""

    title: Words | None
    asked: tuple[Asked, ...]

    @property
    def expected(self) -> frozenset[str]:
        """The names that every object should have a mark for: what happens does not happen everywhere."""
        return frozenset(one.name for one in self.asked if one.in_points)


@dataclass(frozen=True, slots=True)
class Place:
    """An object with its name, and the names for which marks of it stand."""

    target: Target
    code: str
    name: str
    within: str
    marked: frozenset[str]

    def done(self, section: Section) -> int:
        """How many of a section's expected marks stand."""
        return len(section.expected & self.marked)


def sections_of(rubric: Rubric) -> tuple[Section, ...]:
    """What people mark, by component in the order of the rubric, then what stands beside the components."""
    found: list[Section] = []
    seen: set[str] = set()
    for component in rubric.components:
        asked = tuple(_in(component, seen))
        if asked:
            found.append(Section(component.title, asked))
    beside = tuple(_asked(name, rules, None) for name, rules in rules_of(rubric).items() if name not in seen)
    return (*found, Section(None, beside)) if beside else tuple(found)


def _in(component: Component, seen: set[str]) -> Iterable[Asked]:
    for item in component.items:
        by_name: dict[str, list[Rule]] = {}
        for rule in decided(item.rules):
            if given_by_people(rule.evidence):
                by_name.setdefault(rule.evidence.removeprefix(f"{MARKS}."), []).append(rule)
        for name, rules in by_name.items():
            if name not in seen:
                seen.add(name)
                yield _asked(name, rules, item.title)


def _asked(name: str, rules: Sequence[Rule], item: Words | None) -> Asked:
    for rule in rules:
        if isinstance(rule, Manual):
            return Asked(name, rule.what, item, rule.least, rule.most)
    levels = next((rule.levels for rule in rules if isinstance(rule, Bonus)), None)
    return Asked(name, rules[0].what, item, levels=levels)


def marked_in(session: Session, rubric: Rubric, cycle: AssessmentCycle) -> list[AssessmentCycle]:
    """The cycles in which the marks of a cycle are given: itself, or the shorter ones that it is combined from."""
    if parse(cycle.key).kind == rubric.roll_up.every:
        return [cycle]
    return [one for part in cycles.parts(session, cycle) for one in marked_in(session, rubric, part)]


def places_of(session: Session, scope: Scope, cycle: AssessmentCycle, rubric: Rubric, kind: str) -> list[Place]:
    """The objects of a kind with what is marked, by code. Raises Forbidden for anybody but the office."""
    if not scope.everything:
        raise Forbidden("assessment.office")
    spans = spans_of(session, cycle)
    named = {one.zone_id: one for span in spans for one in outlines(session, span.edition_id)}
    marked: dict[Target, set[str]] = {}
    for given in standing_marks(session, cycle):
        marked.setdefault(Target(given.mark.object_kind, given.mark.zone_id), set()).add(given.mark.name)
    kinds = [assessed.kind for assessed in rubric.objects if assessed.kind == kind]
    found = []
    for one in objects_of(session, kinds, spans, ZoneInfo(cycle.zone)):
        outline = named[one.target.zone_id]
        above = named.get(outline.path[-2]) if len(outline.path) > 1 else None
        found.append(Place(one.target, outline.code, outline.name, above.name if above else "",
                           frozenset(marked.get(one.target, ()))))  # fmt: skip
    return sorted(found, key=lambda place: place.code)


def given_to(session: Session, cycle: AssessmentCycle, target: Target) -> dict[str, list[Given]]:
    """The standing marks of an object by name, in the order in which they were given."""
    found: dict[str, list[Given]] = {}
    for given in standing_marks(session, cycle, [target.zone_id]):
        if given.mark.object_kind == target.kind:
            found.setdefault(given.mark.name, []).append(given)
    return found


def refusals(rubric: Rubric, handed_in: Iterable[NewMark]) -> dict[str, DomainError]:
    """What can't be taken of a form, by the name of the mark; empty where all of it can."""
    checked = ((new.name, refusal_of(rubric, new)) for new in handed_in)
    return {name: refused for name, refused in checked if refused is not None}
