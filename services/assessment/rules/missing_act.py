"""Points off for each required act that was not done (R6)."""

from typing import Annotated, Literal

from pydantic import Field

from services.assessment.rules.base import Positive, Room, Rule
from services.assessment.rules.counted import in_count, total
from services.assessment.said import Said, said
from services.assessment.values import Effect, Evidence


class MissingAct(Rule):
    """`required` in the period, `each` off for every one that is missing; more than required earns nothing."""

    rule: Literal["missing_act"] = "missing_act"
    required: Annotated[int, Field(ge=1)]
    each: Positive

    def apply(self, evidence: Evidence, room: Room) -> list[Effect]:
        done = total(in_count(evidence.tallies, "left_out"))
        missing = self.required - done.number
        if missing <= 0:
            return []
        off = self.each * missing
        arithmetic = said(
            "%(what)s: %(required)d required, %(done)d done, %(missing)d missing × %(each)s = %(points)s off",
            what=self.what, required=self.required, done=done.number, missing=missing, each=self.each, points=off,
        )  # fmt: skip
        return [self.effect(-off, arithmetic, evidence, done.refs)]

    def words(self) -> Said:
        return said(
            "%(what)s: %(required)d required, %(each)s off for each missing",
            what=self.what, required=self.required, each=self.each,
        )  # fmt: skip
