"""The query of the map page: the address is the whole state."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, model_validator

from services.measures.period import Kind
from web.numbers import LARGEST
from web.view import LevelGiven

Sort = Literal[
    "rank", "code", "name", "value", "change", "n", "other",
    "-rank", "-code", "-name", "-value", "-change", "-n", "-other",
]  # fmt: skip
Points = Literal["none", "matter", "household", "visit", "hotspots"]
State = Literal["", "zero", "no_data", "withheld", "not_applicable"]
Number = Annotated[int, Field(ge=1, le=LARGEST)]
Key = Annotated[str, Field(max_length=60, pattern=r"^[\x21-\x7e]*$")]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2200, 1, 1))]


class MapQuery(BaseModel):
    """What an address may ask for; what it leaves open or empty is left to the page."""

    measure: Key = ""
    level: LevelGiven = "grid"
    edition: Number | None = None
    period: Key = ""
    until: Key = ""
    kind: Kind | None = None
    start: Day | None = Field(default=None, alias="from")
    stop: Day | None = Field(default=None, alias="to")
    sort: Sort = "rank"
    page: Number | None = None
    q: str = Field(default="", max_length=100, pattern=r"^[^\x00]*$")
    classes: str = Field(default="", alias="class", pattern=r"^([0-6](-[0-6])?)?$")
    state: State = ""
    zone: Number | None = None
    compare: Annotated[str, Field(max_length=120, pattern=r"^([\x21-\x7e]+@[\x21-\x7e]+)?$")] = ""
    points: Points = "none"
    view: Annotated[str, Field(max_length=60, pattern=r"^[-\d./]*$")] = ""
    part: Literal["", "board"] = ""
    map: Literal["", "drawn"] = ""

    @model_validator(mode="before")
    @classmethod
    def drop_what_is_empty(cls, given: Any) -> Any:
        """Forms send empty fields: nothing is asked by them."""
        return {k: v for k, v in dict(given).items() if v != ""}

    @property
    def class_range(self) -> tuple[int, int] | None:
        """The first and last class asked for, in rising order."""
        if not self.classes:
            return None
        numbers = sorted(int(n) for n in self.classes.split("-"))
        return numbers[0], numbers[-1]
