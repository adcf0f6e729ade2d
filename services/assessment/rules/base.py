"""What every rule is: frozen parameters, checked where they are made, and arithmetic that says itself."""

import re
from abc import ABC, abstractmethod
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from services.assessment.said import Said, Words, said
from services.assessment.values import Effect, Evidence, Standing

# A share of points is seldom a finite decimal. It is kept to twelve places, so that sums of effects are exact.
STEP = Decimal("1e-12")
WRITTEN = re.compile(r"[-+]?\d{1,18}(\.\d{1,18})?")
NAME = r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$"


def refused(fault: Said) -> PydanticCustomError:
    """A fault of a parameter, to be raised where it is checked; a reader of files says it in either language."""
    return PydanticCustomError("said", "{text}", {"text": fault.render("en"), "fault": fault})


def _number(value: Any) -> Any:
    if isinstance(value, float | bool) or (isinstance(value, str) and not WRITTEN.fullmatch(value)):
        raise refused(said("a number is written out in decimals"))
    return value


def _label(value: Any) -> Any:
    """A text, or a text in each language; nothing else, and none of it empty."""
    words = Words(**value) if isinstance(value, dict) and value.keys() <= {"zh", "en"} and "zh" in value else value
    words = Words(words) if isinstance(words, str) else words
    if not isinstance(words, Words) or not isinstance(words.zh, str) or not words.zh.strip():
        raise refused(said("a name is a text, or one in each language: {zh: …, en: …}"))
    return words


Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(max_digits=12, decimal_places=6, allow_inf_nan=False),
    WithJsonSchema({"type": "number"}),
]
Positive = Annotated[Number, Field(gt=0), WithJsonSchema({"type": "number", "exclusiveMinimum": 0})]
NotNegative = Annotated[Number, Field(ge=0), WithJsonSchema({"type": "number", "minimum": 0})]
Percent = Annotated[Number, Field(ge=0, le=100), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100})]
Label = Annotated[
    Words,
    BeforeValidator(_label),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "properties": {"zh": {"type": "string", "minLength": 1}, "en": {"type": "string"}},
                    "required": ["zh"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
EvidenceName = Annotated[str, Field(pattern=NAME, max_length=80)]


class Room(NamedTuple):
    """Where an item stands when a rule comes to it, and between what it must end."""

    score: Decimal
    floor: Decimal
    maximum: Decimal


class Part(BaseModel):
    """A piece of a rubric: frozen, and a field that nobody knows is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Rule(Part, ABC):
    """One rule of an item, reading one named evidence.

    `what` names what is counted or measured. `reads_score` is true where the points depend on what the item has come
    to; before such a rule the item is brought within its floor and maximum.
    """

    reads_score: ClassVar[bool] = False
    rule: str
    evidence: EvidenceName
    what: Label

    @property
    def full(self) -> Decimal:
        """What the rule can earn at most: what leaves the denominator where it does not apply."""
        return Decimal(0)

    def applies(self, evidence: Evidence) -> bool:
        """Whether there is anything to apply it to."""
        return evidence.standing is not Standing.NOT_APPLICABLE

    @abstractmethod
    def apply(self, evidence: Evidence, room: Room) -> list[Effect]:
        """The steps that it makes on the score."""

    @abstractmethod
    def words(self) -> Said:
        """The rule as a sentence."""

    def effect(
        self, points: Decimal, arithmetic: Said, evidence: Evidence | None = None, refs: tuple[int, ...] = ()
    ) -> Effect:
        """A step of this rule; what it rests on is in order, whatever order it came in."""
        return Effect(self.rule, points, arithmetic, evidence.subject if evidence else "", tuple(sorted(refs)))


def kept(points: Decimal) -> Decimal:
    """Points to the twelve places that a ledger keeps; what is finite stays as it is."""
    return points if points == points.quantize(STEP) else points.quantize(STEP, ROUND_HALF_EVEN)
