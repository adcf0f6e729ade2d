"""Full points at a target, and so many off for each percentage point below it (R12)."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

from services.assessment.rules.base import Percent, Positive, Room, kept
from services.assessment.rules.ratio_linear import Way
from services.assessment.rules.share import Share
from services.assessment.rules.shared import ShareRule
from services.assessment.said import Said, Told, said
from services.assessment.values import Effect, Evidence


class RatioToTarget(ShareRule):
    """`points` at `target` per cent or more, `per_point` off for each percentage point below, never under nothing.

    `parts` says what a part of a point is: counted in proportion, as a whole one once begun, or not at all.
    With `way: lose` nothing is earned, and only the deduction is made, `points` at most.
    """

    rule: Literal["ratio_to_target"] = "ratio_to_target"
    target: Percent
    points: Positive
    per_point: Positive
    parts: Literal["proportion", "begun", "whole"] = "proportion"
    way: Way = "earn"

    @property
    def full(self) -> Decimal:
        return self.points if self.way == "earn" else Decimal(0)

    def short(self, found: Share) -> Decimal:
        """Percentage points below the target, as `parts` counts them."""
        if found.at_least(self.target):
            return Decimal(0)
        exact = self.target - found.times(Decimal(100))
        if self.parts == "proportion":
            return kept(exact)
        return exact.to_integral_value(ROUND_CEILING if self.parts == "begun" else ROUND_FLOOR)

    def apply(self, evidence: Evidence, room: Room) -> list[Effect]:
        found = self.share(evidence)
        if found is None:
            return []
        earned = [self.effect(self.full, self.opening(), evidence)] if self.full else []
        return earned + self.below(found, evidence)

    def opening(self) -> Said:
        """What stands before anything is short."""
        return said("%(what)s: %(points)s at %(target)s %%", what=self.what, points=self.points, target=self.target)

    def below(self, found: Share, evidence: Evidence) -> list[Effect]:
        """The deduction for what is short, and its stop at the points that there are."""
        short = self.short(found)
        if not short:
            return []
        off = kept(short * self.per_point)
        arithmetic = said(
            "%(what)s: %(share)s is %(short)s percentage points below %(target)s %% × %(each)s = %(points)s off",
            what=self.what, share=found.said, short=short, target=self.target, each=self.per_point, points=off,
        )  # fmt: skip
        steps = [self.effect(-off, arithmetic, evidence, self.refs(evidence))]
        if off > self.points:
            back = off - self.points
            sentence = said(
                "%(what)s takes off %(limit)s at most: %(points)s given back",
                what=self.what, limit=self.points, points=back,
            )  # fmt: skip
            steps.append(self.effect(back, sentence))
        return steps

    def words(self) -> Said:
        values: dict[str, Told] = {
            "what": self.what,
            "target": self.target,
            "each": self.per_point,
            "points": self.points,
        }
        if self.way == "earn":
            return said("%(what)s: %(points)s at %(target)s %%, %(each)s off per percentage point below", **values)
        return said("%(what)s: %(each)s off per percentage point below %(target)s %%, %(points)s at most", **values)
