"""Automatic full marks where a condition holds (R10)."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from services.assessment.rules.base import Percent, Room, refused
from services.assessment.rules.counted import in_count, total
from services.assessment.rules.shared import ShareRule
from services.assessment.said import Said, said
from services.assessment.values import Effect, Evidence, Standing


class FullIf(ShareRule):
    """Full marks where nothing of the kind was counted, so many were, or the share is so high: one of the three."""

    reads_score: ClassVar[bool] = True
    rule: Literal["full_if"] = "full_if"
    none: bool = False
    count_at_least: Annotated[int, Field(ge=1)] | None = None
    share_at_least: Percent | None = None

    @model_validator(mode="after")
    def one_condition(self) -> Self:
        if [self.none, self.count_at_least is not None, self.share_at_least is not None].count(True) != 1:
            raise refused(said("one of 'none: true', 'count_at_least' and 'share_at_least' is set"))
        return self

    def applies(self, evidence: Evidence) -> bool:
        if self.share_at_least is not None:
            return super().applies(evidence)
        return evidence.standing is not Standing.NOT_APPLICABLE

    def apply(self, evidence: Evidence, room: Room) -> list[Effect]:
        up = room.maximum - room.score
        if up <= 0 or not self.holds(evidence):
            return []
        arithmetic = said("%(condition)s: full marks, %(points)s given", condition=self.condition(), points=up)
        return [self.effect(up, arithmetic, evidence, total(in_count(evidence.tallies, "left_out")).refs)]

    def holds(self, evidence: Evidence) -> bool:
        """Whether the condition is met."""
        if self.share_at_least is not None:
            found = self.share(evidence)
            return found is not None and found.at_least(self.share_at_least)
        count = total(in_count(evidence.tallies, self.deferred)).number
        return not count if self.none else count >= (self.count_at_least or 0)

    def condition(self) -> Said:
        """The condition in words."""
        if self.share_at_least is not None:
            return said("%(what)s at %(share)s %% or more", what=self.what, share=self.share_at_least)
        if self.none:
            return said("%(what)s: none", what=self.what)
        return said("%(what)s: %(count)d or more", what=self.what, count=self.count_at_least or 0)

    def words(self) -> Said:
        return said("%(condition)s: full marks", condition=self.condition())
