"""How a cycle goes on: by day, how much of each zone was verified for the first time."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.coverage.addresses import Place
from services.coverage.levels import Levels, last_day
from services.database import sql
from services.geography.outlines import outlines
from services.measures.zones import Level, ZoneSeen, zones_of


@dataclass(frozen=True, slots=True)
class Line:
    """A zone's share of expected addresses verified by the end of each day, from the first day to today."""

    zone: ZoneSeen
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """All lines of a cycle; `days` is how many days the whole cycle has."""

    first: date
    days: int
    lines: tuple[Line, ...]


def progress(
    session: Session, scope: Scope, place: Place, level: Level, levels: Mapping[int, Levels], now: datetime
) -> Progress:
    """The lines of the zones of a level that expect addresses; `levels` by zone id (services.coverage.levels)."""
    zone = ZoneInfo(place.cycle.zone)
    first, stop = (moment.astimezone(zone).date() for moment in (place.cycle.starts_at, place.cycle.stops_at))
    found = zones_of(outlines(session, place.edition_id), level, scope)
    zone_of = dict(zip(found.grid_ids, found.zone_of.tolist(), strict=True))
    reached: dict[int, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    asked = {"cycle": place.cycle.id, "edition": place.edition_id, "everything": scope.everything,
             "grids": list(scope.grid_ids)}  # fmt: skip
    for row in session.execute(sql(__file__, "progress.sql"), asked):
        if zone_of.get(row.grid_id, -1) >= 0:
            reached[zone_of[row.grid_id]][row.day] += row.reached
    until = (last_day(place.cycle, now).date() - first).days + 1
    lines = [
        Line(seen, _shares(reached[i], first, until, levels[seen.id].expected))
        for i, seen in enumerate(found.seen)
        if seen.id in levels and levels[seen.id].expected
    ]
    return Progress(first, (stop - first).days, tuple(lines))


def _shares(by_day: Mapping[date, int], first: date, days: int, expected: int) -> tuple[float, ...]:
    so_far, shares = 0, []
    for step in range(max(days, 0)):
        so_far += by_day.get(first + timedelta(days=step), 0)
        shares.append(so_far / expected)
    return tuple(shares)
