"""One change of edition: every point located anew, against PostGIS doing the same by one statement."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.processes import spent_s
from bench.record import keep
from bench.town import add_edition, database_of, take_matters
from services.locating.locate import locate_edition

RUNS = 3
# A table like ours, with all its indexes and none of its triggers.
PEER = "CREATE TEMPORARY TABLE located (LIKE matter_location INCLUDING ALL)"
# The rule in SQL: of the grids that hold a point, border included, the one whose code is lowest. The tiles that a place
# is drawn in are taken from the first edition, where they are the same.
BY_POSTGIS = """
INSERT INTO located (point_id, edition_id, grid_id, doubtful, quadkey, tile_x, tile_y, happened_at, ref)
SELECT DISTINCT ON (m.id) m.id, :edition, z.id, false, l.quadkey, l.tile_x, l.tile_y, m.opened_at, m.external_ref
FROM matter m JOIN matter_location l ON l.point_id = m.id AND l.edition_id <> :edition
    LEFT JOIN (boundary b JOIN zone z ON z.id = b.zone_id AND z.level = 'grid')
    ON b.edition_id = :edition AND ST_Covers(b.geom, m.geom)
ORDER BY m.id, z.code
"""
DIFFERING = """
SELECT count(*) FROM located JOIN matter_location l USING (point_id)
WHERE l.edition_id = :edition AND l.grid_id IS DISTINCT FROM located.grid_id
"""


def by_us(session: Session, edition: int) -> float:
    """Seconds of processor time until every point has its place, its doubt and its nearest grid under the edition."""
    before = spent_s()
    locate_edition(session, edition)
    return spent_s() - before


def by_postgis(session: Session, edition: int) -> float:
    """Seconds of processor time until the database has every point with its grid in a table indexed as ours is."""
    session.execute(text("DROP TABLE IF EXISTS located"))
    session.execute(text(PEER))
    before = spent_s()
    session.execute(text(BY_POSTGIS), {"edition": edition})
    return spent_s() - before


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
