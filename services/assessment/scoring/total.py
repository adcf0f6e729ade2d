"""An object's score from a rubric and its evidence: components, what lies on top, vetoes, and the one rounding."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from services.assessment.ranking.formal import Entrant, Reason, Rule, unranked
from services.assessment.rubric.decidable import decided
from services.assessment.rubric.model import Item, Period, Rubric
from services.assessment.rules import Veto
from services.assessment.rules.base import Room, kept
from services.assessment.rules.item import stops
from services.assessment.said import Said, said
from services.assessment.scoring.component import NOTHING, ComponentScore, Given, score_component
from services.assessment.scoring.line import Line, Outcome, Scored, added
from services.assessment.scoring.once import Used
from services.assessment.scoring.rounding import rounding_step
from services.assessment.values import Effect, Evidence, Standing, standing_of_none

ORDER: tuple[Period, ...] = ("month", "quarter", "half", "year")


def names_of(rubric: Rubric) -> tuple[str, ...]:
    """Every evidence that a rubric reads, once."""
    rules = [rule for item in rubric.items for rule in decided(item.rules)]
    bonus, vetoes = decided(rubric.bonus), decided(rubric.vetoes)
    extra = [*(bonus.rules if bonus else ()), *vetoes]
    return tuple(dict.fromkeys(rule.evidence for rule in [*rules, *extra]))


def scored_in(item: Item, kind: str) -> bool:
    """Whether a cycle of a kind scores an item: what has a longer period waits for it."""
    return ORDER.index(item.period) <= ORDER.index(kind)


def score_object(rubric: Rubric, evidence: Mapping[str, Evidence], kind: str, inspections: int = 0) -> Scored:
    """The score of one object in a cycle of a kind; evidence that is not there raises KeyError."""
    given = Given(evidence, Used(), decided(rubric.rounding))
    parts = []
    for component in rubric.components:
        items = [item for item in component.items if scored_in(item, kind)]
        if items:
            parts.append(score_component(component, items, given))
    return finished(rubric, parts, evidence, inspections)


def finished(
    rubric: Rubric, parts: Sequence[ComponentScore], evidence: Mapping[str, Evidence], inspections: int
) -> Scored:
    """The total from components that have been scored."""
    lines = [line for part in parts for line in part.lines]
    outcomes = tuple(o for part in parts for o in part.outcomes)
    missing = missing_weight(parts)
    whole = rubric.total
    if all(part.own.points is None for part in parts):
        standing = standing_of_none({part.own.standing for part in parts})
        total = Outcome("total", "", None, whole, standing, missing)
        return Scored((), (*outcomes, total), why_unranked(rubric, total, inspections))
    for step in (_present(rubric, parts), _on_top(rubric, lines, evidence)):
        lines += [Line("total", "", "", effect) for effect in step]
    caps = _vetoes(rubric, lines, evidence)
    total = Outcome("total", "", added(lines), whole, Standing.SCORED, missing)
    return Scored(tuple(lines), (*outcomes, total), why_unranked(rubric, total, inspections), caps)


def missing_weight(parts: Sequence[ComponentScore]) -> Decimal:
    """The share of all applicable weight that is missing, in per cent."""
    whole = sum((part.weight for part in parts), NOTHING)
    gone = sum((part.weight * part.own.missing for part in parts), NOTHING)
    return kept(gone / whole) if whole else NOTHING


def why_unranked(rubric: Rubric, total: Outcome, inspections: int) -> Said | None:
    """Why a total has no rank, or None where it has one."""
    limit, least = decided(rubric.missing.no_rank_above), decided(rubric.missing.minimum_inspections)
    reason = unranked(Entrant(0, "", total.points, total.missing, inspections), Rule(limit, least))
    if reason is Reason.UNSCORED:
        return said("Nothing could be scored")
    if reason is Reason.MISSING:
        return said("%(share)s %% of the weight is missing, more than %(limit)s %%", share=total.missing, limit=limit)
    if reason is Reason.FEW_INSPECTIONS:
        return said("%(count)d inspections, fewer than %(least)d", count=inspections, least=least)
    return None


def _present(rubric: Rubric, parts: Sequence[ComponentScore]) -> list[Effect]:
    """The step that makes the components that are there stand for all of the weight."""
    there = [part for part in parts if part.own.points is not None]
    present = sum((part.weight for part in there), NOTHING)
    exact = sum((part.own.points or NOTHING for part in there), NOTHING)
    points = kept(exact * rubric.total / present)
    if points == exact:
        return []
    sentence = said(
        "%(part)s of the %(present)s that there is counts as %(points)s of %(total)s",
        part=exact, present=present, points=points, total=rubric.total,
    )  # fmt: skip
    return [Effect("left_out", points - exact, sentence)]


def _on_top(rubric: Rubric, lines: Sequence[Line], evidence: Mapping[str, Evidence]) -> list[Effect]:
    """Bonuses, their common cap, and the stop at the total where it may not be passed."""
    before = added(lines)
    bonus = decided(rubric.bonus)
    effects: list[Effect] = []
    for rule in bonus.rules if bonus else ():
        found = evidence[rule.evidence]
        if found.standing is Standing.SCORED:
            effects += rule.apply(found, Room(before + _sum(effects), rubric.floor, rubric.total))
    most = rubric.total
    if bonus:
        cap = decided(bonus.cap)
        if (gained := _sum(effects)) > cap:
            sentence = said("Bonuses earn %(limit)s at most: %(points)s not counted", limit=cap, points=gained - cap)
            effects.append(Effect("bonus_cap", cap - gained, sentence))
        most += cap if decided(bonus.over_total) else NOTHING
    start = Effect("before", before, Said(""))
    return effects + stops([start, *effects], rubric.floor, most)


def _vetoes(rubric: Rubric, lines: list[Line], evidence: Mapping[str, Evidence]) -> tuple[str, ...]:
    """Vetoes of the total or the grade, and the rounding after them; the grades that are left at best."""
    caps = []
    for veto in decided(rubric.vetoes):
        found = evidence[veto.evidence]
        if found.marks and veto.caps != "item":
            room = Room(added(lines), rubric.floor, rubric.total)
            lines += [Line("total", "", "", effect) for effect in veto.apply(found, room)]
            caps += _grade_cap(veto, found)
    rounding = decided(rubric.rounding)
    if rounding.at == "total":
        lines += [Line("total", "", "", effect) for effect in rounding_step(added(lines), rounding)]
    return tuple(caps)


def _grade_cap(veto: Veto, found: Evidence) -> list[str]:
    return [veto.grade] if veto.grade is not None and veto.holds(found) else []


def _sum(effects: Sequence[Effect]) -> Decimal:
    return sum((effect.points for effect in effects), NOTHING)
