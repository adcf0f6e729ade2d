"""Points in straight proportion to a share (R15), earned from zero or lost from the full amount (R4)."""

from decimal import Decimal
from typing import Literal

from services.assessment.rules.base import Positive, Room, kept
from services.assessment.rules.shared import ShareRule
from services.assessment.said import Said, Told, said
from services.assessment.values import Effect, Evidence

Way = Literal["earn", "lose"]


class RatioLinear(ShareRule):
    """`points` × part / whole earned, or what is short of `points` lost; over 100 % is stopped at `points`."""

    rule: Literal["ratio_linear"] = "ratio_linear"
    points: Positive
    way: Way = "earn"

    @property
    def full(self) -> Decimal:
        return self.points if self.way == "earn" else Decimal(0)

    def apply(self, evidence: Evidence, room: Room) -> list[Effect]:
        found = self.share(evidence)
        if found is None:
            return []
        gained = kept(found.times(self.points))
        values: dict[str, Told] = {"what": self.what, "share": found.said, "most": self.points}
        if self.way == "earn":
            arithmetic = said("%(what)s: %(share)s × %(most)s = %(points)s", points=gained, **values)
            steps = [self.effect(gained, arithmetic, evidence, self.refs(evidence))]
        else:
            arithmetic = said(
                "%(what)s: %(most)s − %(share)s × %(most)s = %(points)s off", points=self.points - gained, **values
            )
            steps = [self.effect(gained - self.points, arithmetic, evidence, self.refs(evidence))]
        return steps + self.stopped(gained)

    def stopped(self, gained: Decimal) -> list[Effect]:
        """The step back to 100 % where the share is more."""
        if gained <= self.points:
            return []
        over = gained - self.points
        sentence = said("More than 100 %% earns no more: %(points)s not counted", points=over)
        return [self.effect(-over, sentence)]

    def words(self) -> Said:
        if self.way == "earn":
            return said("%(what)s: the share × %(points)s", what=self.what, points=self.points)
        return said("%(what)s: what is short of 100 %% × %(points)s off", what=self.what, points=self.points)
