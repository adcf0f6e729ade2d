"""What an address of the list asks for, as a filter of the service."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, model_validator

from services.geography.outlines import Outline
from services.matters.filters import Filter
from web.board.query import Day, Key

Standing = Literal["all", "open", "overdue", "deferred", "supervised"]
STANDINGS: tuple[Standing, ...] = ("open", "overdue", "deferred", "supervised", "all")


class MatterQuery(BaseModel):
    """The state of the list; `type` is group:KEY, class:CODE or code:CODE, `zone` a code or a name, days inclusive."""

    standing: Standing = "open"
    stage: Key = ""
    type: Key = ""
    source: Key = ""
    department: Key = ""
    zone: str = Field(default="", max_length=80, pattern=r"^[^\x00-\x1f]*$")
    start: Day | None = Field(default=None, alias="from")
    stop: Day | None = Field(default=None, alias="to")
    q: str = Field(default="", max_length=100, pattern=r"^[^\x00]*$")
    sort: Key = ""
    page: int = Field(default=1, ge=1, le=100_000)

    @model_validator(mode="before")
    @classmethod
    def drop_what_is_empty(cls, given: Any) -> Any:
        """Forms send empty fields: nothing is asked by them."""
        return {k: v for k, v in dict(given).items() if v != ""}

    @property
    def order(self) -> str:
        """The order asked for, else what runs out first where everything is open, else the newest first."""
        return self.sort or ("opened" if self.standing == "all" else "queue")

    def narrowed(self) -> bool:
        """Whether more than the standing is asked for."""
        return any((self.stage, self.type, self.source, self.department, self.zone, self.start, self.stop, self.q))


@dataclass(frozen=True, slots=True)
class Asked:
    """The filter, and the name of a zone that the edition does not have."""

    filter: Filter
    unknown_zone: str | None


def asked(query: MatterQuery, zones: tuple[Outline, ...], zone: ZoneInfo) -> Asked:
    """The filter of an address under an edition's zones; days are the office's own."""
    kind, _, word = query.type.partition(":")
    found = zone_named(zones, query.zone) if query.zone else None
    stop = query.stop + timedelta(days=1) if query.stop else None
    made = Filter(
        stages=(query.stage,) if query.stage else (),
        standing=None if query.standing == "all" else query.standing,
        code=word if kind == "code" else None,
        class_code=word if kind == "class" else None,
        group=word if kind == "group" else None,
        source=query.source or None,
        department=query.department or None,
        zone_id=found.zone_id if found else None,
        since=midnight(query.start, zone),
        until=midnight(stop, zone),
        text=query.q.strip() or None,
    )
    return Asked(made, query.zone if query.zone and found is None else None)


def midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    """When a local day begins, in UTC."""
    return None if day is None else datetime.combine(day, time(), zone).astimezone(UTC)


def zone_named(zones: tuple[Outline, ...], text: str) -> Outline | None:
    """The zone of a code or a name, the smallest where several have it."""
    levels = ("grid", "area", "community", "subdistrict")
    found = [z for z in zones if text.strip() in (z.code, z.name)]
    return min(found, key=lambda z: levels.index(z.level), default=None)


def addresses(query: MatterQuery) -> Callable[..., str]:
    """The list's address with some of its parts changed; a new filter begins on the first page."""
    kept = query.model_dump(by_alias=True, exclude_defaults=True, mode="json")

    def address(path: str = "", **changed: Any) -> str:
        parts = {k: v for k, v in (kept | {"page": ""} | changed).items() if v not in ("", None)}
        return f"/matters{path}" + (f"?{urlencode(parts)}" if parts else "")

    return address
