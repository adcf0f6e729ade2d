"""From the sign-in to the file of a grid by keys alone: nothing on the way needs a mouse."""

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import READY
from tests.web.browser.on_map import wait_for_state, zones
from tests.web.conftest import PASSWORD

pytestmark = pytest.mark.browser
# More stops than the page has before its table.
MOST_STOPS = 80


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is on what fits a selector."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{MOST_STOPS} stops lead to no {wanted}")


def test_from_the_sign_in_to_a_chosen_grid_and_its_file(chromium: Chromium, address: str) -> None:
    page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{address}/sign-in?lang=en")
    if not page.evaluate("() => document.activeElement.matches('[name=login]')"):
        tab_to(page, "[name=login]")
    page.keyboard.type("office")
    tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(READY, state="attached")
    _, second, *_ = zones(page)
    tab_to(page, "#ranking tbody tr")
    page.keyboard.press("ArrowDown")
    wait_for_state(page, second, "hover", True)
    page.keyboard.press("Enter")
    wait_for_state(page, second, "chosen", True)
    tab_to(page, f"#ranking tr[data-zone='{second}'] a")
    code = page.locator(f"#ranking tr[data-zone='{second}'] .code").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/grids/{code}**")
    expect(page.locator("h1")).to_be_visible()
    page.context.close()
