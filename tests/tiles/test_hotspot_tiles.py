"""Hotspots as tiles: the newest map's units with what is said of them, each reader's own, and nothing for the forum."""

from dataclasses import replace
from typing import Any

import mapbox_vector_tile
import pytest
from sqlalchemy import Connection, Engine, text

from geo.quadkey import columns_rows
from services.errors import Forbidden
from tests.tiles.conftest import Drawn, cut
from tiles.layer import LAYERS
from tiles.scope import mark_for, seen

UNIT = """
INSERT INTO hotspot_unit (analysis_id, unit, grid_id, place, incidents, exposure, residents, observed, expected, z, p,
                          verdict, found_by_step, exposure_by_step, geom)
SELECT CAST(:map AS int), row_number() OVER (ORDER BY b.zone_id), b.zone_id,
       CASE WHEN :verdict = 'confirmed' THEN 1 END, 3, 1, 0, 3, 1, 2, 0.01, :verdict, '{}', '{}', b.geom
FROM boundary b JOIN zone z ON z.id = b.zone_id AND z.level = 'grid' WHERE b.edition_id = 1
"""


def draw(connection: Connection, verdict: str) -> int:
    """A map of which every grid is one unit."""
    made = connection.execute(
        text("INSERT INTO hotspot_analysis (edition_id, question, data_versions, figures) "
             "VALUES (1, '{}', '{}', '{}') RETURNING id")
    ).scalar_one()  # fmt: skip
    connection.execute(text(UNIT), {"map": made, "verdict": verdict})
    return int(made)


def version(owner: Engine) -> int:
    """The version that hotspot tiles are kept under."""
    with owner.connect() as connection:
        return int(connection.execute(text("SELECT version FROM layer_version WHERE layer = 'hotspots'")).scalar_one())


@pytest.fixture
def middle(drawn_town: Drawn) -> tuple[int, int, int]:
    """The tile of zoom 12 that holds the middle of the town."""
    with drawn_town.owner.connect() as connection:
        lon, lat = connection.execute(
            text("SELECT ST_X(c), ST_Y(c) FROM (SELECT ST_Centroid(ST_Collect(geom)) AS c FROM boundary) b")
        ).one()
    x, y = columns_rows(lon, lat, 12)
    return 12, int(x), int(y)


def features(drawn: Drawn, tile: tuple[int, int, int], caller: Any = None) -> list[dict[str, Any]]:
    """What a tile tells of its units."""
    (body,) = cut(drawn.urls, "hotspots", caller or drawn.office, tile)
    return [f["properties"] for f in mapbox_vector_tile.decode(body)["hotspot"]["features"]] if body else []


def test_the_newest_map_is_drawn_with_where_each_hotspot_leads(drawn_town: Drawn, middle: tuple[int, int, int]) -> None:
    with drawn_town.owner.begin() as connection:
        draw(connection, "none")
        newest = draw(connection, "confirmed")
    told = {"map": newest, "place": 1, "verdict": "confirmed", "incidents": 3}
    assert features(drawn_town, middle) == [told] * 4


def test_without_a_map_the_tile_is_empty(drawn_town: Drawn, middle: tuple[int, int, int]) -> None:
    assert features(drawn_town, middle) == []


def test_a_grid_leader_gets_the_units_of_their_grid_alone(drawn_town: Drawn, middle: tuple[int, int, int]) -> None:
    with drawn_town.owner.begin() as connection:
        draw(connection, "watch")
        grid = connection.execute(text("SELECT min(id) FROM zone WHERE level = 'grid'")).scalar_one()
        connection.execute(
            text("INSERT INTO person_zone (person_id, zone_id) VALUES (:person, :grid)"),
            {"person": drawn_town.office.person_id, "grid": grid},
        )
        connection.execute(text("UPDATE person SET role = 'grid_leader'"))
    leader = seen(drawn_town.office.person_id, "grid_leader", (grid,))
    assert len(features(drawn_town, middle, leader)) == 1
    # What the tile is asked for wrongly, row-level security keeps back.
    assert len(features(drawn_town, middle, drawn_town.office)) == 1


def test_whoever_draws_a_map_or_takes_one_away_raises_the_version_in_the_same_transaction(drawn_town: Drawn) -> None:
    before = version(drawn_town.owner)
    with drawn_town.owner.begin() as connection:
        draw(connection, "none")
        assert version(drawn_town.owner) == before
    drawn = version(drawn_town.owner)
    with drawn_town.owner.begin() as connection:
        connection.execute(text("DELETE FROM hotspot_analysis"))
    assert (drawn, version(drawn_town.owner)) == (before + 1, before + 2)


def test_the_scope_is_part_of_the_key_and_the_forum_has_none(drawn_town: Drawn) -> None:
    layer, office = LAYERS["hotspots"], drawn_town.office
    assert mark_for(layer, office) != mark_for(layer, seen(office.person_id, "grid_leader", (1,)))
    with pytest.raises(Forbidden) as refused:
        mark_for(layer, replace(office, role="forum"))
    assert refused.value.code == "tiles.forum_hotspots"
