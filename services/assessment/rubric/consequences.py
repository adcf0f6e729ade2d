"""What may follow from a rank or a grade: proposals for people to decide, never done by themselves."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from services.assessment.rubric.decidable import Decidable
from services.assessment.rules import AnyRule
from services.assessment.rules.base import Label, NotNegative, Number, Part
from services.assessment.rules.item import Opens

Many = Annotated[int, Field(ge=1, le=1000)]


class Proposal(Part):
    """What is proposed; `amount` in yuan where money is."""

    title: Label
    amount: Decidable[NotNegative] | None = None


class FirstPlaces(Proposal):
    """For the first `places` of a ranking."""

    kind: Literal["first"]
    places: Decidable[Many]


class LastPlaces(Proposal):
    """For the last `places`, only where the data name them so."""

    kind: Literal["last"]
    places: Decidable[Many]


class MostImproved(Proposal):
    """For those who rose most since the last period (R5)."""

    kind: Literal["most_improved"]
    places: Decidable[Many] = 1


class InARow(Proposal):
    """For a grade that was had so many periods in a row (R20)."""

    kind: Literal["in_a_row"]
    grade: str
    times: Annotated[int, Field(ge=2, le=24)]


class WithGrade(Proposal):
    """For a grade: awards, titles, pay (R24)."""

    kind: Literal["grade"]
    grade: str


class Payment(Part):
    """An amount in yuan by the same rules as points (R4, R19), each step of it said."""

    kind: Literal["payment"]
    title: Label
    maximum: Decidable[NotNegative]
    floor: Number = Decimal(0)
    opens: Opens = "zero"
    rules: Annotated[tuple[AnyRule, ...], Field(min_length=1)]


Consequence = Annotated[
    FirstPlaces | LastPlaces | MostImproved | InARow | WithGrade | Payment, Field(discriminator="kind")
]
