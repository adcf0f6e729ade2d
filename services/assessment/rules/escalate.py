"""Points off that rise with how often it happened to the same thing (R13) and with who brought it up (R14)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from services.assessment.rules.base import Part, Positive, Room, Rule, refused
from services.assessment.rules.counted import Deferred, in_count, total
from services.assessment.said import Said, plain, said
from services.assessment.values import Effect, Evidence, Tally


class Step(Part):
    """From the `from`-th time on it is `each` points."""

    first: Annotated[int, Field(alias="from", ge=1)]
    each: Positive


class Escalate(Rule):
    """`steps` by repeat, the first from 1; `sources` multiply what the step says, a source not named by 1."""

    rule: Literal["escalate"] = "escalate"
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    sources: Mapping[str, Positive] = Field(default_factory=dict)
    deferred: Deferred = "left_out"

    @model_validator(mode="after")
    def rising(self) -> Self:
        firsts = [step.first for step in self.steps]
        if firsts[0] != 1 or firsts != sorted(set(firsts)):
            raise refused(said("the first step is from 1, and each next one from a later repeat"))
        return self

    def rate(self, tally: Tally) -> tuple[Decimal, Decimal]:
        """Points each and the factor of the source."""
        each = [step.each for step in self.steps if step.first <= tally.repeat][-1]
        return each, self.sources.get(tally.source, Decimal(1))

    def apply(self, evidence: Evidence, room: Room) -> list[Effect]:
        return list(self.lines(evidence))

    def lines(self, evidence: Evidence) -> Iterator[Effect]:
        """One step for each rate that occurs, the lowest first."""
        ordered = sorted(in_count(evidence.tallies, self.deferred), key=self.rate)
        for (each, factor), same in groupby(ordered, key=self.rate):
            counted = total(tuple(same))
            off = each * factor * counted.number
            arithmetic = said(
                "%(what)s: %(count)d × %(each)s × %(factor)s = %(points)s off",
                what=self.what, count=counted.number, each=each, factor=factor, points=off,
            )  # fmt: skip
            yield self.effect(-off, arithmetic, evidence, counted.refs)

    def words(self) -> Said:
        steps = ", ".join(f"{step.first}+: {plain(step.each)}" for step in self.steps)
        if not self.sources:
            return said("%(what)s, by how often it happened: %(steps)s off for each", what=self.what, steps=steps)
        factors = ", ".join(f"{name} × {plain(factor)}" for name, factor in self.sources.items())
        return said(
            "%(what)s, by how often it happened: %(steps)s off for each; by source: %(factors)s",
            what=self.what, steps=steps, factors=factors,
        )  # fmt: skip
