"""Levels of coverage by zone, read from what triggers keep by grid: expected, registered, visited, verified, fresh."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.coverage.addresses import Place
from services.coverage.tables import CoverageCycle
from services.database import sql
from services.geography.outlines import outlines
from services.measures.known.coverage import RANK_FROM
from services.measures.zones import Level, ZoneSeen, zones_of

# Days since the last verified visit: up to 30, to 90, to 180, more; never is a class of its own.
BANDS = (30, 90, 180)
# A share below this is too little to say anything of a grid: it is hatched and has no rank.
ENOUGH = Decimal(RANK_FROM)


@dataclass(frozen=True, slots=True)
class Levels:
    """Addresses counted: expected (L0), registered (L1), visited (L2), verified (L3), fresh (L4: complete, too).

    Then each by its final state, the excluded ones beside the expected, and the expected ones by the days since they
    were last verified, in this cycle or before.
    """

    expected: int = 0
    registered: int = 0
    visited: int = 0
    verified: int = 0
    fresh: int = 0
    collected: int = 0
    vacant: int = 0
    refused: int = 0
    no_contact: int = 0
    inaccessible: int = 0
    missing: int = 0
    excluded: int = 0
    within_30: int = 0
    within_90: int = 0
    within_180: int = 0
    older: int = 0

    @property
    def never(self) -> int:
        """Never verified before the end of the cycle."""
        return self.expected - self.within_30 - self.within_90 - self.within_180 - self.older

    @property
    def per_cent(self) -> Decimal | None:
        """Coverage: verified of expected in per cent, rounded down, so that 100 is all; None where none is expected."""
        if not self.expected:
            return None
        return (Decimal(100 * self.verified) / self.expected).quantize(Decimal("0.1"), ROUND_FLOOR)

    @property
    def enough(self) -> bool:
        """Whether the zone can be ranked."""
        return self.per_cent is not None and self.per_cent >= ENOUGH


NAMES = tuple(f.name for f in fields(Levels))


@dataclass(frozen=True, slots=True)
class Table:
    """Zones with their levels, what lies outside all grids, and all of it."""

    zones: tuple[tuple[ZoneSeen, Levels], ...]
    outside: Levels
    total: Levels


def table(session: Session, scope: Scope, place: Place, level: Level, now: datetime) -> Table:
    """The levels of every zone that the caller sees some of, as of now or the cycle's end."""
    found = zones_of(outlines(session, place.edition_id), level, scope)
    column = {grid: i for i, grid in enumerate(found.grid_ids)}
    counted = np.zeros((len(NAMES), len(found.grid_ids)), np.int64)
    beyond = np.zeros(len(NAMES), np.int64)
    for row in session.execute(sql(__file__, "levels.sql"), _asked(scope, place, now)):
        numbers = [getattr(row, name) for name in NAMES]
        if row.inside and row.grid_id in column:
            counted[:, column[row.grid_id]] += numbers
        else:
            beyond += numbers
    sums = found.sums(counted)
    zones = tuple((zone, _levels(sums[:, i])) for i, zone in enumerate(found.seen))
    return Table(zones, _levels(beyond), _levels(counted.sum(axis=1) + beyond))


def last_day(cycle: CoverageCycle, now: datetime) -> datetime:
    """The local time as of which a cycle is read: now, or its end where that has passed."""
    return min(now, cycle.stops_at - timedelta(seconds=1)).astimezone(ZoneInfo(cycle.zone))


def _asked(scope: Scope, place: Place, now: datetime) -> dict[str, object]:
    today = last_day(place.cycle, now).date()
    return {
        "cycle": place.cycle.id, "edition": place.edition_id, "everything": scope.everything,
        "grids": list(scope.grid_ids), "fresh_from": today - timedelta(days=place.cycle.fresh_days),
        **{f"since_{days}": today - timedelta(days=days) for days in BANDS},
    }  # fmt: skip


def _levels(numbers: NDArray[np.int64]) -> Levels:
    return Levels(*(int(n) for n in numbers))
