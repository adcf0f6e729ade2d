"""Visits to the figures of coverage: one visit until its grid's figures are read, and all of them counted anew.

The peer of one visit inserts the same row into a table like ours without triggers, and asks one grid's addresses for
its figures by plain SQL; the peer of all is one plain aggregate of the same rows by grid, which writes nothing, with
the room and the plan that suit it best. Both have to answer alike before their times are kept.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from time import perf_counter
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from bench.processes import spent_s
from bench.record import keep
from bench.town import SIZE, SOUTH, WEST, database_of
from services.access.scope import Scope
from services.coverage.addresses import Place
from services.coverage.cycles import Opening, open_cycle
from services.coverage.levels import table
from services.database import sql
from services.geography.drawn import draw_edition
from services.locating.locate import locate_edition
from services.register.editions import Freezing, freeze

RUNS = 3
VISITS = 60
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 12, 31, 12, tzinfo=UTC)
OFFICE = Scope(uuid4(), "office", everything=True, grid_ids=())


@dataclass(frozen=True)
class Town:
    """A year that is counted, with its visits in a table of the peer's own."""

    session: Session
    place: Place
    households: int


def settle(session: Session, households: int, visits: int) -> Town:
    """Write register and visits, put them into their grids, and open the year."""
    land = {"west": WEST + 0.01 * SIZE, "south": SOUTH + 0.01 * SIZE, "wide": 0.98 * SIZE}
    size = {"households": households, "visits": visits}
    for statement in sql(__file__, "visits.sql").text.split(";\n"):
        asked = {name: value for name, value in (land | size).items() if f":{name}" in statement}
        session.execute(text(statement), asked)
    edition = session.scalars(text("SELECT id FROM edition")).one()
    draw_edition(session, edition)
    locate_edition(session, edition)
    session.commit()
    session.execute(text("ANALYZE"))
    freeze(session, OFFICE, Freezing("seeded", date(2025, 12, 31), "2026"))
    place = Place(open_cycle(session, OFFICE, Opening("2026"), ZONE), edition)
    session.commit()
    session.execute(text("ANALYZE"))
    session.commit()
    return Town(session, place, households)


def by_sql(town: Town, grid: int | None = None) -> Sequence[Row[Any]]:
    """The peer's figures, of one grid or of all: grid, expected, visited, verified, never verified."""
    asked = {"cycle": town.place.cycle.id, "edition": town.place.edition_id}
    if grid is None:
        return town.session.execute(sql(__file__, "figures.sql"), asked).all()
    return town.session.execute(sql(__file__, "figures_of_grid.sql"), asked | {"grid": grid}).all()


def count_anew(town: Town) -> None:
    """The product's own recount of everything."""
    town.session.execute(text("SELECT app.recount_grids(:c, NULL, NULL, '-infinity')"), {"c": town.place.cycle.id})


def counted(town: Town, grid: int | None = None) -> list[tuple[int, ...]]:
    """The product's figures as they stand, as the peer gives them."""
    scope = OFFICE if grid is None else Scope(OFFICE.person_id, "grid_leader", everything=False, grid_ids=(grid,))
    found = table(town.session, scope, town.place, "grid", NOW)
    return [(zone.id, one.expected, one.visited, one.verified, one.never) for zone, one in found.zones if one.expected]


def compare_all(town: Town) -> None:
    """All counted anew. Raises AssertionError where a grid's figures differ."""
    ours, theirs = [], []
    for _ in range(RUNS):
        before = spent_s()
        count_anew(town)
        town.session.commit()
        ours.append(spent_s() - before)
        times, known = zip(*(_timed(town, nested) for nested in ("on", "off")), strict=True)
        theirs.append(min(times))
        if any(sorted(counted(town)) != sorted(tuple(row) for row in rows) for rows in known):
            raise AssertionError("the plain aggregate has other figures")
    keep(f"coverage counted anew, {town.households:,} households", "plain SQL", ours, theirs, "s")


def _timed(town: Town, nested: str) -> tuple[float, Sequence[Row[Any]]]:
    """What the plain aggregate takes, with nested loops or without, and its figures."""
    town.session.execute(text(f"SET LOCAL work_mem = '64MB'; SET LOCAL enable_nestloop = {nested}"))
    before = spent_s()
    known = by_sql(town)
    spent = spent_s() - before
    town.session.commit()
    return spent, known


def compare_one(town: Town) -> None:
    """One visit after the other. Raises AssertionError where the figures differ."""
    session = town.session
    drawn = session.execute(sql(__file__, "drawn.sql"), {"edition": town.place.edition_id, "many": VISITS}).all()
    ours, theirs = [], []
    for row in drawn:
        visit = {"id": uuid4(), "ref": row.ref, "at": NOW, "lon": row.lon, "lat": row.lat}
        start = perf_counter()
        session.execute(text(_INSERT.format("visit")), visit)
        session.commit()
        found = counted(town, row.grid_id)
        session.commit()
        between = perf_counter()
        session.execute(text(_INSERT.format("bare")), visit)
        session.commit()
        known = by_sql(town, row.grid_id)
        session.commit()
        theirs.append(perf_counter() - between)
        ours.append(between - start)
        if found != [tuple(one) for one in known]:
            raise AssertionError(f"grid {row.grid_id}: {found} are {known} by plain SQL")
    keep(f"one visit to its grid's figures, {town.households:,} households", "plain SQL", ours, theirs, "s")
    print(f"    median {sorted(ours)[len(ours) // 2] * 1000:.1f} ms")


# The same row for both, into the product's table or the peer's.
_INSERT = """INSERT INTO {} (id, external_ref, kind, household_ref, visited_at, accuracy_m, geom)
VALUES (:id, CAST(:id AS text), 'visit', :ref, :at, 5, ST_SetSRID(ST_Point(:lon, :lat), 4326))"""


def compare(households: int, visits: int, side: int) -> None:
    """Measure one size: grids are side by side."""
    with database_of(side) as session:
        town = settle(session, households, visits)
        compare_all(town)
        compare_one(town)


def main() -> None:
    """The size of the promise."""
    compare(300_000, 1_000_000, 45)


if __name__ == "__main__":
    compare(*map(int, sys.argv[1:4])) if len(sys.argv) == 4 else main()
