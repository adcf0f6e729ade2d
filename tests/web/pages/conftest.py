"""The web over a small town whose boundaries a test may redraw: a database of its own, committed."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, sync_playwright
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.cluster.roles import Urls
from services.database import app_engine, owner_engine
from services.settings import Settings
from tests import browser as system
from tests import town
from tests.serving import on_a_port
from tests.web.conftest import PASSWORD
from tests.web.pages.on_draft import clean
from web.app import create_app

SIZES = {"desk": (1440, 900), "phone": (390, 844)}
Opener = Callable[..., Page]


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


@pytest.fixture
def address(drawn_app: FastAPI) -> Iterator[str]:
    """The small town's app on a port of its own."""
    with on_a_port(drawn_app) as served:
        yield served


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """One browser for these tests."""
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=system.chromium(), args=system.arguments())
        yield opened
        opened.close()


@contextmanager
def opened_draft(chromium: Chromium, address: str, size: str, lost: str, **wanted: Any) -> Iterator[Page]:
    """A new draft's page as the office sees it; any complaint of the browser fails the test."""
    width, height = SIZES[size]
    viewport = {"width": width, "height": height}
    context = chromium.new_context(viewport=viewport, reduced_motion="reduce", **wanted)  # type: ignore[arg-type]
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{address}/sign-in?lang=en")
    page.fill("[name=login]", "office")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")
    page.goto(f"{address}/boundaries")
    clean(page)
    if lost:
        page.route(lost, lambda route: route.fulfill(status=404, body="gone"))
    page.fill("#name", "second")
    page.click("text=Open a draft")
    page.wait_for_selector("#redraw-map[data-ready]")
    yield page
    context.close()
    told = ("422", "GPU stall", *(["404"] if lost else []))
    assert [c for c in complaints if not any(part in c for part in told)] == []


@pytest.fixture
def draft(chromium: Chromium, address: str) -> Iterator[Opener]:
    """Opens a draft's page, in a size, with what the browser is given, and without what is `lost`."""
    with ExitStack() as stack:

        def opened(size: str = "desk", lost: str = "", **wanted: Any) -> Page:
            return stack.enter_context(opened_draft(chromium, address, size, lost, **wanted))

        yield opened
