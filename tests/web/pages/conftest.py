"""The web over a small town whose boundaries a test may redraw: a database of its own, committed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.cluster.roles import Urls
from services.database import app_engine, owner_engine
from services.settings import Settings
from tests import town
from tests.web.conftest import PASSWORD
from web.app import create_app


@pytest.fixture
def drawn_app(fresh_urls: Urls, tmp_path: Path) -> Iterator[FastAPI]:
    """The app over the row of four grids, where two households live between an old border and a new one."""
    engine = owner_engine(fresh_urls.owner)
    with Session(engine) as session, session.begin():
        town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
        places = [(95.0, 50.0), (95.0, 75.0), (20.0, 50.0), (150.0, 50.0)]
        town.take(session, "households", town.write_households(tmp_path / "h.csv", places))
        add_person(session, NewPerson("office", "Office", "office"), PASSWORD)
        add_person(session, NewPerson("community", "Staff", "community", ["999901001001"]), PASSWORD)
    engine.dispose()
    served = app_engine(fresh_urls.app)
    yield create_app(Settings(home=tmp_path, lang="en"), served)
    served.dispose()
