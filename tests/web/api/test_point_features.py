"""Points of a layer as GeoJSON: those of the scope, once each, page after page, and on record."""

import gzip

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.access.tables import AuditEvent
from services.cluster.roles import Urls
from services.database import owner_engine
from tests import town
from tests.web.conftest import Browser


def pages(client: TestClient, address: str) -> list[list[str]]:
    """The references on each page, from the first to the last."""
    found = []
    while address:
        answer = client.get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/geo+json")
        found.append([f["properties"]["ref"] for f in answer.json()["features"]])
        address = answer.headers.get("link", "").partition("<")[2].partition(">")[0]
    return found


# Six households are placed: A has two, B, C and D one each, and one lies 30 m outside, beside D.
@pytest.mark.parametrize(
    ("role", "refs"),
    [
        ("office", ["H0", "H1", "H2", "H3", "H4", "H5"]),
        ("community", ["H0", "H1", "H2"]),
        ("inspector", ["H3", "H4", "H5"]),
        ("grid_leader", ["H0", "H1"]),
    ],
)
def test_pages_hold_each_point_of_the_scope_once(browser: Browser, role: str, refs: list[str]) -> None:
    client = browser(role)
    found = pages(client, "/api/households.geojson?edition=1&limit=2")
    assert sorted(ref for page in found for ref in page) == refs
    assert [len(page) for page in found][:-1] == [2] * (len(refs) // 2)
    assert [ref for page in found for ref in page] == pages(client, "/api/households.geojson?edition=1")[0]


def test_a_feature_says_where_in_which_grid_and_when(browser: Browser) -> None:
    found = browser("office").get("/api/matters.geojson?edition=1").json()["features"]
    by_ref = {f["properties"].pop("ref"): f for f in found}
    first, outside = by_ref["M0"], by_ref["M3"]
    assert first["geometry"]["type"] == "Point"
    assert first["geometry"]["coordinates"] == pytest.approx(town.at(50, 50), abs=1e-7)
    # Noon in Shanghai is four in the morning in UTC.
    assert first["properties"] == {"grid": town.GRIDS[0], "doubtful": False, "at": "2026-03-01T04:00:00+00:00"}
    assert (outside["properties"]["grid"], len(found)) == (None, 4)


def test_a_period_leaves_out_what_happened_before_and_after(browser: Browser) -> None:
    address = "/api/matters.geojson?edition=1&from=2026-03-02&to=2026-03-04&limit=1"
    assert sorted(ref for page in pages(browser("office"), address) for ref in page) == ["M1", "M2"]


def test_it_is_packed_for_who_takes_that_and_plain_for_others(browser: Browser) -> None:
    client = browser("office")
    with client.stream("GET", "/api/households.geojson?edition=1") as packed:
        raw = b"".join(packed.iter_raw())
    plain = client.get("/api/households.geojson?edition=1", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(raw) == plain.content
    assert client.get("/api/households.geojson?edition=99").json() == {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize(("path", "number"), [
    ("households.geojson", 422), ("households.geojson?edition=x", 422),
    ("matters.geojson?edition=1&from=2026-03-01", 422),
    ("households.geojson?edition=1&after=1", 400), ("households.geojson?edition=1&limit=10001", 400),
    ("streets.geojson?edition=1", 400),
])  # fmt: skip
def test_what_makes_no_sense_is_refused(browser: Browser, path: str, number: int) -> None:
    assert browser("office").get(f"/api/{path}").status_code == number


def test_reading_is_on_record(browser: Browser, web_urls: Urls) -> None:
    browser("area_leader").get("/api/visits.geojson?edition=1")
    engine = owner_engine(web_urls.owner)
    with Session(engine) as session:
        read = select(AuditEvent.subject, AuditEvent.detail).where(AuditEvent.action == "points.features")
        assert ("visits", {"edition": 1}) in [tuple(row) for row in session.execute(read)]
    engine.dispose()
