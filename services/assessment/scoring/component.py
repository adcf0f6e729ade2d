"""A component's score: its items one after the other, then made as heavy as the rubric says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.assessment.rubric.decidable import decided
from services.assessment.rubric.model import Component, Item, Rounding
from services.assessment.rules.base import Rule, kept
from services.assessment.rules.item import ItemScore, score_item
from services.assessment.said import said
from services.assessment.scoring.line import Line, Outcome, added
from services.assessment.scoring.once import Used
from services.assessment.scoring.rounding import rounding_step
from services.assessment.values import Effect, Evidence, Standing, standing_of_none

NOTHING = Decimal(0)
GONE = (Standing.NOT_INSPECTED, Standing.REFUSED)


@dataclass(frozen=True, slots=True)
class Given:
    """What scoring an object goes by: evidence by name, what is used, and how items are rounded, if they are."""

    evidence: Mapping[str, Evidence]
    used: Used
    rounding: Rounding


@dataclass(frozen=True, slots=True)
class ComponentScore:
    """A component's lines and outcomes, the last its own. `weight` is 0 where it does not apply at all."""

    lines: tuple[Line, ...]
    outcomes: tuple[Outcome, ...]
    weight: Decimal

    @property
    def own(self) -> Outcome:
        """What the component came to."""
        return self.outcomes[-1]


def score_component(component: Component, items: Sequence[Item], given: Given) -> ComponentScore:
    """The items of a component that this cycle scores, in the order of the rubric."""
    lines: list[Line] = []
    outcomes: list[Outcome] = []
    for item in items:
        effects, found = _item(item, given)
        lines += [Line("item", component.key, item.key, effect) for effect in effects]
        points = added(lines_of(lines, item.key)) if found.standing is Standing.SCORED else None
        gone = Decimal(100) if found.standing in GONE else NOTHING
        outcomes.append(Outcome("item", item.key, points, found.maximum, found.standing, gone))
    steps, own = weighted(component, items, outcomes)
    lines += [Line("component", component.key, "", step) for step in steps]
    applies = own.standing is not Standing.NOT_APPLICABLE
    weight = decided(component.weight) if applies else NOTHING
    return ComponentScore(tuple(lines), (*outcomes, own), weight)


def lines_of(lines: Sequence[Line], item: str) -> list[Line]:
    """The lines of an item."""
    return [line for line in lines if line.part == "item" and line.item == item]


def _item(item: Item, given: Given) -> tuple[list[Effect], ItemScore]:
    """An item's steps; what earlier items have deducted for is left out before its rules read anything."""
    rules: Sequence[Rule] = decided(item.rules)
    evidence: dict[str, Evidence] = {}
    without: list[Effect] = []
    for name in dict.fromkeys(rule.evidence for rule in rules):
        evidence[name], step = given.used.left(given.evidence[name])
        without += [step] if step else []
    found = score_item(rules, evidence, decided(item.maximum), item.floor, item.opens)
    if found.standing is not Standing.SCORED:
        return [], found
    given.used.use(found.effects, evidence, rules)
    opening, *steps = found.effects
    rounding = rounding_step(found.score, given.rounding) if given.rounding.at == "item" else []
    return [opening, *without, *steps, *rounding], found


def weighted(component: Component, items: Sequence[Item], outcomes: Sequence[Outcome]) -> tuple[list[Effect], Outcome]:
    """The step that makes a component as heavy as it is, and what it came to.

    Items that do not apply or are missing leave the denominator: the others stand for the whole weight. The missing
    ones are told by the share of it that they have by their maxima.
    """
    weight = decided(component.weight)
    scored = [o for o in outcomes if o.points is not None]
    reachable = sum((o.maximum for o in scored), NOTHING)
    missing = missing_share(items, outcomes)
    if not reachable:
        return [], Outcome(
            "component", component.key, None, weight, standing_of_none({o.standing for o in outcomes}), missing
        )
    exact = sum((o.points for o in scored if o.points is not None), NOTHING)
    points = exact if reachable == weight else kept(exact * weight / reachable)
    own = Outcome("component", component.key, points, weight, Standing.SCORED, missing)
    if points == exact:
        return [], own
    sentence = said(
        "%(what)s: %(part)s of %(whole)s counts as %(points)s of %(weight)s",
        what=component.title, part=exact, whole=reachable, points=points, weight=weight,
    )  # fmt: skip
    return [Effect("weighting", points - exact, sentence)], own


def missing_share(items: Sequence[Item], outcomes: Sequence[Outcome]) -> Decimal:
    """The share of the applicable items, by their maxima, that is missing, in per cent."""
    maxima = {item.key: decided(item.maximum) for item in items}
    applying = [o for o in outcomes if o.standing is not Standing.NOT_APPLICABLE]
    whole = sum((maxima[o.key] for o in applying), NOTHING)
    gone = sum((maxima[o.key] for o in applying if o.standing in GONE), NOTHING)
    return kept(gone * 100 / whole) if whole else NOTHING
