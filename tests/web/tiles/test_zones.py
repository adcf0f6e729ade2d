"""Zones as GeoJSON, page after page, within the scope."""

import pytest
from starlette.testclient import TestClient

from tests import town
from tests.web.conftest import Browser


def pages(client: TestClient, address: str) -> list[list[str]]:
    """The codes on each page, from the first to the last."""
    found = []
    while address:
        answer = client.get(address)
        assert answer.headers["content-type"] == "application/geo+json"
        found.append([f["properties"]["code"] for f in answer.json()["features"]])
        address = answer.headers.get("link", "").partition("<")[2].partition(">")[0]
    return found


@pytest.mark.parametrize(("role", "codes"), [("office", town.GRIDS), ("inspector", town.GRIDS[2:])])
def test_pages_hold_each_zone_of_the_scope_once(browser: Browser, role: str, codes: tuple[str, ...]) -> None:
    client = browser(role)
    found = pages(client, "/api/zones.geojson?edition=1&limit=3")
    assert [code for page in found for code in page] == sorted(codes)
    assert len(found) == 1 + len(codes) // 3
    # What is kept is what was made.
    assert pages(client, "/api/zones.geojson?edition=1&limit=3") == found


def test_nothing_is_an_empty_collection_and_a_plain_answer_is_the_same(browser: Browser) -> None:
    client = browser("office")
    assert client.get("/api/zones.geojson?edition=1&after=999").json() == {"type": "FeatureCollection", "features": []}
    plain = client.get("/api/zones.geojson?edition=1", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.json() == client.get("/api/zones.geojson?edition=1").json()


def test_outlines_come_as_they_are_stored(browser: Browser) -> None:
    (first, *_) = browser("office").get("/api/zones.geojson?edition=1").json()["features"]
    assert first["geometry"]["type"] == "MultiPolygon"
    west, south = first["geometry"]["coordinates"][0][0][0]
    assert (west, south) == pytest.approx(town.at(0, 0), abs=1e-7)
