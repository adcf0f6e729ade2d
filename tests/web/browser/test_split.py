"""The border between list and map is moved by hand and by key, and stays where it was put."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import READY, Opener

pytestmark = pytest.mark.browser


def width(page: Page) -> int:
    """How wide the list is, in pixels."""
    return int(page.locator(".board-list").evaluate("(list) => list.offsetWidth"))


def test_the_arrow_keys_move_it_and_the_session_keeps_it(show: Opener) -> None:
    page = show("?lang=en")
    bar = page.get_by_role("separator", name="Width of the list")
    before = width(page)
    bar.press("ArrowRight")
    assert width(page) == before + 24
    bar.press("Home")
    assert width(page) == 320
    expect(bar).to_have_attribute("aria-valuenow", bar.get_attribute("aria-valuemin") or "")
    page.reload()
    page.wait_for_selector(READY, state="attached")
    assert width(page) == 320


def test_it_is_dragged_no_further_than_the_map_can_bear(show: Opener) -> None:
    page = show("?lang=en")
    box = page.locator(".board-split").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 4, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(600, box["y"] + 200)
    assert abs(width(page) - 600) <= 2
    page.mouse.move(1435, box["y"] + 200)
    page.mouse.up()
    assert width(page) == 1440 - 420
    page.dblclick(".board-split")
    assert width(page) == 490


def test_a_phone_has_none(show: Opener) -> None:
    expect(show("?lang=en", size="phone").locator(".board-split")).to_be_hidden()
