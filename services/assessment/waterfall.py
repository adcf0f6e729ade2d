"""A score step by step: from what everything opens with down to the total, each step with its sentence."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.assessment.ledger.read import Entry, entries_of
from services.assessment.objects import Target
from services.assessment.rubric.model import Rubric
from services.assessment.said import Words
from services.assessment.standings import Part
from services.assessment.tables import AssessmentCycle


@dataclass(frozen=True, slots=True)
class Step:
    """A line with what the score was before and after it."""

    entry: Entry
    before: Decimal
    after: Decimal


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
        return sum((step.entry.points for step in self.steps), Decimal(0))


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The sections in the order of the rubric; their steps add up to `total`."""

    opening: Decimal
    sections: tuple[Section, ...]
    total: Decimal


def waterfall(
    session: Session, scope: Scope, cycle: AssessmentCycle, rubric: Rubric, target: Target, parts: dict[str, Part]
) -> Waterfall:
    """The steps of an object that the caller may see.

    All items open first, so that one reads from the maximum downwards: their openings stand before everything, and
    the steps follow in the order of the rubric. Items that were not scored have a section without steps.
    """
    entries = entries_of(session, scope, cycle.id, target)
    opening = sum((e.points for e in entries if e.rule == "opening"), Decimal(0))
    by_section: dict[tuple[str, str], list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: e.step):
        if entry.rule != "opening":
            by_section.setdefault((entry.part, entry.item or entry.component), []).append(entry)
    score, sections = opening, []
    for part, key, title, component in _order(rubric):
        steps = []
        for entry in by_section.get((part, key), []):
            steps.append(Step(entry, score, score + entry.points))
            score += entry.points
        if steps or (part == "item" and key in parts):
            sections.append(Section(part, key, title, component, tuple(steps), parts.get(key)))
    return Waterfall(opening, tuple(sections), score)


def _order(rubric: Rubric) -> list[tuple[str, str, Words | None, Words | None]]:
    found: list[tuple[str, str, Words | None, Words | None]] = []
    for component in rubric.components:
        found += [("item", item.key, item.title, component.title) for item in component.items]
        found.append(("component", component.key, component.title, component.title))
    return [*found, ("total", "", None, None)]
