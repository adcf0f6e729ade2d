"""A base map from another host lies under our own, its maker is named, and that host alone is asked."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Route, expect

from services.cluster.roles import Urls
from services.database import app_engine
from services.settings import Settings
from tests.serving import on_a_port
from tests.web.browser.conftest import READY
from tests.web.conftest import PASSWORD
from web.app import create_app
from web.tiles.base import CLEAR

HOST, MAKER = "maps.example", "Maps & Makers"


@pytest.fixture
def based(web_urls: Urls, tmp_path: Path) -> Iterator[str]:
    """The app with a base map from elsewhere."""
    engine = app_engine(web_urls.app)
    tiles = f"https://{HOST}/{{z}}/{{x}}/{{y}}.png"
    with on_a_port(create_app(Settings(home=tmp_path, base_tiles=tiles, base_attribution=MAKER), engine)) as address:
        yield address
    engine.dispose()


def test_it_is_drawn_and_its_maker_is_named(chromium: Chromium, based: str) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    hosts: set[str] = set()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: hosts.add(urlsplit(asked.url).netloc) if asked.url.startswith("http") else None)

    def answer(route: Route) -> None:
        route.fulfill(body=CLEAR, content_type="image/png", headers={"Access-Control-Allow-Origin": "*"})

    page.route(f"https://{HOST}/**", answer)
    page.goto(f"{based}/sign-in?lang=en")
    page.fill("[name=login]", "office")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_selector(READY, state="attached")
    expect(page.locator("#map .maplibregl-ctrl-attrib")).to_contain_text(MAKER)
    page.wait_for_function("document.querySelector('#map').live.grid.map.isSourceLoaded('base-elsewhere')")
    assert hosts == {HOST, urlsplit(based).netloc}
    assert complaints == []
    context.close()
