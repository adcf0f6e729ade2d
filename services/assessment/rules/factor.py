"""A factor by what the object or the season is (R22): the item's points so far times it."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from services.assessment.rules.base import Positive, Room, Rule, kept
from services.assessment.said import Said, plain, said
from services.assessment.values import Effect, Evidence


class Factor(Rule):
    """`factors` by the level that the evidence names; a level that is not in the table is 1."""

    reads_score: ClassVar[bool] = True
    rule: Literal["factor"] = "factor"
    factors: Annotated[Mapping[str, Positive], Field(min_length=1)]

    def apply(self, evidence: Evidence, room: Room) -> list[Effect]:
        """One step for each level named, in the order of their names; each reads the score that the last one left."""
        steps: list[Effect] = []
        score = room.score
        for level in sorted({t.level for t in evidence.tallies if t.count} & self.factors.keys()):
            change = kept(score * (self.factors[level] - 1))
            sentence = said(
                "%(what)s, %(level)s: %(score)s × %(factor)s, which changes it by %(points)s",
                what=self.what, level=level, score=score, factor=self.factors[level], points=change,
            )  # fmt: skip
            steps.append(self.effect(change, sentence))
            score += change
        return steps

    def words(self) -> Said:
        table = ", ".join(f"{level} × {plain(factor)}" for level, factor in self.factors.items())
        return said("%(what)s: the points so far times a factor, %(table)s", what=self.what, table=table)
