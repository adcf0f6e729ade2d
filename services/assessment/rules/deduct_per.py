"""So many points off for each (R1), with a stop of its own where the rubric sets one."""

from decimal import Decimal
from typing import Literal

from services.assessment.rules.base import Positive, Room, Rule
from services.assessment.rules.counted import Deferred, in_count, total
from services.assessment.said import Said, said
from services.assessment.values import Effect, Evidence


class DeductPer(Rule):
    """`each` off per occurrence, at most `at_most` by this rule."""

    rule: Literal["deduct_per"] = "deduct_per"
    each: Positive
    at_most: Positive | None = None
    deferred: Deferred = "left_out"

    def apply(self, evidence: Evidence, room: Room) -> list[Effect]:
        counted = total(in_count(evidence.tallies, self.deferred))
        if not counted.number:
            return []
        off = self.each * counted.number
        arithmetic = said(
            "%(what)s: %(count)d × %(each)s = %(points)s off",
            what=self.what, count=counted.number, each=self.each, points=off,
        )  # fmt: skip
        return [self.effect(-off, arithmetic, evidence, counted.refs), *self.stopped(off)]

    def stopped(self, off: Decimal) -> list[Effect]:
        """The step back to the most that the rule takes, where it took more."""
        if self.at_most is None or off <= self.at_most:
            return []
        back = off - self.at_most
        sentence = said(
            "%(what)s takes off %(limit)s at most: %(points)s given back",
            what=self.what, limit=self.at_most, points=back,
        )  # fmt: skip
        return [self.effect(back, sentence)]

    def words(self) -> Said:
        if self.at_most is None:
            return said("%(what)s: %(each)s off for each", what=self.what, each=self.each)
        return said(
            "%(what)s: %(each)s off for each, %(limit)s at most", what=self.what, each=self.each, limit=self.at_most
        )
