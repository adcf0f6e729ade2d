"""A zone's file, put together: one reading of everything, on one day, under one edition."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.gridfile.batches import Source, sources
from services.gridfile.doubt import Doubt, doubts
from services.gridfile.history import Step, history
from services.gridfile.households import Households, households
from services.gridfile.matters import Matters, matters
from services.gridfile.neighbours import Neighbour, neighbours
from services.gridfile.standing import Standing, standings
from services.gridfile.visits import Visits, visits
from services.gridfile.window import Window
from services.gridfile.zone import Subject, find_zone
from services.matters.tables import Matter
from services.versions.kept import Kept
from services.visits.tables import Visit

Today = Callable[[], date]
# What is counted of a whole subdistrict takes seconds.
_visits: Kept[Visits] = Kept(("zones", "households", "visits"), 256)
_sources: Kept[list[Source]] = Kept(("zones", "households", "matters", "visits"), 256)


@dataclass(frozen=True, slots=True)
class GridFile:
    """Everything known of one zone. `stale` where the day is the last one with anything on record, long ago."""

    subject: Subject
    window: Window
    stale: bool
    neighbours: list[Neighbour]
    history: list[Step]
    households: Households
    matters: Matters
    visits: Visits
    doubts: list[Doubt]
    sources: list[Source]
    standings: list[Standing]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which file: the zone's code, its level where a code has several, edition and day where not the usual ones."""

    code: str
    level: str | None = None
    edition_id: int | None = None
    day: date | None = None


def grid_file(session: Session, scope: Scope, asked: Asked, zone: ZoneInfo, now: datetime) -> GridFile:
    """Read a file; the reading is recorded, as open matters are listed with their addresses.

    Raises NotFound or Forbidden as find_zone does.
    """
    today = now.astimezone(zone).date()
    usual = last_day(session, zone, today)
    window = Window(asked.day or usual, zone)
    subject = find_zone(session, scope, asked.code, max(window.day, today), asked.edition_id, asked.level)
    file = GridFile(
        subject,
        window,
        asked.day is None and usual != today,
        neighbours(session, scope, subject),
        history(session, scope, subject),
        households(session, scope, subject, window),
        matters(session, subject, window),
        _visits.get(session, (*subject.key, window), lambda: visits(session, subject, window)),
        doubts(session, subject),
        _sources.get(session, subject.key, lambda: sources(session, subject)),
        standings(session, scope, subject, window, now),
    )
    read = {"zone": subject.zone_id, "edition": subject.edition.id, "n": len(file.matters.listed),
            "care": sum(one.households for one in file.households.care)}  # fmt: skip
    record(session, scope.person_id, "gridfile.read", subject.code, read)
    return file


def last_day(session: Session, zone: ZoneInfo, today: date) -> date:
    """Today; the last day on which anything was recorded where that is before the window that ends today."""
    opened = session.scalar(select(func.max(Matter.opened_at)).where(Matter.opened_at <= func.now()))
    visited = session.scalar(select(func.max(Visit.visited_at)).where(Visit.visited_at <= func.now()))
    last = max((moment for moment in (opened, visited) if moment is not None), default=None)
    if last is None or last >= Window(today, zone).start:
        return today
    return last.astimezone(zone).date()
