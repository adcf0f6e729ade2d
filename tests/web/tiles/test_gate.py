"""Tiles over HTTP: what a caller gets, how long it may be kept, and what is refused."""

import re
from collections.abc import Iterator
from time import sleep

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.access.tables import AuditEvent
from services.cluster.roles import Urls
from services.database import app_engine, owner_engine
from services.settings import Settings
from tests import town
from tests.tiles.place import features, points, tile_at
from tests.web.conftest import PASSWORD
from tiles.source import LOOK_EVERY_S
from web.app import create_app

PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def app(web_urls: Urls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The app with its own life: the tiles' connections end with it."""
    engine = app_engine(web_urls.app)
    yield create_app(Settings(home=tmp_path_factory.mktemp("home")), engine)
    engine.dispose()


@pytest.fixture(scope="module")
def served(app: FastAPI) -> Iterator[TestClient]:
    """The app on one event loop."""
    with TestClient(app, follow_redirects=False) as client:
        yield client


@pytest.fixture
def owner_view(web_urls: Urls) -> Iterator[Engine]:
    """The database as its owner sees it."""
    engine = owner_engine(web_urls.owner)
    yield engine
    engine.dispose()


def signed_in(served: TestClient, role: str) -> TestClient:
    served.cookies.clear()
    assert served.post("/sign-in", data={"login": role, "password": PASSWORD}).status_code == 303
    return served


def template(client: TestClient, layer: str, more: str = "") -> str:
    found: str = client.get(f"/tiles/{layer}.json?edition=1&level=grid{more}").json()["tiles"][0]
    return found


def get(client: TestClient, layer: str, zoom: int = 14, **headers: str) -> bytes:
    x, y = tile_at(200, 50, zoom)
    return client.get(template(client, layer).format(z=zoom, x=x, y=y), headers=headers).content


@pytest.mark.parametrize(("role", "codes"), [("office", town.GRIDS), ("community", town.GRIDS[:2]),
    ("inspector", town.GRIDS[2:]), ("grid_leader", town.GRIDS[:1]), ("forum", ())])  # fmt: skip
def test_a_tile_of_zones_has_those_of_the_scope(served: TestClient, role: str, codes: tuple[str, ...]) -> None:
    found = features(get(signed_in(served, role), "zones"))
    assert sorted(str(f["code"]) for f in found) == sorted(codes)


# Eight households of the register, six of them placed: one of the six lies outside, east of the last grid.
@pytest.mark.parametrize(("role", "count"), [("office", 6), ("community", 3), ("inspector", 3), ("grid_leader", 2)])
@pytest.mark.parametrize("zoom", [3, 10, 15])
def test_a_tile_of_points_counts_those_of_the_scope(served: TestClient, role: str, count: int, zoom: int) -> None:
    assert points(get(signed_in(served, role), "households", zoom)) == count


def test_points_alone_say_which_they_are_and_many_say_how_many(served: TestClient) -> None:
    client = signed_in(served, "office")
    x, y = tile_at(150, 50, 18)
    close = features(client.get(template(client, "households").format(z=18, x=x, y=y)).content)
    # A tile of zoom 18 is 128 m wide here and holds two of the places that are 100 m apart.
    assert sorted((str(f["ref"]), "doubtful" in f) for f in close) == [("H2", False), ("H3", False)]
    far = features(get(client, "households", 10))
    assert [(f["point_count"], f.get("ref")) for f in far] == [(6, None)]


def test_a_period_leaves_out_what_happened_before_and_after(served: TestClient) -> None:
    client = signed_in(served, "office")
    # Matters were opened at noon in Shanghai on the first four days of March.
    leads = template(client, "matters", "&from=2026-03-02&to=2026-03-04")
    x, y = tile_at(200, 50, 10)
    assert "from=2026-03-01T16%3A00%3A00Z" in leads
    assert points(client.get(leads.format(z=10, x=x, y=y)).content) == 2


def test_the_forum_gets_no_points(served: TestClient) -> None:
    client = signed_in(served, "forum")
    for address in ("/tiles/households.json?edition=1", "/tiles/matters/3/0/0.mvt?edition=1"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (403, PROBLEM)


def test_who_is_not_signed_in_gets_nothing(served: TestClient) -> None:
    served.cookies.clear()
    for address in ("/tiles/zones.json?edition=1", "/tiles/streets/14/0/0.mvt", "/map/style.json?edition=1"):
        answer = served.get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (401, PROBLEM)


@pytest.mark.parametrize("path", [
    "zones/3/8/0.mvt?edition=1&level=grid", "zones/3/0/8.mvt?edition=1&level=grid",
    "zones/17/0/0.mvt?edition=1&level=grid",
    "streets/10/0/0.mvt", "rivers/3/0/0.mvt", "zones/3/0.mvt", "zones/99/0/0.mvt?edition=1&level=grid",
    "zones/3/999999999999/0.mvt?edition=1&level=grid", "zones/-1/0/0.mvt", "zones/3/0/0.pbf",
])  # fmt: skip
def test_a_tile_that_can_not_be_is_a_problem_of_its_own(served: TestClient, path: str) -> None:
    answer = signed_in(served, "office").get(f"/tiles/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, PROBLEM)


@pytest.mark.parametrize("query", [
    "", "edition=x", "edition=0", "edition=99999999999999999999", "edition=1", "edition=1&level=village",
    "edition=٣&level=grid",
])  # fmt: skip
def test_a_choice_that_can_not_be_is_refused(served: TestClient, query: str) -> None:
    assert signed_in(served, "office").get(f"/tiles/zones/3/0/0.mvt?{query}").status_code == 422


@pytest.mark.parametrize("query", ["from=2026-03-01", "from=yesterday&to=2026-03-01", "from=0001-01-01&to=2026-03-01"])
def test_a_period_that_can_not_be_is_refused(served: TestClient, query: str) -> None:
    assert signed_in(served, "office").get(f"/tiles/visits/3/0/0.mvt?edition=1&{query}").status_code == 422


def test_a_versioned_tile_is_kept_for_ever_and_any_other_is_asked_for_again(served: TestClient) -> None:
    client = signed_in(served, "office")
    x, y = tile_at(200, 50, 14)
    named = template(client, "zones").format(z=14, x=x, y=y)
    kept = client.get(named)
    assert kept.headers["cache-control"] == "private, max-age=31536000, immutable"
    bare = client.get(f"/tiles/zones/14/{x}/{y}.mvt?edition=1&level=grid")
    assert (bare.content, bare.headers["cache-control"]) == (kept.content, "private, no-cache")
    past = client.get(f"/tiles/zones/17.{named.split('.')[1].split('/')[0]}/14/{x}/{y}.mvt?edition=1&level=grid")
    assert (past.content, past.headers["cache-control"]) == (kept.content, "private, no-cache")
    for known in (named, bare.request.url):
        again = client.get(known, headers={"If-None-Match": kept.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_a_tag_is_answered_while_no_tile_can_be_cut(served: TestClient, owner_view: Engine) -> None:
    """The outlines are locked, so that whoever reads them waits: a tag that is still right needs none of them."""
    client = signed_in(served, "office")
    with owner_view.begin() as writing:
        # Nothing of this version is in memory.
        writing.execute(text("UPDATE layer_version SET version = version + 1 WHERE layer = 'zones'"))
    found = template(client, "zones")
    version, mark = found.split("/")[3].split(".")
    x, y = tile_at(200, 50, 14)
    with owner_view.begin() as writing:
        writing.execute(text("LOCK TABLE drawn_zone IN ACCESS EXCLUSIVE MODE"))
        for address in (found.format(z=14, x=x, y=y), f"/tiles/zones/14/{x}/{y}.mvt?edition=1&level=grid"):
            answer = client.get(address, headers={"If-None-Match": f'W/"zones.{version}.{mark}"'})
            assert (answer.status_code, answer.content) == (304, b"")


def test_an_address_made_for_one_scope_gives_another_caller_their_own(served: TestClient) -> None:
    x, y = tile_at(200, 50, 10)
    offices = template(signed_in(served, "office"), "households").format(z=10, x=x, y=y)
    answer = signed_in(served, "grid_leader").get(offices)
    assert points(answer.content) == 2
    assert answer.headers["cache-control"] == "private, no-cache"


def test_a_browser_that_takes_no_gzip_gets_the_tile_plain(served: TestClient) -> None:
    client = signed_in(served, "office")
    x, y = tile_at(200, 50, 14)
    address = template(client, "zones").format(z=14, x=x, y=y)
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == client.get(address).content


def test_nothing_drawn_is_204_and_other_methods_are_refused(served: TestClient) -> None:
    client = signed_in(served, "office")
    assert client.get("/tiles/streets/14/0/0.mvt").status_code == 204
    assert client.post("/tiles/streets/14/0/0.mvt").status_code == 405
    head = client.head("/tiles/streets/14/0/0.mvt")
    assert (head.status_code, head.content) == (204, b"")


def test_reading_points_is_on_record_once(served: TestClient, owner_view: Engine) -> None:
    client = signed_in(served, "inspector")
    for zoom in (5, 6, 7):
        get(client, "visits", zoom)
    with Session(owner_view) as session:
        found = session.scalars(
            select(AuditEvent.detail).where(AuditEvent.action == "points.layer", AuditEvent.subject == "visits")
        ).all()
    assert found == [{"edition": 1}]


def test_a_session_that_ended_opens_no_tile_a_second_later(served: TestClient) -> None:
    client = signed_in(served, "office")
    x, y = tile_at(200, 50, 14)
    address, token = template(client, "zones").format(z=14, x=x, y=y), client.cookies["xunge_session"]
    assert client.get(address).status_code == 200
    form = re.search(r'name="form" value="(\w+)"', client.get("/").text)
    assert form is not None
    client.post("/sign-out", data={"form": form[1]})
    sleep(LOOK_EVERY_S)
    client.cookies.set("xunge_session", token)
    assert client.get(address).status_code == 401
