"""What an analysis is asked: which units, which effort, found by whom, of which type, when, under which edition."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from services.errors import Invalid
from services.measures.period import MONTHS, Period, containing, edges, parse

UNITS = ("hexagon", "street")
EXPOSURES = ("patrols", "passes", "households", "street_m", "reports")
FOUND_BY = ("looking", "anyone")
# What the effort of looking finds; what residents report is a layer of its own.
LOOKING = ("own_grid", "cross_inspection")
RESIDENTS = ("resident", "hotline")
LEAST_M, MOST_M = 50.0, 250.0


@dataclass(frozen=True, slots=True)
class Question:
    """`code` is the beginning of a matter's code, `group` a named group of codes; both empty for all.

    `period` is a key of services.measures.period.
    """

    edition_id: int
    period: str
    unit: str = "hexagon"
    exposure: str = "patrols"
    found_by: str = "looking"
    code: str = ""
    group: str = ""
    across_m: float = 90.0
    permutations: int = 9_999
    seed: int = 1

    def __post_init__(self) -> None:
        for name, choices in (("unit", UNITS), ("exposure", EXPOSURES), ("found_by", FOUND_BY)):
            if getattr(self, name) not in choices:
                raise Invalid("hotspots.choice", name=name, given=getattr(self, name), choices=", ".join(choices))
        if self.exposure == "reports" and not (self.code or self.group):
            raise Invalid("hotspots.reports")
        if not LEAST_M <= self.across_m <= MOST_M:
            raise Invalid("hotspots.width", given=self.across_m)
        parse(self.period)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the matters that count; empty for all."""
        return LOOKING if self.found_by == "looking" else ()

    @property
    def steps(self) -> tuple[Period, ...]:
        """The months of the period, oldest first; the period itself where it is not made of months."""
        whole = parse(self.period)
        if whole.kind not in MONTHS:
            return (whole,)
        first = containing(whole.start, "month")
        return tuple(first.moved(i) for i in range(MONTHS[whole.kind]))

    def moments(self, zone: ZoneInfo) -> list[datetime]:
        """The local midnights between the steps, both ends included."""
        return edges(self.steps, zone)

    def as_data(self) -> dict[str, Any]:
        """Plain data, for the job and the stored analysis."""
        return asdict(self)


def from_data(said: Mapping[str, Any]) -> Question:
    """The question of plain data. Raises Invalid."""
    return Question(**{name: said[name] for name in Question.__dataclass_fields__ if name in said})
