"""What is shown where something is missing: WebGL, the style, the modules, the server, the session."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, Playwright, expect

from tests import browser as system
from tests.web.browser.conftest import READY, SIZES, Opener

pytestmark = pytest.mark.browser
ZONES = "#map-svg [data-zone]"


def opened(chromium: Chromium, session: Path, address: str, size: str = "desk", **blocked: Any) -> Page:
    """The page where addresses that fit a pattern fail."""
    width, height = SIZES[size]
    page = chromium.new_context(viewport={"width": width, "height": height}, storage_state=session).new_page()
    for pattern in blocked.get("blocked", ()):
        page.route(pattern, lambda route: route.fulfill(status=503, body=""))
    page.goto(address)
    return page


def test_without_webgl_the_servers_map_stands_beside_the_tables_links_on_a_phone(
    driver: Playwright, address: str, signed_in: Path
) -> None:
    plain = driver.chromium.launch(
        executable_path=system.chromium(), args=[*system.arguments()[:1], "--no-sandbox", "--disable-3d-apis"]
    )
    page = opened(plain, signed_in, f"{address}/?lang=en", "phone")
    expect(page.locator(ZONES).first).to_be_visible()
    expect(page.locator("#said")).to_contain_text("Without WebGL")
    page.locator(ZONES).nth(1).dispatch_event("click")
    expect(page.locator("#ranking tr.is-chosen")).to_have_count(1)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= SIZES["phone"][0]
    page.locator("#ranking th[scope=row] a").first.click()
    page.wait_for_url("**/grids/**")
    plain.close()


@pytest.mark.parametrize("blocked", ["**/map/style.json*", "**/maplibre-gl.mjs"])
def test_a_map_that_does_not_arrive_is_told_and_the_servers_stands_in(
    chromium: Chromium, address: str, signed_in: Path, blocked: str
) -> None:
    page = opened(chromium, signed_in, f"{address}/?lang=en", blocked=[blocked])
    expect(page.locator(".map-notice")).to_contain_text("The live map did not arrive")
    expect(page.locator(ZONES).first).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    page.context.close()


def test_without_scripts_the_servers_map_stands_in_the_page_and_its_zones_lead_on(
    chromium: Chromium, address: str, signed_in: Path
) -> None:
    context = chromium.new_context(storage_state=signed_in, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/?lang=en&period=2026-03")
    page.wait_for_url("**map=drawn")
    expect(page.locator(ZONES)).to_have_count(4)
    page.locator(ZONES).first.click()
    expect(page.locator("#ranking tr.is-chosen")).to_have_count(1)
    expect(page.locator(ZONES)).to_have_count(4)
    context.close()


def test_where_no_module_is_read_the_servers_map_appears(chromium: Chromium, address: str, signed_in: Path) -> None:
    page = opened(chromium, signed_in, f"{address}/?lang=en", blocked=["**/packs/page.js"])
    expect(page.locator(ZONES).first).to_be_visible()
    page.context.close()


def test_outlines_that_do_not_arrive_are_told(chromium: Chromium, address: str, signed_in: Path) -> None:
    page = opened(chromium, signed_in, f"{address}/?lang=en", blocked=[re.compile(r"/tiles/zones/")])
    expect(page.locator(".map-notice")).to_contain_text("outlines of the map did not arrive")
    page.context.close()


def test_without_the_server_the_last_that_arrived_stays_and_can_be_tried_again(show: Opener) -> None:
    page = show("?lang=en&period=2026-03", excused=("Failed to load resource", "Unanswered"))
    refused = page.locator("#ranking a[data-sort=name]")
    page.context.set_offline(offline=True)
    refused.click()
    expect(page.locator(".map-notice")).to_contain_text("not reached")
    expect(page.locator("#ranking tbody tr")).to_have_count(4)
    page.context.set_offline(offline=False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Zone")


def test_a_session_that_ended_is_told(chromium: Chromium, address: str, signed_in: Path) -> None:
    page = opened(chromium, signed_in, f"{address}/?lang=en&period=2026-03")
    page.wait_for_selector(READY, state="attached")
    page.context.clear_cookies(name="xunge_session")
    page.locator("#ranking a[data-sort=name]").click()
    expect(page.locator(".map-notice")).to_contain_text("session has ended")
    page.context.close()


def test_a_row_that_the_table_does_not_show_is_asked_for(show: Opener) -> None:
    page = show("?lang=en&period=2026-03")
    rows = page.locator("#ranking tbody tr[data-zone]")
    zone = int(rows.last.get_attribute("data-zone") or 0)
    # As where it stands on another page: the table is asked for the page that holds it.
    rows.last.evaluate("(row) => row.remove()")
    page.evaluate("(zone) => document.querySelector('#map').live.parts.choose(zone)", zone)
    expect(page.locator(f"#ranking tr[data-zone='{zone}']")).to_have_attribute("aria-current", "true")
