"""Points that people give, each with a reason: the only way to score what no query may touch."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from services.assessment.rules.base import Number, Room, Rule, kept, refused
from services.assessment.said import Said, plain, said
from services.assessment.values import Effect, Evidence, Mark

Aggregation = Literal["sum", "mean", "trimmed_mean", "median"]
NAMES = {
    "sum": said("all of them added"),
    "mean": said("their mean"),
    "trimmed_mean": said("their mean without the ends"),
    "median": said("their median"),
}


class Manual(Rule):
    """Marks from `least` to `most`, made one number by `aggregation`.

    `trim` is the share cut off at each end for a trimmed mean, whole marks only.
    """

    rule: Literal["manual"] = "manual"
    least: Number = Decimal(0)
    most: Number
    aggregation: Aggregation = "mean"
    trim: Annotated[Number, Field(ge=0, lt=Decimal("0.5"))] = Decimal("0.1")

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.least >= self.most:
            raise refused(said("'least' is below 'most'"))
        return self

    @property
    def full(self) -> Decimal:
        return max(self.most, Decimal(0))

    def apply(self, evidence: Evidence, room: Room) -> list[Effect]:
        """The steps; a mark that the rule does not allow raises ValueError, for forms refuse it before."""
        marks = sorted(evidence.marks, key=lambda m: (m.points, m.refs, m.by, m.reason))
        for mark in marks:
            if not self.least <= mark.points <= self.most or not mark.reason.strip():
                raise ValueError(f"{mark.points} is not from {self.least} to {self.most}, or has no reason")
        if not marks:
            return []
        return [self.line(m, evidence) for m in marks] if self.aggregation == "sum" else [self.one(marks, evidence)]

    def line(self, mark: Mark, evidence: Evidence) -> Effect:
        """The step of one mark among several that add up."""
        arithmetic = said(
            "%(what)s, by %(by)s: %(points)s. %(reason)s",
            what=self.what, by=mark.by, points=mark.points, reason=mark.reason,
        )  # fmt: skip
        return self.effect(mark.points, arithmetic, evidence, mark.refs)

    def one(self, marks: list[Mark], evidence: Evidence) -> Effect:
        """The step of all marks as one number."""
        if len(marks) == 1:
            return self.line(marks[0], evidence)
        points = kept(combined([m.points for m in marks], self.aggregation, self.trim))
        arithmetic = said(
            "%(what)s: %(count)d marks (%(marks)s), %(how)s: %(points)s",
            what=self.what, count=len(marks), how=NAMES[self.aggregation], points=points,
            marks=" · ".join(f"{plain(m.points)}" for m in marks),
        )  # fmt: skip
        return self.effect(points, arithmetic, evidence, tuple(ref for m in marks for ref in m.refs))

    def words(self) -> Said:
        return said(
            "%(what)s: given by people with a reason, %(least)s to %(most)s each; %(how)s",
            what=self.what, least=self.least, most=self.most, how=NAMES[self.aggregation],
        )  # fmt: skip


def combined(points: list[Decimal], aggregation: Aggregation, trim: Decimal) -> Decimal:
    """Several numbers as one, to 28 digits; at least one is given."""
    ordered = sorted(points)
    if aggregation == "sum":
        return sum(ordered, Decimal(0))
    if aggregation == "median":
        middle = len(ordered) // 2
        return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    cut = int(len(ordered) * trim) if aggregation == "trimmed_mean" else 0
    inner = ordered[cut : len(ordered) - cut]
    return sum(inner, Decimal(0)) / len(inner)
