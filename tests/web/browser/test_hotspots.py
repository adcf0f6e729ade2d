"""A drawn hotspot map in a browser: nothing for the checker, nothing too wide, and it leads to its places."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.access.scope import scope_of
from services.access.tables import Person
from services.database import app_engine, owner_engine
from services.geography.tables import Edition
from services.hotspots.analyse import analyse
from services.hotspots.question import Question
from services.settings import Settings
from tests import database
from tests.services.hotspots.test_analyse import fill
from tests.serving import on_a_port
from tests.web.browser.conftest import READY, watched
from tests.web.browser.test_everyone import violations
from tests.web.conftest import PASSWORD
from web.app import create_app

pytestmark = pytest.mark.browser
CONFIRMED = """() => { const { map } = document.querySelector('#map').live.grid;
  const found = map.getLayer('hot-confirmed') && map.areTilesLoaded()
    ? map.queryRenderedFeatures({ layers: ['hot-confirmed'] }) : [];
  if (!found.length) return null;
  const { type, coordinates } = found[0].geometry;
  const [ring] = type === 'MultiPolygon' ? coordinates[0] : coordinates;
  const middle = [0, 1].map((i) => ring.reduce((sum, at) => sum + at[i], 0) / ring.length);
  const { x, y } = map.project(middle); const box = map.getCanvas().getBoundingClientRect();
  return [box.x + x, box.y + y]; }"""


@pytest.fixture(scope="module")
def drawn_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a town is served that has a hotspot and a map that says so."""
    folder = tmp_path_factory.mktemp("hotspots")
    with database.cloned("hotspots_browser") as urls:
        owner = owner_engine(urls.owner)
        with Session(owner) as session, session.begin():
            fill(session, folder)
            add_person(session, NewPerson("office", "office", "office"), PASSWORD)
            settings = Settings(home=folder, lang="en")
            office = scope_of(session, session.scalars(select(Person)).one())
            edition = session.scalars(select(Edition.id)).one()
            asked = Question(edition, "2026", found_by="anyone", across_m=50, permutations=999)
            analyse(session, office, asked, settings.zone, lambda _done, _all: None)
        owner.dispose()
        engine = app_engine(urls.app)
        with on_a_port(create_app(settings, engine)) as served:
            yield served
        engine.dispose()


@pytest.fixture(scope="module")
def office(chromium: Chromium, drawn_at: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's session there."""
    path = tmp_path_factory.mktemp("session") / "hotspots.json"
    page = chromium.new_page()
    page.goto(f"{drawn_at}/sign-in?lang=en")
    page.fill("[name=login]", "office")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.context.storage_state(path=path)
    page.context.close()
    return path


def test_the_page_of_a_drawn_map_and_a_place_of_it_have_nothing_wrong_on_a_phone(
    chromium: Chromium, drawn_at: str, office: Path
) -> None:
    with watched(chromium, drawn_at, office, size="phone") as page:
        page.goto(f"{drawn_at}/hotspots")
        assert (violations(page), page.evaluate("document.documentElement.scrollWidth > innerWidth")) == ([], False)
        page.locator(".hot-table tbody a").first.click()
        page.wait_for_url("**/hotspots/*/1")
        assert (violations(page), page.evaluate("document.documentElement.scrollWidth > innerWidth")) == ([], False)


def test_the_live_map_draws_hotspots_with_their_legend_and_a_click_opens_one(
    chromium: Chromium, drawn_at: str, office: Path
) -> None:
    with watched(chromium, drawn_at, office) as page:
        page.goto(drawn_at)
        page.wait_for_selector(READY, state="attached")
        legend = page.locator("[data-over=hotspots]")
        expect(legend).to_be_hidden()
        page.select_option("select[name=points]", "hotspots")
        expect(legend.locator("li")).to_have_count(4)
        expect(legend).to_be_visible()
        assert "points=hotspots" in page.url
        at = page.wait_for_function(CONFIRMED).json_value()
        assert violations(page) == []
        page.mouse.click(*at)
        page.wait_for_url("**/hotspots/*/1")
        page.go_back()
        page.wait_for_selector(READY, state="attached")
        page.wait_for_function(CONFIRMED)
        page.select_option("select[name=points]", "none")
        expect(legend).to_be_hidden()
        page.wait_for_function("() => !document.querySelector('#map').live.grid.map.getLayer('hot-confirmed')")
