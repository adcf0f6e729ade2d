"""The redraw page in a real browser with the network cut: drag, see who moves, undo, split, take force."""

import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, sync_playwright

from tests import browser as system
from tests import town
from tests.web.conftest import PASSWORD

pytestmark = pytest.mark.browser
SIZES = {"desk": (1440, 900), "phone": (390, 844)}
VIOLATIONS = "async () => (await axe.run()).violations.map(v => `${v.id}: ${v.nodes[0].html}`)"
# Where a vertex lies in the window; null where it is not on the map.
WHERE = """([lon, lat]) => {
  const map = document.querySelector('#redraw-map').draftMap.map;
  const at = map.project([lon, lat]), box = map.getContainer().getBoundingClientRect();
  return [at.x + box.left, at.y + box.top];
}"""


@pytest.fixture
def address(drawn_app: FastAPI) -> Iterator[str]:
    """The small town's app on a port of its own."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(drawn_app, log_level="error"))
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
    """A draft's page as the office sees it; any complaint of the browser fails the test."""
    width, height = SIZES[request.param]
    context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(f"{address}/sign-in?lang=en")
    opened.fill("[name=login]", "office")
    opened.fill("[name=password]", PASSWORD)
    opened.keyboard.press("Enter")
    opened.wait_for_url(f"{address}/")
    opened.goto(f"{address}/boundaries")
    clean(opened)
    opened.fill("#name", "second")
    opened.click("text=Open a draft")
    opened.wait_for_selector("#redraw-map[data-ready]")
    yield opened
    context.close()
    assert [c for c in complaints if "422" not in c and "GPU stall" not in c] == []


def clean(page: Page) -> None:
    """Nobody is shut out of the page as it stands, and it fits the window."""
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": system.axe()})
    assert page.evaluate(VIOLATIONS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def drag(page: Page, origin: tuple[float, float], to: tuple[float, float]) -> None:
    """Drag the vertex at a place in metres to another."""
    page.evaluate("scrollTo(0, 0)")
    start, end = (page.evaluate(WHERE, list(town.at(*place))) for place in (origin, to))
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    page.mouse.move(*end)
    page.mouse.up()


def kept(page: Page, seq: int) -> None:
    """Wait until the draft stands at a step, the panel with it."""
    page.wait_for_selector(f"#redraw-map[data-seq='{seq}']")
    page.wait_for_function("() => /kept/.test(document.querySelector('#said').textContent)")


def households(page: Page) -> str:
    """How many households would change grid, as the panel says."""
    return page.inner_text("#moved [data-kind=household] dd")


def test_a_border_is_moved_undone_split_and_takes_force(page: Page) -> None:
    clean(page)
    drag(page, (100, 100), (78, 100))
    kept(page, 1)
    assert households(page) == "2"
    page.keyboard.press("Control+z")
    kept(page, 2)
    assert households(page) == "0"
    page.keyboard.press("Control+y")
    kept(page, 3)
    assert households(page) == "2"
    page.check("[name=tool][value=split]", force=True)
    page.evaluate("scrollTo(0, 0)")
    for x_m, y_m in ((40, 0), (40, 100)):
        page.mouse.click(*page.evaluate(WHERE, list(town.at(x_m, y_m))))
    page.click("[data-act=finish]")
    page.wait_for_selector("details[data-tool=split][open]")
    assert "999901001001003" in page.input_value("#split-pieces")
    clean(page)
    page.click("details[data-tool=split] button")
    kept(page, 4)
    # The second grid takes in two households that lived east of the new border; the piece is new.
    assert page.locator("#zones .badge.good").count() == 1
    page.fill("#valid_from", "2026-07-01")
    page.fill("#reason", "New street")
    page.fill("#document_number", "2")
    page.check("#force [type=checkbox]")
    clean(page)
    page.click("#force button")
    page.wait_for_url("**/boundaries#edition-*")
    assert "New street" in page.inner_text("#edition-2")
    assert "from 2026-07-01" in page.inner_text("#edition-2")
    clean(page)


def test_what_can_not_be_is_said_and_nothing_changes(page: Page) -> None:
    drag(page, (100, 100), (100, -30))
    page.wait_for_selector("#said.wrong")
    assert "would" in page.inner_text("#said")
    assert page.inner_text("#edits-title") == "Edits"
    assert "No edit yet" in page.inner_text("#panel")


def test_two_grids_are_picked_and_merged(page: Page) -> None:
    page.check("[name=tool][value=merge]", force=True)
    for x_m in (50, 150):
        page.evaluate("scrollTo(0, 0)")
        page.mouse.click(*page.evaluate(WHERE, list(town.at(x_m, 50))))
    page.click("details[data-tool=merge] button")
    kept(page, 1)
    assert page.locator("#zones .badge.warn").count() == 1
