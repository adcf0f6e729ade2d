"""The web over a small town with one account a role, committed in a database of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.access.people import NewPerson, add_person
from services.cluster.roles import Urls
from services.database import app_engine, owner_engine
from services.settings import Settings
from tests import database, town
from web.app import create_app

PASSWORD = "a long password"  # noqa: S105
ROLES = {
    "office": (), "inspector": ("999901001002",), "community": ("999901001001",),
    "area_leader": ("999901001001",), "grid_leader": (town.GRIDS[0],), "forum": ("999901001001",),
}  # fmt: skip
Browser = Callable[[str | None], TestClient]


@pytest.fixture(scope="package")
def web_urls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Urls]:
    """Four grids, eight households and four matters; the last household and matter lie outside."""
    with database.cloned("web") as urls:
        _fill(urls, tmp_path_factory)
        yield urls


def _fill(urls: Urls, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("web")
    engine = owner_engine(urls.owner)
    with Session(engine) as session, session.begin():
        town.take_zones(session, town.write_zones(folder / "zones.geojson"))
        places = [(50.0, 50.0), (60.0, 50.0), (150.0, 50.0), (250.0, 50.0), (350.0, 50.0), (430.0, 50.0)]
        town.take(session, "households", town.write_households(folder / "h.csv", places))
        town.take(session, "matters", _matters(folder / "m.csv", [(50, 50), (55, 50), (150, 50), (430, 50)]))
        for role, zones in ROLES.items():
            add_person(session, NewPerson(role, role, role, zones), PASSWORD)
    engine.dispose()


def _matters(path: Path, places: list[tuple[float, float]]) -> Path:
    rows = [f"M{i},06010,{town.at(*p)[0]!r},{town.at(*p)[1]!r},2026-03-0{i + 1} 12:00:00" for i, p in enumerate(places)]
    path.write_text("编号,事项代码,经度,纬度,上报时间\n" + "\n".join(rows), encoding="utf-8")
    return path


@pytest.fixture(scope="package")
def web_app(web_urls: Urls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The app, as the app's role."""
    engine = app_engine(web_urls.app)
    yield create_app(Settings(home=tmp_path_factory.mktemp("home")), engine)
    engine.dispose()


@pytest.fixture
def browser(web_app: FastAPI) -> Browser:
    """A browser in which somebody has signed in, or nobody."""

    def opened(role: str | None) -> TestClient:
        client = TestClient(web_app, follow_redirects=False)
        if role is not None:
            answer = client.post("/sign-in", data={"login": role, "password": PASSWORD})
            assert answer.status_code == 303
        return client

    return opened
