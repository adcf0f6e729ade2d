"""A score step by step: from all points that there are down to the score, each step with its sentence."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.assessment.ledger.read import Entry, entries_of
from services.assessment.objects import Target
from services.assessment.rubric.decidable import decided
from services.assessment.rubric.model import Component, Item, Rubric
from services.assessment.said import Said, Words, said
from services.assessment.standings import Part
from services.assessment.tables import AssessmentCycle

NOTHING = Decimal(0)
# Why an item that the rubric counts has no line in the ledger.
GONE = {
    "not_applicable": said("Does not apply: its points leave the sum"),
    "not_inspected": said("Nobody inspected it: its points leave the sum"),
    "refused": said("Inspection was refused: its points leave the sum"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the ledger, or what the opening leaves out of the whole (`entry` None), with the score around it."""

    said: Said
    points: Decimal
    before: Decimal
    after: Decimal
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The steps of an item, of a component's weighting, or of the total; `part` is what it came to."""

    part: str
    key: str
    title: Words | None
    component: Words | None
    steps: tuple[Step, ...]
    came_to: Part | None = None

    @property
    def change(self) -> Decimal:
        """What its steps add up to."""
        return sum((step.points for step in self.steps), NOTHING)


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The sections in the order of the rubric; from `opening` their steps lead to `total`, None where nothing is."""

    opening: Decimal
    sections: tuple[Section, ...]
    total: Decimal | None


Heading = tuple[str, str, Words | None, Words | None]


def waterfall(
    session: Session, scope: Scope, cycle: AssessmentCycle, rubric: Rubric, target: Target, parts: dict[str, Part]
) -> Waterfall:
    """The steps of an object that the caller may see, from all points of the rubric downwards.

    What the ledger opens with and what the whole is differ by items that are earned from nought, were not scored, or
    are scaled: that stands before the lines of the item, component or total as a step of its own, so that the lines
    and these steps together are exact.
    """
    entries = entries_of(session, scope, cycle.id, target)
    opened = {e.item: e.points for e in entries if e.rule == "opening"}
    by_section: dict[tuple[str, str], list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: e.step):
        if entry.rule != "opening":
            by_section.setdefault((entry.part, entry.item or entry.component), []).append(entry)
    score, sections = rubric.total, []
    for (part, key, title, component), unopened in _order(rubric, opened, parts, scored=cycle.scored):
        given = [(one.said, one.points, one) for one in by_section.get((part, key), [])]
        steps = []
        for sentence, points, line in [*((*one, None) for one in unopened), *given]:
            steps.append(Step(sentence, points, score, score + points, line))
            score += points
        if steps or (part == "item" and key in parts):
            sections.append(Section(part, key, title, component, tuple(steps), parts.get(key)))
    return Waterfall(rubric.total, tuple(sections), score if entries else None)


Unopened = list[tuple[Said, Decimal]]


def _order(
    rubric: Rubric, opened: dict[str, Decimal], parts: dict[str, Part], *, scored: bool
) -> list[tuple[Heading, Unopened]]:
    """The sections, each with what it leaves out of the whole before its first line."""
    found: list[tuple[Heading, Unopened]] = []
    for component in rubric.components:
        for item in component.items:
            left = _unopened(item, opened, parts) if scored else []
            found.append((("item", item.key, item.title, component.title), left))
        found.append((("component", component.key, component.title, component.title), _scaled(component, scored)))
    whole = [] if scored else [(said("The parts of the period are added up from nought"), -rubric.total)]
    return [*found, (("total", "", None, None), whole)]


def _unopened(item: Item, opened: dict[str, Decimal], parts: dict[str, Part]) -> Unopened:
    maximum = decided(item.maximum)
    if item.key in opened:
        points = opened[item.key] - maximum
        return [(said("Earned point by point, from nought"), points)] if points else []
    part = parts.get(item.key)
    why = GONE.get(part.standing if part else "", said("Not scored in this period: its points leave the sum"))
    return [(why, -maximum)]


def _scaled(component: Component, scored: bool) -> Unopened:
    """The difference between a component's weight and the points of its items."""
    weight = decided(component.weight)
    items = sum((decided(item.maximum) for item in component.items), NOTHING)
    if not scored or items == weight:
        return []
    sentence = said(
        "Its items have %(items)s points, its weight is %(weight)s: counted anew", items=items, weight=weight
    )
    return [(sentence, items - weight)]
