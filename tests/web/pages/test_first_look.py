"""What the map page shows who comes for the first time, before everything has been taken in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.access.people import NewPerson, add_person
from services.cluster.roles import Urls
from services.database import app_engine, owner_engine
from services.settings import Settings
from tests import town
from tests.web.conftest import PASSWORD
from web.app import create_app


@pytest.fixture
def without_households(fresh_urls: Urls, tmp_path: Path) -> Iterator[TestClient]:
    """The office before a town with zones and a matter."""
    engine = owner_engine(fresh_urls.owner)
    with Session(engine) as session, session.begin():
        town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
        matter = (50.0, 50.0, "2026-03-02 08:00", "", "")
        town.take(session, "matters", town.write_matters(tmp_path / "matters.csv", [matter]))
        add_person(session, NewPerson("office", "Office", "office", ()), PASSWORD)
    engine.dispose()
    engine = app_engine(fresh_urls.app)
    client = TestClient(create_app(Settings(home=tmp_path), engine))
    client.post("/sign-in?lang=en", data={"login": "office", "password": PASSWORD})
    yield client
    engine.dispose()


def test_it_shows_a_measure_that_needs_no_households(without_households: TestClient) -> None:
    assert '<h1 id="title">Matters per km²</h1>' in without_households.get("/").text


def test_a_measure_with_nothing_to_divide_by_says_so_and_leads_on(without_households: TestClient) -> None:
    text = without_households.get("/?measure=matters_per_household").text
    assert "No zone has any of these: households." in text
    assert "measure=matters_per_km2" in text


def test_a_period_without_records_says_so_and_leads_the_office_to_the_files(without_households: TestClient) -> None:
    text = without_households.get("/?period=2020-01").text
    assert "Nothing was recorded in this period: no matters." in text
    assert '<a href="/intake">' in text
