"""What a rubric leaves open: a sentence in the place of a value, of what must be decided before a cycle can open."""

from typing import Annotated, Any, TypeVar

from pydantic import Discriminator, Tag

from services.assessment.rules.base import Label, Part

T = TypeVar("T")


class Undecided(Part):
    """The source does not say; `undecided` says what has to be decided."""

    undecided: Label


def _which(value: Any) -> str:
    open_ = isinstance(value, Undecided) or (isinstance(value, dict) and "undecided" in value)
    return "undecided" if open_ else "decided"


Decidable = Annotated[Annotated[T, Tag("decided")] | Annotated[Undecided, Tag("undecided")], Discriminator(_which)]


def decided(value: T | Undecided) -> T:
    """The value; raises ValueError while it is open, for no cycle opens on a rubric that is."""
    if isinstance(value, Undecided):
        raise ValueError(f"undecided: {value.undecided.render('en')}")
    return value
