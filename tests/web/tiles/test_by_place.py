"""A visit changes the tiles that it lies in, and no others: a browser that asks for those again is told that."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.access.people import NewPerson, add_person
from services.cluster.roles import Urls
from services.database import app_engine, owner_engine
from services.settings import Settings
from tests import town
from tests.tiles.place import points, tile_at
from tests.web.conftest import PASSWORD
from web.app import create_app

# A visit in grid 1 and one in grid 4, which reaches six kilometres to the east.
HERE, THERE = (50.0, 50.0), (5900.0, 50.0)


@pytest.fixture
def owner(fresh_urls: Urls) -> Iterator[Engine]:
    """The database as its owner sees it."""
    engine = owner_engine(fresh_urls.owner)
    yield engine
    engine.dispose()


@pytest.fixture
def office(fresh_urls: Urls, owner: Engine, tmp_path: Path) -> Iterator[TestClient]:
    """The office in a long town with a visit at each end."""
    with Session(owner) as session, session.begin():
        town.take_zones(session, long_town(tmp_path / "z.geojson"))
        rows = [(*HERE, "visit", "2026-10-02 09:00"), (*THERE, "visit", "2026-10-02 10:00")]
        town.take(session, "visits", town.write_visits(tmp_path / "v.csv", rows))
        add_person(session, NewPerson("office", "office", "office"), PASSWORD)
    engine = app_engine(fresh_urls.app)
    with TestClient(create_app(Settings(home=tmp_path), engine), follow_redirects=False) as client:
        client.post("/sign-in", data={"login": "office", "password": PASSWORD})
        yield client
    engine.dispose()


def long_town(path: Path) -> Path:
    """The four grids, the last of them and its community drawn out to the east."""
    made = json.loads(town.write_zones(path).read_text(encoding="utf-8"))
    for zone, west_m in ((made["features"][1], 200), (made["features"][-1], 300)):
        zone["geometry"] = json.loads(shapely.to_geojson(town.block(west_m, 6000)))
    path.write_text(json.dumps(made), encoding="utf-8")
    return path


def visit_here(owner: Engine, folder: Path) -> None:
    path = town.write_visits(folder / "more.csv", [(HERE[0] + 20, HERE[1], "visit", "2026-10-03 09:00")])
    path.write_text(path.read_text(encoding="utf-8").replace("\nV0", "\nV9"), encoding="utf-8")
    with Session(owner) as session, session.begin():
        assert town.take(session, "visits", path).added == 1


def address(office: TestClient, at: tuple[float, float], zoom: int) -> str:
    """The tile's address as the layer's document says it."""
    x, y = tile_at(*at, zoom)
    template: str = office.get("/tiles/visits.json?edition=1").json()["tiles"][0]
    return template.format(z=zoom, x=x, y=y)


@pytest.mark.parametrize("zoom", [14, 16, 18])
def test_a_visit_in_one_grid_leaves_the_tag_of_a_tile_far_away_as_it_was(
    office: TestClient, owner: Engine, tmp_path: Path, zoom: int
) -> None:
    near, far = address(office, HERE, zoom), address(office, THERE, zoom)
    before = {one: office.get(one) for one in (near, far)}
    assert [points(answer.content) for answer in before.values()] == [1, 1]
    visit_here(owner, tmp_path)
    # A document that is read anew leads to the same tiles, which are asked for again.
    assert (address(office, HERE, zoom), address(office, THERE, zoom)) == (near, far)
    again = {one: office.get(one, headers={"If-None-Match": before[one].headers["etag"]}) for one in (near, far)}
    assert [answer.status_code for answer in again.values()] == [200, 304]
    assert again[far].headers["etag"] == before[far].headers["etag"]
    assert points(again[near].content) == 2


def test_a_tile_that_holds_both_places_changes_and_so_does_what_is_cleared_away(
    office: TestClient, owner: Engine, tmp_path: Path
) -> None:
    both, far = address(office, HERE, 10), address(office, THERE, 16)
    tags = [office.get(one).headers["etag"] for one in (both, far)]
    visit_here(owner, tmp_path)
    answer = office.get(both, headers={"If-None-Match": tags[0]})
    assert (answer.status_code, points(answer.content)) == (200, 3)
    with owner.begin() as writing:
        writing.execute(text("TRUNCATE visit_location"))
    assert office.get(far, headers={"If-None-Match": tags[1]}).status_code == 204


def test_a_tile_where_nothing_ever_was_keeps_its_tag(office: TestClient, owner: Engine, tmp_path: Path) -> None:
    empty = address(office, (3000.0, 9000.0), 16)
    before = office.get(empty)
    visit_here(owner, tmp_path)
    again = office.get(empty, headers={"If-None-Match": before.headers["etag"]})
    assert (before.status_code, again.status_code) == (204, 304)
