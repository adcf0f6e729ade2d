"""Four grids, served, with people who bring files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.cluster.roles import Urls
from services.database import app_engine, owner_engine
from services.settings import Settings
from tests import town
from tests.web.conftest import PASSWORD
from tests.web.intake.person import Office
from web.app import create_app


@pytest.fixture
def served(fresh_urls: Urls, tmp_path: Path) -> Iterator[tuple[FastAPI, Settings]]:
    """The app over four grids, with an office and a community worker of the western community."""
    owner = owner_engine(fresh_urls.owner)
    with Session(owner) as session, session.begin():
        town.take_zones(session, town.write_zones(tmp_path / "town.geojson"))
        for role, zones in (("office", ()), ("community", ("999901001001",)), ("inspector", ())):
            add_person(session, NewPerson(role, role, role, zones), PASSWORD)
    owner.dispose()
    settings = Settings(home=tmp_path / "home", database_url=None, lang="en", upload_limit_mb=1)
    engine = app_engine(fresh_urls.app)
    yield create_app(settings, engine), settings
    engine.dispose()


@pytest.fixture
def office(served: tuple[FastAPI, Settings], fresh_urls: Urls) -> Office:
    return Office(*served, fresh_urls, "office")


@pytest.fixture
def community(served: tuple[FastAPI, Settings], fresh_urls: Urls) -> Office:
    return Office(*served, fresh_urls, "community")


@pytest.fixture
def owner_of(fresh_urls: Urls) -> Iterator[Engine]:
    engine = owner_engine(fresh_urls.owner)
    yield engine
    engine.dispose()
