"""The redraw page in a real browser with the network cut: drag, see who moves, undo, split, take force."""

import pytest
from playwright.sync_api import Page

from tests import town
from tests.web.pages.conftest import Opener
from tests.web.pages.on_draft import WHERE, clean, households, kept

pytestmark = pytest.mark.browser


@pytest.fixture(params=["desk", "phone"])
def page(request: pytest.FixtureRequest, draft: Opener) -> Page:
    """A draft's page as the office sees it."""
    return draft(size=request.param)


def drag(page: Page, origin: tuple[float, float], to: tuple[float, float]) -> None:
    """Drag the vertex at a place in metres to another."""
    page.evaluate("scrollTo(0, 0)")
    start, end = (page.evaluate(WHERE, list(town.at(*place))) for place in (origin, to))
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    page.mouse.move(*end)
    page.mouse.up()


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
    assert "from Jul 1, 2026" in page.inner_text("#edition-2")
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
