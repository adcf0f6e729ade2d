"""The base map in tiles: a street's stretches are one line with one name, water and houses are where they are."""

import json
from pathlib import Path

import mapbox_vector_tile
import pytest
from sqlalchemy.orm import Session

from services.intake.base_map import Choices, take_base_map
from services.intake.read import read, sha256
from tests import town
from tests.tiles.conftest import Drawn, cut
from tests.tiles.place import features, tile_at

# Metres east and north. Two stretches of one street meet at 150 m; a third has its name elsewhere; a lane has none.
STREETS: list[tuple[str | None, list[tuple[float, float]]]] = [
    ("Long Street", [(50, 50), (150, 50)]),
    ("Long Street", [(150, 50), (250, 50)]),
    ("Long Street", [(50, 80), (90, 80)]),
    (None, [(50, 20), (60, 20)]),
]
SQUARE = [(100, 60), (120, 60), (120, 70), (100, 70), (100, 60)]


def taken(drawn: Drawn, layer: str, path: Path, shapes: list[tuple[dict[str, object], str, object]]) -> None:
    """Take a layer of the base map in."""
    made = [
        {"type": "Feature", "properties": p, "geometry": {"type": kind, "coordinates": at}} for p, kind, at in shapes
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": made}), encoding="utf-8")
    with Session(drawn.owner) as session, session.begin():
        take_base_map(session, layer, read(path), sha256(path), Choices())


@pytest.mark.parametrize("zoom", [14, 16])
def test_the_stretches_of_a_street_are_one_feature_with_its_name(drawn_town: Drawn, tmp_path: Path, zoom: int) -> None:
    lines = [({"name": name} if name else {}, "LineString", [town.at(*p) for p in line]) for name, line in STREETS]
    taken(drawn_town, "streets", tmp_path / "streets.geojson", list(lines))  # type: ignore[arg-type]
    (body,) = cut(drawn_town.urls, "streets", drawn_town.office, (zoom, *tile_at(150, 50, zoom)))
    found = features(body)
    assert sorted(str(f.get("name")) for f in found) == ["Long Street", "None"]
    (long_street,) = [f for f in found if f.get("name")]
    # Joined where they meet: two lines of its three stretches.
    assert len(long_street["at"]) == 2  # type: ignore[arg-type]


@pytest.mark.parametrize("layer", ["water", "parks", "buildings"])
def test_water_parks_and_houses_are_drawn(drawn_town: Drawn, tmp_path: Path, layer: str) -> None:
    taken(drawn_town, layer, tmp_path / f"{layer}.geojson", [({}, "Polygon", [[town.at(*p) for p in SQUARE]])])
    (body,) = cut(drawn_town.urls, layer, drawn_town.office, (16, *tile_at(110, 65, 16)))
    (drawn,) = mapbox_vector_tile.decode(body).values()
    assert [f["geometry"]["type"] for f in drawn["features"]] == ["Polygon"]
