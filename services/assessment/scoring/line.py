"""What scoring gives: lines that add up, and what items, components and the total came to."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from services.assessment.said import Said
from services.assessment.values import Effect, Standing

Part = Literal["item", "component", "total"]


@dataclass(frozen=True, slots=True)
class Line:
    """One effect and what it is a step of; `component` and `item` are empty where it is of neither."""

    part: Part
    component: str
    item: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an item, a component or the total came to, out of what could be reached.

    `points` is None where nothing could be scored; `missing` is the share of its weight that is missing, in per cent.
    """

    part: Part
    key: str
    points: Decimal | None
    maximum: Decimal
    standing: Standing
    missing: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Scored:
    """An object's score: the lines from the opening to the total, whose sum it is, and what each part came to.

    `unranked` says why it has no rank, `grade_caps` are the grades that vetoes leave at best.
    """

    lines: tuple[Line, ...]
    outcomes: tuple[Outcome, ...]
    unranked: Said | None = None
    grade_caps: tuple[str, ...] = ()

    @property
    def total(self) -> Outcome:
        """The last of the outcomes."""
        return self.outcomes[-1]


def added(lines: Iterable[Line]) -> Decimal:
    """The sum of lines, exactly."""
    return sum((line.effect.points for line in lines), Decimal(0))
