"""A longer period from shorter ones: each part with its weight is a line, and the lines add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.assessment.rubric.decidable import decided
from services.assessment.rubric.model import Rubric
from services.assessment.rubric.roll_up import Combine
from services.assessment.rules.base import kept
from services.assessment.said import Said, said
from services.assessment.scoring.line import Line, Outcome, Scored, added
from services.assessment.scoring.rounding import rounding_step
from services.assessment.scoring.total import why_unranked
from services.assessment.values import Effect, Standing, standing_of_none

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class PartScore:
    """What an object came to in one part of the period: its total, what of it is carried over, and its days there.

    `weight` is by the rubric's order; `days` of `of_days` it existed, so that it weighs so much less.
    """

    key: str
    total: Decimal | None
    standing: Standing
    missing: Decimal = NOTHING
    carried: Decimal = NOTHING
    inspections: int = 0
    days: int = 0
    of_days: int = 1


def combine(rubric: Rubric, how: Combine, parts: Sequence[PartScore]) -> Scored:
    """The score of the longer period. Parts without a total are left out or bar a rank; they are never zero."""
    weights = [_weight(how, at, part) for at, part in enumerate(parts)]
    known = [(part, weight) for part, weight in zip(parts, weights, strict=True) if part.total is not None and weight]
    if not known:
        standing = standing_of_none({part.standing for part in parts if part.days})
        total = Outcome("total", "", None, rubric.total, standing)
        return Scored((), (total,), why_unranked(rubric, total, 0))
    whole = sum((weight for _, weight in known), NOTHING)
    lines = [Line("total", "", "", _share(part, weight, whole)) for part, weight in known]
    lines += [Line("total", "", "", _carried(part)) for part, _ in known if part.carried]
    lines += [Line("total", "", "", effect) for effect in rounding_step(added(lines), decided(rubric.rounding))]
    missing = kept(sum((part.missing * weight for part, weight in known), NOTHING) / whole)
    total = Outcome("total", "", added(lines), rubric.total, Standing.SCORED, missing)
    return Scored(tuple(lines), (total,), _why(rubric, total, parts))


def _weight(how: Combine, at: int, part: PartScore) -> Decimal:
    """A part's weight, by the share of its days on which the object existed."""
    if how.weights == "equal":
        weight = Decimal(1)
    elif how.weights == "inspections":
        weight = Decimal(part.inspections)
    else:
        weight = how.weights[at]
    return weight if part.days == part.of_days else kept(weight * part.days / part.of_days)


def _share(part: PartScore, weight: Decimal, whole: Decimal) -> Effect:
    own = (part.total or NOTHING) - part.carried
    points = kept(own * weight / whole)
    sentence = said(
        "%(period)s: %(points)s, weight %(weight)s of %(whole)s = %(result)s",
        period=part.key, points=own, weight=weight, whole=whole, result=points,
    )  # fmt: skip
    return Effect("part", points, sentence)


def _carried(part: PartScore) -> Effect:
    sentence = said("%(period)s: %(points)s carried over, not averaged", period=part.key, points=part.carried)
    return Effect("carried", part.carried, sentence)


def _why(rubric: Rubric, total: Outcome, parts: Sequence[PartScore]) -> Said | None:
    gone = [part.key for part in parts if part.days and part.total is None]
    if gone and decided(rubric.roll_up.missing_period) == "no_rank":
        return said("Nothing was scored in %(periods)s", periods=", ".join(gone))
    return why_unranked(rubric, total, sum(part.inspections for part in parts))
