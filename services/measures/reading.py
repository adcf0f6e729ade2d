"""A reading: a measure over a series of periods, zone by zone, as table, map, slider and report all show it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from geo.classes import classify, quantile_breaks
from services.access.scope import Scope
from services.geography.outlines import outlines
from services.measures.counts.count import Asked, Tally, tally
from services.measures.measure import Measure
from services.measures.own import Own, own
from services.measures.period import Period, edges, series
from services.measures.rank import ranks
from services.measures.rounding import rounded_ratio
from services.measures.zones import Level, Zones, ZoneSeen, zones_of

CLASSES = 5
# One letter a zone and period; whatever is not a value or a true nought is drawn apart and has no rank. A figure
# that the measure takes for too little, nought among them, has its class and no rank.
STATES = {"v": "value", "u": "unranked", "z": "zero", "d": "no_data", "w": "withheld", "a": "not_applicable"}
KNOWN = ("v", "z", "u")
RANKED = ("v", "z")
CLASSED = ("v", "u")


@dataclass(frozen=True, slots=True)
class Question:
    """What is read: a measure at a level under an edition, for a period in a series, as of now.

    The series ends with `until` where the period lies in it, else with the period itself.
    """

    measure: Measure
    level: Level
    edition_id: int
    period: Period
    zone: ZoneInfo
    now: datetime
    until: Period | None = None

    def periods(self) -> tuple[Period, ...]:
        """The series, oldest first."""
        if self.until is not None and self.period in (found := series(self.until)):
            return found
        return series(self.period)


@dataclass(frozen=True, slots=True)
class Reading:
    """Periods oldest first, `at` the place of the chosen one. Arrays have the shape (periods, zones).

    `units` are the figures as shown, in units of the measure's last decimal, meaningless where the state has none;
    `inside` and `outside` are what was recorded in each period within the caller's scope: together all of it.
    """

    measure: Measure
    level: Level
    edition_id: int
    periods: tuple[Period, ...]
    at: int
    zones: tuple[ZoneSeen, ...]
    states: NDArray[np.str_]
    units: NDArray[np.int64]
    numerators: NDArray[np.int64]
    denominators: NDArray[np.int64]
    breaks: tuple[float, ...]
    inside: tuple[int, ...]
    outside: tuple[int, ...]

    def value(self, period: int, zone: int) -> Decimal | None:
        """A figure as shown; None where the state has none."""
        if self.states[period, zone] not in KNOWN:
            return None
        return Decimal(int(self.units[period, zone])).scaleb(-self.measure.decimals)

    def floats(self, period: int) -> list[float | None]:
        """The figures of a period as shown, for drawing."""
        return [
            u / 10**self.measure.decimals if s in KNOWN else None
            for u, s in zip(self.units[period].tolist(), self.states[period].tolist(), strict=True)
        ]

    def letters(self, period: int) -> str:
        """The states of a period, one letter a zone."""
        return "".join(self.states[period].tolist())

    def ranks(self, period: int) -> list[int | None]:
        """The ranks of a period, by the figures before they are rounded."""
        ratio = self.numerators[period] / np.maximum(self.denominators[period], 1)
        known = zip(ratio.tolist(), self.states[period].tolist(), strict=True)
        return ranks([r if s in RANKED else None for r, s in known], self.measure.direction)

    def in_classes_of(self, other: "Reading") -> "Reading":
        """The same figures in the classes of another reading, so that two periods can be compared by colour."""
        return replace(self, breaks=other.breaks)

    def classes(self, period: int) -> list[int]:
        """The class of each value, -1 for all that is none, true noughts too.

        Beyond the rims, where they were taken from another series, it is the outermost class.
        """
        shown = np.where(np.isin(self.states[period], CLASSED), self.units[period] / 10**self.measure.decimals, np.nan)
        if len(self.breaks) > 1:
            shown = np.clip(shown, self.breaks[0], self.breaks[-1])
        return [int(c) for c in classify(shown, self.breaks)]


def read(session: Session, scope: Scope, asked: Question) -> Reading:
    """Read a measure within the caller's scope, one statement a count for all periods."""
    found = zones_of(outlines(session, asked.edition_id), asked.level, scope)
    periods = asked.periods()
    counted = Asked(asked.edition_id, edges(periods, asked.zone), asked.now, scope)
    column_of = {grid: i for i, grid in enumerate(found.grid_ids)}
    above = tally(session, asked.measure.numerator, counted, column_of)
    below = tally(session, asked.measure.denominator, counted, column_of)
    return _reading(asked, periods, found, (above, below), own(session, asked.measure, asked.level, found, counted))


def _reading(
    asked: Question, periods: tuple[Period, ...], found: Zones, tallies: tuple[Tally, Tally], of_zones: Own | None
) -> Reading:
    """Sum the grids of each zone, or take what it has of its own, and say what each figure is."""
    measure, (above, below) = asked.measure, tallies
    numerators = found.sums(above.counted(measure.numerator))
    denominators = found.sums(below.counted(measure.denominator))
    if of_zones is not None:
        numerators[of_zones.periods] = of_zones.above[of_zones.periods]
        denominators[of_zones.periods] = of_zones.below[of_zones.periods]
    units = rounded_ratio(numerators, denominators, measure.scale, measure.decimals, down=measure.rank_from is not None)
    recorded = above if measure.recorded == "numerator" else below
    some = (recorded.inside.sum(axis=1) + recorded.outside.sum(axis=1)) > 0
    if of_zones is not None:
        some |= of_zones.periods
    states = _states(numerators, denominators, some, [z.whole for z in found.seen])
    if measure.rank_from is not None:
        states[np.isin(states, RANKED) & (units < measure.rank_from * 10**measure.decimals)] = "u"
    shown = units[np.isin(states, CLASSED)] / 10**measure.decimals
    breaks = measure.bands if measure.bands else quantile_breaks(shown, CLASSES)
    return Reading(
        measure, asked.level, asked.edition_id, periods, periods.index(asked.period), found.seen,
        states, units, numerators, denominators,
        tuple(float(b) for b in breaks), _sums(recorded.inside), _sums(recorded.outside),
    )  # fmt: skip


def _states(
    numerators: NDArray[np.int64], denominators: NDArray[np.int64], some: NDArray[np.bool_], whole: Sequence[bool]
) -> NDArray[np.str_]:
    """One letter a period and zone; the first that applies, from withheld on."""
    states = np.where(numerators == 0, "z", "v")
    states[denominators == 0] = "a"
    states[~some] = "d"
    states[:, ~np.array(whole, bool)] = "w"
    return states


def _sums(counted: NDArray[np.int64]) -> tuple[int, ...]:
    return tuple(int(n) for n in counted.sum(axis=1))
