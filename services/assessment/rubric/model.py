"""The shape of a rubric's file. Frozen; a field that nobody knows is a fault; whatever is open is `Undecided`."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from services.assessment.rubric.consequences import Consequence
from services.assessment.rubric.decidable import Decidable, Undecided
from services.assessment.rubric.grades import Grades, Group, Ties
from services.assessment.rubric.roll_up import RollUp
from services.assessment.rules import AnyRule, Bonus, Manual, Veto
from services.assessment.rules.base import Label, NotNegative, Number, Part, Percent, Positive
from services.assessment.rules.item import Opens
from services.assessment.rules.manual import Aggregation

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Way = Literal["hear", "rate", "look", "discuss", "work", "data", "survey"]
Period = Literal["month", "quarter", "half", "year"]


class Eligible(Part):
    """Who is assessed at all (R18)."""

    months_in_post: Annotated[int, Field(ge=0, le=600)]


class Assessed(Part):
    """What is assessed: a kind of zone or a department, and who answers for it."""

    kind: Literal["grid", "area", "community", "department"]
    of: Label
    eligible: Decidable[Eligible] | None = None


class Item(Part):
    """One item: what it is worth, who keeps it, and by which rules points are lost or earned.

    `evidence` stands for every rule that names none. A sensitive item is marked by people and by nothing else. A
    placeholder is an item that the source cut off: it counts as open until it is filled.
    """

    key: Key
    title: Label
    owner: Decidable[Label] | None = None
    maximum: Decidable[Positive]
    floor: Number = Decimal(0)
    opens: Opens = "maximum"
    period: Period = "quarter"
    evidence: str | None = None
    rules: Decidable[tuple[AnyRule, ...]]
    sensitive: bool = False
    placeholder: bool = False

    @model_validator(mode="before")
    @classmethod
    def hand_down_evidence(cls, given: Any) -> Any:
        """Rules without evidence of their own read the item's."""
        if not isinstance(given, dict) or not given.get("evidence") or not isinstance(given.get("rules"), list):
            return given
        rules = [{"evidence": given["evidence"], **r} if isinstance(r, dict) else r for r in given["rules"]]
        return {**given, "rules": rules}


class Raters(Part):
    """Who marks a component, how several marks become one, and how few are too few."""

    group: Label
    aggregation: Aggregation = "mean"
    trim: Annotated[Number, Field(ge=0, lt=Decimal("0.5"))] = Decimal("0.1")
    at_least: Annotated[int, Field(ge=1)] = 1


class Component(Part):
    """A part of the total: its weight in points of the total, and its items, which add up to `out_of`.

    Without `out_of` they add up to the weight, and nothing is scaled.
    """

    key: Key
    title: Label
    way: Way
    weight: Decidable[Positive]
    out_of: Positive | None = None
    raters: Decidable[Raters] | None = None
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


class Bonuses(Part):
    """What comes on top, at most `cap` together; `over_total` says whether the total may be passed (R16)."""

    rules: Annotated[tuple[Annotated[Bonus | Manual, Field(discriminator="rule")], ...], Field(min_length=1)]
    cap: Decidable[Positive]
    over_total: Decidable[bool]


class Missing(Part):
    """When there is no rank: too much weight missing, in per cent, or too few inspections in the period."""

    no_rank_above: Decidable[Percent]
    minimum_inspections: Decidable[Annotated[int, Field(ge=0, le=1000)]]


class Rounding(Part):
    """The one rounding: of the total or of each item, to so many decimals, a half to the even neighbour or up."""

    digits: Annotated[int, Field(ge=0, le=6)]
    half: Literal["even", "up"] = "even"
    at: Literal["total", "item"] = "total"


class Rubric(Part):
    """Assessment measures as data. `sources` names the documents; `total` is what the weights add up to."""

    id: Key
    title: Label
    sources: tuple[Label, ...] = ()
    total: Positive
    objects: Annotated[tuple[Assessed, ...], Field(min_length=1)]
    components: Annotated[tuple[Component, ...], Field(min_length=1)]
    bonus: Decidable[Bonuses] | None = None
    vetoes: Decidable[tuple[Veto, ...]] = ()
    groups: Decidable[tuple[Group, ...]] = ()
    grades: Decidable[Grades] | None = None
    ties: Decidable[Ties]
    roll_up: RollUp
    missing: Missing
    strictness: Decidable[Literal["raw", "adjusted"]]
    rounding: Decidable[Rounding]
    last_named_from: Decidable[Percent]
    floor: NotNegative = Decimal(0)
    consequences: Decidable[tuple[Consequence, ...]] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, in the order of the rubric."""
        return tuple(item for component in self.components for item in component.items)


__all__ = ["Bonuses", "Component", "Item", "Missing", "Raters", "Rounding", "Rubric", "Undecided"]
