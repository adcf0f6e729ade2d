"""An item's score: it opens, its rules follow in the order of the rubric, and where it is stopped, that is a step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from services.assessment.rules.base import Room, Rule
from services.assessment.rules.full_if import FullIf
from services.assessment.said import said
from services.assessment.values import Effect, Evidence, Standing, standing_of_none

Opens = Literal["maximum", "zero"]


@dataclass(frozen=True, slots=True)
class ItemScore:
    """What an item came to. `maximum` is what could be reached: rules that do not apply have left it.

    Where the standing is not `scored` there are no effects and no score, which is not a score of zero.
    """

    standing: Standing
    effects: tuple[Effect, ...]
    maximum: Decimal

    @property
    def score(self) -> Decimal:
        """The sum of the effects, exactly."""
        return sum((effect.points for effect in self.effects), Decimal(0))


def score_item(
    rules: Sequence[Rule], evidence: Mapping[str, Evidence], maximum: Decimal, floor: Decimal, opens: Opens
) -> ItemScore:
    """An item of rules from evidence by its name; evidence that is not there raises KeyError."""
    standing = standing_of(rules, evidence)
    if standing is not Standing.SCORED:
        return ItemScore(standing, (), maximum)
    applying = [rule for rule in rules if rule.applies(evidence[rule.evidence])]
    left = reachable(rules, evidence, maximum) if opens == "zero" else maximum
    # What rules that do not apply leave to be reached can lie below the floor, and then it is the floor.
    floor = min(floor, left)
    effects = [opening(left, opens)]
    for rule in applying:
        if rule.reads_score:
            effects += stops(effects, floor, left)
        effects += rule.apply(evidence[rule.evidence], Room(_sum(effects), floor, left))
    return ItemScore(Standing.SCORED, (*effects, *stops(effects, floor, left)), left)


def reachable(rules: Sequence[Rule], evidence: Mapping[str, Evidence], maximum: Decimal) -> Decimal:
    """The maximum without what rules could earn that do not apply, unless a rule gives full marks for just that."""
    if any(isinstance(rule, FullIf) and rule.holds(evidence[rule.evidence]) for rule in rules):
        return maximum
    gone = sum((rule.full for rule in rules if not rule.applies(evidence[rule.evidence])), Decimal(0))
    return max(Decimal(0), maximum - gone)


def standing_of(rules: Sequence[Rule], evidence: Mapping[str, Evidence]) -> Standing:
    """Refused or not inspected where any evidence is; not applicable where no rule applies."""
    found = {evidence[rule.evidence].standing for rule in rules}
    missing = standing_of_none(found)
    if missing is not Standing.NOT_APPLICABLE:
        return missing
    applies = any(rule.applies(evidence[rule.evidence]) for rule in rules)
    return Standing.SCORED if applies else Standing.NOT_APPLICABLE


def opening(maximum: Decimal, opens: Opens) -> Effect:
    """The first step of an item."""
    if opens == "zero":
        return Effect("opening", Decimal(0), said("Opens at zero"))
    return Effect("opening", maximum, said("Opens at its maximum, %(points)s", points=maximum))


def stops(effects: Sequence[Effect], floor: Decimal, maximum: Decimal) -> list[Effect]:
    """The step back between floor and maximum, where the sum has left them."""
    score = _sum(effects)
    if score < floor:
        sentence = said("Stopped at %(limit)s: %(points)s given back", limit=floor, points=floor - score)
        return [Effect("floor", floor - score, sentence)]
    if score > maximum:
        sentence = said("Stopped at %(limit)s: %(points)s not counted", limit=maximum, points=score - maximum)
        return [Effect("maximum", maximum - score, sentence)]
    return []


def _sum(effects: Sequence[Effect]) -> Decimal:
    return sum((effect.points for effect in effects), Decimal(0))
