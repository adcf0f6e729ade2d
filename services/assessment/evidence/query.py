"""A query of evidence: its statement and what comes of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from services.access.scope import Scope
from services.messages import Message

Shape = Literal["tallies", "ratio"]
# Whatever of these changes in a grid, what rests on it there has to be asked for anew.
Ground = Literal["matters", "visits", "households", "months"]


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked by one statement, `known/KEY.sql`.

    `subject` is what the refs are numbers of. `by_types`: it can be asked of a group of types. `over` says how a
    period with a change of boundaries is read: events are counted in the grids of their day, span by span, and added;
    what stands at the end of the period, or belongs to a grid and not to a place, is read once.
    """

    key: str
    title: Message
    about: Message
    subject: str
    shape: Shape
    rests_on: frozenset[Ground]
    by_types: bool = False
    over: Literal["spans", "period"] = "spans"


@dataclass(frozen=True, slots=True)
class Asked:
    """What every query is asked: [starts, stops) in UTC under an edition as of `now`, for the caller's scope.

    `grids` narrows it to some grids. `around_m` is how far outside all grids is still the surroundings of the nearest.
    """

    scope: Scope
    edition_id: int
    starts: datetime
    stops: datetime
    now: datetime
    zone: ZoneInfo
    around_m: int
    grids: tuple[int, ...] | None = None

    def params(self) -> dict[str, object]:
        """As the statements take them; what narrows and what limits are one list of grids."""
        everything = self.scope.everything and self.grids is None
        mine = self.grids if self.scope.everything else self.scope.grid_ids
        wanted = mine if self.grids is None else [g for g in mine or () if g in set(self.grids)]
        return {
            "edition": self.edition_id, "start": self.starts, "stop": self.stops, "now": self.now,
            "as_of": min(self.now, self.stops), "zone": self.zone.key, "around_m": self.around_m,
            "everything": everything, "grids": list(wanted or ()),
        }  # fmt: skip
