"""How longer periods come from shorter ones, as the rubric declares."""

from typing import Annotated, Literal

from pydantic import Field

from services.assessment.rubric.decidable import Decidable
from services.assessment.rules.base import Part, Positive

Weighing = Literal["equal", "inspections"]


class Combine(Part):
    """A period from those of the next shorter kind: equally, by inspections, or by weights in their order.

    `late_corrections` says whether what was put right after its period had been summed up still counts.
    """

    weights: Weighing | Annotated[tuple[Positive, ...], Field(min_length=2, max_length=12)]
    late_corrections: bool = True


class RollUp(Part):
    """`every` is the period in which items are scored; the longer ones are combined from it.

    A missing period is left out or means no rank; it is never zero. `carry_over` names items whose points add up over
    the year instead of being averaged (R21).
    """

    every: Literal["month", "quarter", "half", "year"]
    quarter: Decidable[Combine] | None = None
    half: Decidable[Combine] | None = None
    year: Decidable[Combine] | None = None
    missing_period: Decidable[Literal["left_out", "no_rank"]]
    carry_over: tuple[str, ...] = ()
