"""Levels of coverage by zone, read from what triggers keep by grid: expected, registered, visited, verified, fresh."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from itertools import accumulate
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.coverage.addresses import Place
from services.coverage.bands import Bands, bands
from services.coverage.tables import CoverageCycle
from services.database import sql
from services.geography.outlines import outlines
from services.measures.known.coverage import RANK_FROM
from services.measures.zones import Level, ZoneSeen, zones_of

# A share below this is too little to say anything of a grid: it is hatched and has no rank.
ENOUGH = Decimal(RANK_FROM)


@dataclass(frozen=True, slots=True)
class Levels:
    """Addresses counted: expected (L0), registered (L1), visited (L2), verified (L3), fresh (L4: complete, too).

    Then each by its final state, the excluded ones beside the expected, and the expected ones by the days since they
    were last verified, in this cycle or before: a number for each band and one for older (services.coverage.bands).
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
    ages: tuple[int, ...] = ()

    @property
    def never(self) -> int:
        """Never verified before the end of the cycle."""
        return self.expected - sum(self.ages)

    @property
    def middle_age(self) -> int | None:
        """The band by whose last day at least half of the expected addresses were verified; None for never."""
        so_far = accumulate(self.ages)
        return next((band for band, n in enumerate(so_far) if 2 * n >= self.expected > 0), None)

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


NAMES = tuple(f.name for f in fields(Levels) if f.name != "ages")


@dataclass(frozen=True, slots=True)
class Table:
    """Zones with their levels, what lies outside all grids, and all of it; the bands that ages are told in."""

    zones: tuple[tuple[ZoneSeen, Levels], ...]
    outside: Levels
    total: Levels
    bands: Bands


def table(session: Session, scope: Scope, place: Place, level: Level, now: datetime) -> Table:
    """The levels of every zone that the caller sees some of, as of now or the cycle's end."""
    found = zones_of(outlines(session, place.edition_id), level, scope)
    column = {grid: i for i, grid in enumerate(found.grid_ids)}
    held = bands(session)
    numbers_of_each = len(NAMES) + len(held.ends) + 1
    counted = np.zeros((numbers_of_each, len(found.grid_ids)), np.int64)
    beyond = np.zeros(numbers_of_each, np.int64)
    for row in session.execute(sql(__file__, "levels.sql"), _asked(scope, place, held, now)):
        numbers = [*(getattr(row, name) for name in NAMES), *row.ages]
        if row.inside and row.grid_id in column:
            counted[:, column[row.grid_id]] += numbers
        else:
            beyond += numbers
    sums = found.sums(counted)
    zones = tuple((zone, _levels(sums[:, i])) for i, zone in enumerate(found.seen))
    return Table(zones, _levels(beyond), _levels(counted.sum(axis=1) + beyond), held)


def last_day(cycle: CoverageCycle, now: datetime) -> datetime:
    """The local time as of which a cycle is read: now, or its end where that has passed."""
    return min(now, cycle.stops_at - timedelta(seconds=1)).astimezone(ZoneInfo(cycle.zone))


def _asked(scope: Scope, place: Place, held: Bands, now: datetime) -> dict[str, object]:
    today = last_day(place.cycle, now).date()
    return {
        "cycle": place.cycle.id, "edition": place.edition_id, "everything": scope.everything,
        "grids": list(scope.grid_ids), "fresh_from": today - timedelta(days=place.cycle.fresh_days),
        "since": [today - timedelta(days=days) for days in reversed(held.ends)],
    }  # fmt: skip


def _levels(numbers: NDArray[np.int64]) -> Levels:
    whole = [int(n) for n in numbers]
    by_name = dict(zip(NAMES, whole, strict=False))
    return Levels(**by_name, ages=tuple(whole[len(NAMES) :]))
