"""One change of edition: every point located anew, against PostGIS doing the same by one statement."""

from time import perf_counter

from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.record import keep
from bench.town import add_edition, database_of, take_matters
from services.locating.locate import locate_edition

RUNS = 3
# The rule in SQL: of the grids that hold a point, border included, the one whose code is lowest.
BY_POSTGIS = """
CREATE TEMPORARY TABLE located AS
SELECT DISTINCT ON (m.id) m.id AS point_id, b.zone_id AS grid_id
FROM matter m LEFT JOIN (boundary b JOIN zone z ON z.id = b.zone_id AND z.level = 'grid')
    ON b.edition_id = :edition AND ST_Intersects(b.geom, m.geom)
ORDER BY m.id, z.code
"""
DIFFERING = """
SELECT count(*) FROM located JOIN matter_location l USING (point_id)
WHERE l.edition_id = :edition AND l.grid_id IS DISTINCT FROM located.grid_id
"""


def by_us(session: Session, edition: int) -> float:
    """Seconds until every point has its place, its doubt and its nearest grid under the edition."""
    before = perf_counter()
    locate_edition(session, edition)
    return perf_counter() - before


def by_postgis(session: Session, edition: int) -> float:
    """Seconds until the database has joined every point to its grid, in a table without indexes."""
    session.execute(text("DROP TABLE IF EXISTS located"))
    before = perf_counter()
    session.execute(text(BY_POSTGIS), {"edition": edition})
    return perf_counter() - before


def compare(count: int, side: int, vertices: int) -> float:
    """Measure in turn. Returns the ratio: PostGIS's seconds by ours.

    Raises AssertionError where a point lies in another grid.
    """
    ours, theirs = [], []
    with database_of(side, vertices) as session:
        take_matters(session, count)
        edition = add_edition(session, side, vertices, seed=2).id
        session.commit()
        session.execute(text("ANALYZE"))
        for _ in range(RUNS):
            ours.append(by_us(session, edition))
            theirs.append(by_postgis(session, edition))
            differing = session.scalar(text(DIFFERING), {"edition": edition})
            if differing:
                raise AssertionError(f"PostGIS answers {differing} points otherwise")
    return keep(f"one edition change, {count:,} points in {side * side:,} grids", "PostGIS", ours, theirs, "s")


def main() -> None:
    """A million points."""
    compare(1_000_000, 45, 40)


if __name__ == "__main__":
    main()
