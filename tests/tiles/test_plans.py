"""Every tile's statement finds its rows by an index, behind row-level security and in the plan that it is run by."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.orm import Session

from geo.quadkey import columns_rows
from services.cluster.roles import Urls
from services.database import APP_ROLE, owner_engine
from tests import database
from tests.migrations import crowd
from tests.migrations.test_row_security import nodes, scans
from tiles.asked import Asked, Choice, Tile, layer_named
from tiles.read import SETTINGS
from tiles.scope import Seen, seen
from tiles.statement import named_statement, plan_of, values

# Zones as tiles draw them, a row of small blocks a community; streets, water and houses in the same places.
DRAWN = """
INSERT INTO drawn_zone (edition_id, to_zoom, zone_id, geom)
    SELECT 1, band, i, ST_Multi(ST_Transform(ST_MakeEnvelope(x, y, x + 0.004, y + 0.004, 4326), 3857))
    FROM generate_series(1, 1000) i CROSS JOIN unnest(ARRAY[10, 12, 14, 24]) band
    CROSS JOIN LATERAL (SELECT 113 + 0.004 * ((i - 1) % 40) AS x, 33 + 0.004 * ((i - 1) / 40) AS y) at;
INSERT INTO zone_label (edition_id, zone_id, geom, room_m)
    SELECT 1, zone_id, ST_Centroid(geom), 100 FROM drawn_zone WHERE to_zoom = 24;
INSERT INTO street (name, geom)
    SELECT 's' || zone_id, ST_Multi(ST_ExteriorRing(ST_GeometryN(ST_Transform(geom, 4326), 1)))
    FROM drawn_zone WHERE to_zoom = 24;
INSERT INTO water (name, geom) SELECT 'w' || zone_id, ST_Transform(geom, 4326) FROM drawn_zone WHERE to_zoom = 24;
INSERT INTO park (name, geom) SELECT 'p' || zone_id, ST_Transform(geom, 4326) FROM drawn_zone WHERE to_zoom = 24;
INSERT INTO hotspot_analysis (edition_id, question, data_versions, figures) VALUES (1, '{}', '{}', '{}');
INSERT INTO hotspot_unit (analysis_id, unit, grid_id, incidents, exposure, residents, observed, expected, z, p, verdict,
                          found_by_step, exposure_by_step, geom)
    SELECT 1, zone_id, zone_id, 1, 1, 0, 1, 1, 0, 1, 'none', '{}', '{}', ST_Transform(geom, 4326)
    FROM drawn_zone WHERE to_zoom = 24;
INSERT INTO building (name, geom) SELECT 'b' || zone_id, ST_Transform(geom, 4326) FROM drawn_zone WHERE to_zoom = 24;
ANALYZE
"""
PREPARED = "SELECT name FROM pg_prepared_statements WHERE statement LIKE '%ST_AsMVT%'"
MARCH = (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
ALWAYS = (None, None)
# Layer, zoom, period, and the indexes that must find its rows: for the office, and for a leader of one grid.
FOUND_BY: dict[str, tuple[str, int, tuple[Any, Any], set[str], set[str]]] = {
    "zones": ("zones", 15, ALWAYS, {"ix_drawn_zone_geom"}, {"ix_drawn_zone_geom"}),
    "labels": ("labels", 15, ALWAYS, {"ix_zone_label_geom"}, {"ix_zone_label_geom"}),
    "streets": ("streets", 16, ALWAYS, {"ix_street_geom_3857"}, {"ix_street_geom_3857"}),
    "water": ("water", 16, ALWAYS, {"ix_water_geom_3857"}, {"ix_water_geom_3857"}),
    "parks": ("parks", 16, ALWAYS, {"ix_park_geom_3857"}, {"ix_park_geom_3857"}),
    "buildings": ("buildings", 16, ALWAYS, {"ix_building_geom_3857"}, {"ix_building_geom_3857"}),
    # A map holds some thousands of units: one map's are looked through, not the same place on all maps ever drawn.
    "hotspots": ("hotspots", 15, ALWAYS, {"pk_hotspot_unit"}, {"pk_hotspot_unit"}),
    "points from their counts": ("matters", 12, ALWAYS, {"pk_point_cell"}, {"pk_point_cell"}),
    "points themselves": ("matters", 17, ALWAYS, {"ix_matter_location_quadkey"}, {"ix_matter_location_quadkey"}),
    "points of a month": ("matters", 10, MARCH, {"ix_matter_location_quadkey"},
                          {"ix_matter_location_grid", "ix_matter_location_outside"}),
}  # fmt: skip
TABLES = {"zones": "drawn_zone", "labels": "zone_label", "streets": "street", "water": "water", "parks": "park",
          "buildings": "building",
          "hotspots": "hotspot_unit"}  # fmt: skip


@pytest.fixture(scope="module")
def urls() -> Iterator[Urls]:
    """The crowd, drawn."""
    with database.cloned("plans") as made:
        owner = owner_engine(made.owner)
        with Session(owner) as session, session.begin():
            crowd.gather(session)
            for statement in DRAWN.split(";\n"):
                session.execute(text(statement))
        owner.dispose()
        yield made


OFFICE = seen(crowd.PEOPLE["office"], "office", ())
LEADER = seen(crowd.PEOPLE["grid_leader"], "grid_leader", (60,))


def asked(layer: str, zoom: int, period: tuple[Any, Any]) -> Asked:
    """A tile over the leader's grid, 59 along 40 a row: row 1, column 19."""
    x, y = columns_rows(crowd.WEST + 19.5 * crowd.WIDTH, crowd.SOUTH + 1.5 * crowd.WIDTH, zoom)
    chosen = Choice(1, "grid", *period).of(layer_named(layer))
    return Asked(layer_named(layer), chosen, Tile(zoom, int(x[()]), int(y[()])))


def plan(urls: Urls, tile: Asked, caller: Seen) -> list[dict[str, Any]]:
    """The nodes of the plan by which the app runs a tile's statement, prepared and run as the reader does."""
    given = values(tile, caller) | {"person": str(caller.person_id)}
    statement, how = named_statement(plan_of(tile, caller)), plan_of(tile, caller)
    conninfo = urls.app.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(APP_ROLE)))
        for setting in SETTINGS:
            connection.execute(setting)
        if how.by_scope:
            connection.execute("SET plan_cache_mode = force_custom_plan")
        connection.execute(statement, given, prepare=True)
        prepared = connection.execute(
            "SELECT name FROM pg_prepared_statements WHERE statement LIKE '%ST_AsMVT%'"
        ).fetchone()
        assert prepared is not None
        # The driver numbers what is named by its first place.
        order = dict.fromkeys(re.findall(r"%\((\w+)\)s", statement.decode()))
        literals = sql.SQL(", ").join(sql.Literal(given[name]) for name in order)
        explain = sql.SQL("EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE {}({})")
        found = connection.execute(explain.format(sql.Identifier(prepared[0]), literals)).fetchone()
    assert found is not None
    return list(nodes(found[0][0]["Plan"]))


@pytest.mark.parametrize("name", FOUND_BY)
@pytest.mark.parametrize("caller", [OFFICE, LEADER], ids=["office", "grid_leader"])
def test_a_tile_is_found_by_its_index(urls: Urls, name: str, caller: Seen) -> None:
    layer, zoom, period, for_office, for_leader = FOUND_BY[name]
    tile = asked(layer, zoom, period)
    found = plan(urls, tile, caller)
    table = TABLES.get(layer, "point_cell" if plan_of(tile, caller).counted else "matter_location")
    wanted = for_office if caller is OFFICE else for_leader
    assert scans(found, table) >= wanted
    read = [n for n in found if n.get("Relation Name") == table]
    assert not [n for n in read if n["Node Type"] == "Seq Scan"]
    # A tile without rows would be found by any index.
    assert sum(n["Actual Rows"] for n in read) > 0
