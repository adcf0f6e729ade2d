"""Points on top by level, with a cap for its kind (R8); the cap over all bonuses is the rubric's."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Annotated, Literal

from pydantic import Field

from services.assessment.rules.base import Positive, Room, Rule
from services.assessment.rules.counted import in_count, total
from services.assessment.said import Said, plain, said
from services.assessment.values import Effect, Evidence, Tally


class Bonus(Rule):
    """Points for each occasion by its level, beyond the first `beyond` of them, at most `cap` of this kind.

    A level that the table does not name earns nothing and is said. Where the first occasions do not count, the lowest
    are left out, so that it makes no difference which came first.
    """

    rule: Literal["bonus"] = "bonus"
    levels: Annotated[Mapping[str, Positive], Field(min_length=1)]
    cap: Positive | None = None
    beyond: Annotated[int, Field(ge=0)] = 0

    def each(self, tally: Tally) -> Decimal:
        """Points for one occasion of the tally's level."""
        return self.levels.get(tally.level, Decimal(0))

    def apply(self, evidence: Evidence, room: Room) -> list[Effect]:
        steps = list(self.lines(evidence))
        gained = sum((step.points for step in steps), Decimal(0))
        if self.cap is not None and gained > self.cap:
            sentence = said(
                "%(what)s earns %(limit)s at most: %(points)s not counted",
                what=self.what, limit=self.cap, points=gained - self.cap,
            )  # fmt: skip
            steps.append(self.effect(self.cap - gained, sentence))
        return steps

    def lines(self, evidence: Evidence) -> Iterator[Effect]:
        """One step for each level that occurs, the lowest first."""
        ordered = sorted(in_count(evidence.tallies, "left_out"), key=lambda t: (self.each(t), t.level))
        left_out = self.beyond
        for level, same in groupby(ordered, key=lambda t: t.level):
            counted = total(tuple(same))
            passed = min(left_out, counted.number)
            left_out -= passed
            if counted.number > passed:
                yield self.line(level, counted.number - passed, evidence, counted.refs)

    def line(self, level: str, count: int, evidence: Evidence, refs: tuple[int, ...]) -> Effect:
        """The step of one level."""
        each = self.levels.get(level, Decimal(0))
        arithmetic = said(
            "%(what)s, level %(level)s: %(count)d × %(each)s = %(points)s",
            what=self.what, level=level, count=count, each=each, points=each * count,
        )  # fmt: skip
        return self.effect(each * count, arithmetic, evidence, refs)

    def words(self) -> Said:
        table = ", ".join(f"{level} +{plain(points)}" for level, points in self.levels.items())
        if self.cap is None:
            return said("%(what)s, for each by level: %(table)s", what=self.what, table=table)
        return said(
            "%(what)s, for each by level: %(table)s; %(limit)s at most", what=self.what, table=table, limit=self.cap
        )
