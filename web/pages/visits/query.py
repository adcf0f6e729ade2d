"""What an address of the list of reviews asks for."""

from collections.abc import Callable
from typing import Any, Literal
from urllib.parse import urlencode

from pydantic import BaseModel, Field, model_validator

from services.geography.outlines import Outline
from services.visit_review.list import Asked
from web.board.query import Key
from web.pages.matters.query import zone_named

State = Literal["open", "replied", "decided", "all"]
STATES: tuple[State, ...] = ("open", "replied", "decided", "all")


class ReviewQuery(BaseModel):
    """The state of the list; `zone` is a code or a name."""

    state: State = "open"
    reason: Key = ""
    zone: str = Field(default="", max_length=80, pattern=r"^[^\x00-\x1f]*$")
    device: str = Field(default="", max_length=120, pattern=r"^[^\x00-\x1f]*$")
    visitor: str = Field(default="", max_length=120, pattern=r"^[^\x00-\x1f]*$")
    q: str = Field(default="", max_length=100, pattern=r"^[^\x00]*$")
    page: int = Field(default=1, ge=1, le=100_000)

    @model_validator(mode="before")
    @classmethod
    def drop_what_is_empty(cls, given: Any) -> Any:
        """Forms send empty fields: nothing is asked by them."""
        return {k: v for k, v in dict(given).items() if v != ""}

    def narrowed(self) -> bool:
        """Whether more than the state is asked for."""
        return any((self.reason, self.zone, self.device, self.visitor, self.q))


def asked(query: ReviewQuery, zones: tuple[Outline, ...]) -> tuple[Asked, str | None]:
    """The filter of an address, and the name of a zone that the edition does not have."""
    found = zone_named(zones, query.zone) if query.zone else None
    made = Asked(
        () if query.state == "all" else (query.state,), reason=query.reason or None,
        zone_id=found.zone_id if found else None, device=query.device or None, visitor=query.visitor or None,
        text=query.q.strip() or None,
    )  # fmt: skip
    return made, query.zone if query.zone and found is None else None


def addresses(query: ReviewQuery) -> Callable[..., str]:
    """The list's address with some of its parts changed; a new filter begins on the first page."""
    kept = query.model_dump(exclude_defaults=True, mode="json")

    def address(**changed: Any) -> str:
        parts = {k: v for k, v in (kept | {"page": ""} | changed).items() if v not in ("", None)}
        return "/visits/review" + (f"?{urlencode(parts)}" if parts else "")

    return address
