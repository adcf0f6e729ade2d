"""What the map page shows who comes for the first time, before everything has been taken in."""

from collections.abc import Callable, Iterator
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

# x (m), y (m), when, its address, its source: an ordinary matter.
Place = tuple[float, float, str, str, str]
MATTER: Place = (50.0, 50.0, "2026-03-02 08:00", "", "")
Opened = Callable[..., TestClient]


@pytest.fixture
def opened(fresh_urls: Urls, tmp_path: Path) -> Iterator[Opened]:
    """The office before a town with zones, and what has been taken in."""
    engine = app_engine(fresh_urls.app)

    def with_points(*, matters: list[Place], homes: list[tuple[float, float]]) -> TestClient:
        owner = owner_engine(fresh_urls.owner)
        with Session(owner) as session, session.begin():
            town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
            if matters:
                town.take(session, "matters", town.write_matters(tmp_path / "matters.csv", matters))
            if homes:
                town.take(session, "households", town.write_households(tmp_path / "homes.csv", homes))
            add_person(session, NewPerson("office", "Office", "office", ()), PASSWORD)
        owner.dispose()
        client = TestClient(create_app(Settings(home=tmp_path), engine))
        client.post("/sign-in?lang=en", data={"login": "office", "password": PASSWORD})
        return client

    yield with_points
    engine.dispose()


@pytest.fixture
def without_households(opened: Opened) -> TestClient:
    """Before a matter, and nothing else."""
    return opened(matters=[MATTER], homes=[])


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


def test_without_matters_it_shows_how_good_the_places_are(opened: Opened) -> None:
    text = opened(matters=[], homes=[(50.0, 50.0)]).get("/").text
    assert '<h1 id="title">Points outside or in doubt</h1>' in text
    assert 'data-state="no_data" data-count="0"' in text


def test_the_few_matters_of_a_files_last_days_are_no_month_to_look_at(opened: Opened) -> None:
    march = [(10.0 + i, 50.0, f"2026-03-{i + 1:02d} 08:00", "", "") for i in range(20)]
    text = opened(matters=[*march, (50.0, 50.0, "2026-04-01 08:00", "", "")], homes=[(50.0, 50.0)]).get("/").text
    assert "March 2026" in text.split("</h1>")[1].split("</p>")[0]
