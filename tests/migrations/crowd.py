"""A subdistrict too large for a planner to be careless with: 1,000 grids, 60,000 matters, one person a role."""

from uuid import UUID

import numpy as np
from sqlalchemy import text
from sqlalchemy.orm import Session

from geo.quadkey import FINE_ZOOM, columns_rows, quadkeys

SIDE, WIDTH = 40, 0.004
WEST, SOUTH = 113.0, 33.0
GRIDS, MATTERS, OUTSIDE = 1000, 60_000, 400
PEOPLE = {role: UUID(int=i + 1) for i, role in enumerate(("office", "community", "grid_leader"))}
# 40 communities of 25 grids each, numbered after the grids.
GROUND = """
INSERT INTO edition (name, valid_from, reason, document_number, source_name, source_sha256)
    VALUES ('crowd', '2026-01-01', 'for a test', '1', '-', '-');
INSERT INTO zone (level, code) SELECT 'grid', 'g' || i FROM generate_series(1, 1000) i;
INSERT INTO zone (level, code) SELECT 'community', 'c' || i FROM generate_series(1, 40) i;
INSERT INTO boundary (edition_id, zone_id, name, path, area_m2, geom)
    SELECT 1, i, 'g' || i, ARRAY[1001 + (i - 1) / 25, i], 1, ST_Multi(ST_MakeEnvelope(0, 0, 1, 1, 4326))
    FROM generate_series(1, 1000) i;
"""
POINTS = """
INSERT INTO matter (id, external_ref, geom, code, opened_at)
    SELECT md5(i::text)::uuid, 'm' || i, ST_Point(x, y, 4326), '06010', timestamptz '2026-01-01' + i * interval '7 min'
    FROM unnest(CAST(:x AS float8[]), CAST(:y AS float8[])) WITH ORDINALITY AS p(x, y, i)
"""
PLACES = """
INSERT INTO matter_location (edition_id, point_id, grid_id, doubtful, nearest_grid_id, nearest_m, quadkey,
                             tile_x, tile_y, happened_at, ref)
    SELECT 1, md5(i::text)::uuid, nullif(grid, 0), false, CASE WHEN grid = 0 THEN 1 + i % 1000 END,
        CASE WHEN grid = 0 THEN 10 END, quadkey, tile_x, tile_y,
        timestamptz '2026-01-01' + i * interval '7 min', 'm' || i
    FROM unnest(CAST(:grid AS int[]), CAST(:quadkey AS bigint[]), CAST(:tile_x AS int[]), CAST(:tile_y AS int[]))
        WITH ORDINALITY AS p(grid, quadkey, tile_x, tile_y, i)
"""
ONE = """
INSERT INTO person (id, login, display_name, role, password_hash) VALUES (:id, :role, :role, :role, '-')
"""


def gather(session: Session) -> None:
    """Fill a database and let the planner know its statistics; the caller commits."""
    for statement in GROUND.split(";\n"):
        if statement.strip():
            session.execute(text(statement))
    places = np.random.default_rng(1).uniform(0, 1, (MATTERS, 2)) * (SIDE, GRIDS / SIDE)
    grid = (places[:, 1].astype(int) * SIDE + places[:, 0].astype(int)) + 1
    grid[:OUTSIDE] = 0
    x, y = WEST + places[:, 0] * WIDTH, SOUTH + places[:, 1] * WIDTH
    session.execute(text(POINTS), {"x": x.tolist(), "y": y.tolist()})
    tile_x, tile_y = columns_rows(x, y, FINE_ZOOM)
    given = {"grid": grid, "quadkey": quadkeys(x, y), "tile_x": tile_x, "tile_y": tile_y}
    session.execute(text(PLACES), {name: values.tolist() for name, values in given.items()})
    for role, person in PEOPLE.items():
        session.execute(text(ONE), {"id": person, "role": role})
    work = text("INSERT INTO person_zone VALUES (:person, :zone)")
    session.execute(work, {"person": PEOPLE["community"], "zone": GRIDS + 3})
    session.execute(work, {"person": PEOPLE["grid_leader"], "zone": 60})
    session.execute(text("ANALYZE"))
