"""The pages in a real browser with the network cut: map and table follow each other, nobody is shut out."""

import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, sync_playwright

from tests import browser as system
from tests.web.conftest import PASSWORD

pytestmark = pytest.mark.browser
SIZES = {"desk": (1440, 900), "phone": (390, 844)}
VIOLATIONS = "async () => (await axe.run()).violations.map(v => `${v.id}: ${v.nodes[0].html}`)"


@pytest.fixture(scope="module")
def address(web_app: FastAPI) -> Iterator[str]:
    """The app on a port of its own, served until the last of these tests."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(web_app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """One browser for these tests."""
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=system.chromium(), args=system.arguments())
        yield opened
        opened.close()


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, chromium: Chromium, address: str) -> Iterator[Page]:
    """The map as the office sees it, at desk and at phone width; any complaint of the browser fails the test."""
    width, height = SIZES[request.param]
    context = chromium.new_context(viewport={"width": width, "height": height})
    opened = context.new_page()
    complaints: list[str] = []
    hosts: set[str] = set()
    opened.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda asked: hosts.add(urlsplit(asked.url).netloc) if asked.url.startswith("http") else None)
    opened.goto(f"{address}/sign-in?lang=en")
    opened.fill("[name=login]", "office")
    opened.fill("[name=password]", PASSWORD)
    opened.keyboard.press("Enter")
    opened.wait_for_selector("#map[data-ready]")
    yield opened
    context.close()
    assert complaints == []
    assert hosts == {urlsplit(address).netloc}


def test_the_map_draws_and_a_chosen_row_shows_its_points(page: Page) -> None:
    page.click("#ranking tbody tr:nth-child(3) .rank")
    page.wait_for_function("() => document.querySelector('#said').textContent !== ''")
    assert page.inner_text("#said") == "Z001: 2 points"
    assert page.get_attribute("#ranking tbody tr:nth-child(3)", "class") is not None
    assert "grid=" in page.url
    page.keyboard.press("Escape")
    page.wait_for_function("() => !location.search.includes('grid=')")
    assert page.locator("#ranking tr.chosen").count() == 0


def test_the_page_does_not_overflow_sideways(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nobody_is_shut_out(page: Page) -> None:
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": system.axe()})
    assert page.evaluate(VIOLATIONS) == []
