"""What was put off is shown and counted apart, so that leaning on deferrals is seen."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from services.assessment.rules.base import NotNegative, Room, Rule
from services.assessment.rules.counted import total
from services.assessment.said import Said, said
from services.assessment.values import Effect, Evidence, gathered


class Deferral(Rule):
    """A line of its own for the deferred; each beyond the first `free` of them takes `each` off, nothing by default."""

    rule: Literal["deferral"] = "deferral"
    free: Annotated[int, Field(ge=0)] = 0
    each: NotNegative = Decimal(0)

    def apply(self, evidence: Evidence, room: Room) -> list[Effect]:
        put_off = total(gathered(t for t in evidence.tallies if t.deferred))
        count = put_off.number + (evidence.ratio.deferred if evidence.ratio else 0)
        if not count:
            return []
        if not self.each:
            sentence = said("%(what)s: %(count)d deferred, counted apart", what=self.what, count=count)
            return [self.effect(Decimal(0), sentence, evidence, put_off.refs)]
        beyond = max(0, count - self.free)
        off = self.each * beyond
        sentence = said(
            "%(what)s: %(count)d deferred, %(beyond)d beyond %(free)d × %(each)s = %(points)s off",
            what=self.what, count=count, beyond=beyond, free=self.free, each=self.each, points=off,
        )  # fmt: skip
        return [self.effect(-off, sentence, evidence, put_off.refs)]

    def words(self) -> Said:
        if not self.each:
            return said("%(what)s: deferred ones are shown and counted apart", what=self.what)
        return said(
            "%(what)s: %(each)s off for each deferred beyond %(free)d", what=self.what, each=self.each, free=self.free
        )
