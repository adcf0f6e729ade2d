"""A veto as a stated cap of the item, the total or the grade: never an unexplained zero."""

from decimal import Decimal
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from services.assessment.rules.base import NotNegative, Room, Rule, refused
from services.assessment.said import Said, Told, said
from services.assessment.values import Effect, Evidence, Mark


class Veto(Rule):
    """What is above `at` is taken, or the grade is `grade` at best; the time that it holds for is in the rubric.

    A mark states the veto: `by` is who approved it, `refs` its evidence. Without either it is shown and does nothing.
    A veto of the total stands among the rubric's vetoes and is applied to the total.
    """

    reads_score: ClassVar[bool] = True
    rule: Literal["veto"] = "veto"
    caps: Literal["item", "total", "grade"]
    at: NotNegative | None = None
    grade: str | None = None

    @model_validator(mode="after")
    def stated(self) -> Self:
        if (self.caps == "grade") != (self.grade is not None) or (self.caps == "grade") == (self.at is not None):
            raise refused(said("a veto of the grade names 'grade', any other names 'at'"))
        return self

    def apply(self, evidence: Evidence, room: Room) -> list[Effect]:
        marks = sorted(evidence.marks, key=lambda m: (m.by, m.reason, m.refs))
        good = [mark for mark in marks if approved(mark)]
        steps = [self.without_effect(mark, evidence) for mark in marks if not approved(mark)]
        return steps + ([self.capped(good, evidence, room)] if good else [])

    def without_effect(self, mark: Mark, evidence: Evidence) -> Effect:
        """A veto that nobody approved or that has no evidence."""
        sentence = said("%(what)s: stated without an approver or without evidence, no effect", what=self.what)
        return self.effect(Decimal(0), sentence, evidence, mark.refs)

    def capped(self, marks: list[Mark], evidence: Evidence, room: Room) -> Effect:
        """The one step of all approved vetoes: a second one can't cap lower."""
        by = ", ".join(dict.fromkeys(mark.by for mark in marks))
        refs = tuple(ref for mark in marks for ref in mark.refs)
        if self.grade is not None:
            sentence = said(
                "%(what)s, approved by %(by)s: the grade is %(grade)s at best", what=self.what, by=by, grade=self.grade
            )
            return self.effect(Decimal(0), sentence, evidence, refs)
        limit = max(self.at or Decimal(0), room.floor)
        off = max(Decimal(0), room.score - limit)
        sentence = said(
            "%(what)s, approved by %(by)s: %(limit)s at most, %(points)s off",
            what=self.what, by=by, limit=limit, points=off,
        )  # fmt: skip
        return self.effect(-off, sentence, evidence, refs)

    def holds(self, evidence: Evidence) -> bool:
        """Whether an approved veto with evidence stands."""
        return any(approved(mark) for mark in evidence.marks)

    def words(self) -> Said:
        if self.grade is not None:
            return said("%(what)s: the grade is %(grade)s at best, once approved", what=self.what, grade=self.grade)
        values: dict[str, Told] = {"what": self.what, "limit": self.at or Decimal(0)}
        if self.caps == "total":
            return said("%(what)s: the total is %(limit)s at most, once approved", **values)
        return said("%(what)s: the item is %(limit)s at most, once approved", **values)


def approved(mark: Mark) -> bool:
    """Whether a veto has an approver and evidence."""
    return bool(mark.by.strip() and mark.refs)
