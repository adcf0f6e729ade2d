"""The file opened from a folder, with every host cut off: it draws, links, says and prints, and asks for nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests import browser as system
from tests.web.portable.sheets import ATTACK, outlines, sheet
from web.portable.report import report_html

pytestmark = pytest.mark.browser
VIOLATIONS = "async () => (await axe.run()).violations.map(v => `${v.id}: ${v.nodes[0].html}`)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a memory stick has it; the names in the small report try to run."""
    place = tmp_path_factory.mktemp("stick")
    (place / "small.html").write_text(report_html(sheet(9, ATTACK), outlines(3, 4), "en"), encoding="utf-8")
    (place / "large.html").write_text(report_html(sheet(2025), outlines(45), "zh"), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page in a browser that finds no host; whatever it asks for beyond the file fails the test."""
    arguments = [*(a for a in system.arguments() if "host-resolver" not in a), "--host-resolver-rules=MAP * ~NOTFOUND"]
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=system.chromium(), args=arguments)
        made = opened.new_page(viewport={"width": 1280, "height": 800})
        complaints: list[str] = []
        asked: set[str] = set()
        made.on("console", lambda said: complaints.append(said.text))
        made.on("pageerror", lambda error: complaints.append(str(error)))
        made.on("dialog", lambda dialog: complaints.append(dialog.message))
        made.on("request", lambda request: asked.add(request.url.split("?")[0].rsplit("/", 1)[-1]))
        yield made
        opened.close()
        assert complaints == []
        assert asked <= {"small.html", "large.html"}


def test_map_and_table_follow_each_other(page: Page, folder: Path) -> None:
    page.goto((folder / "small.html").as_uri())
    page.wait_for_selector("path.zone")
    assert page.locator("path.zone").count() == 9
    page.hover("#ranking tbody tr:nth-child(3)")
    assert page.locator("path.zone.is-hover").count() == 1
    page.click("#ranking tbody tr:nth-child(2) button")
    assert page.locator("path.zone.is-chosen").count() == 1
    assert page.inner_text("#said").startswith(f"{ATTACK}1 · 12.3")
    page.keyboard.press("Escape")
    assert page.locator(".is-chosen").count() == 0
    page.locator("path.zone").first.click(force=True)
    assert page.locator("#ranking tr[aria-current]").count() == 1
    assert page.locator(".leaflet-tooltip img").count() == 0


def test_nobody_is_shut_out(page: Page, folder: Path) -> None:
    page.goto((folder / "small.html").as_uri())
    page.wait_for_selector("path.zone")
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": system.axe()})
    assert page.evaluate(VIOLATIONS) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})


def test_it_prints_on_a4(page: Page, folder: Path) -> None:
    page.goto((folder / "small.html").as_uri())
    page.wait_for_selector("path.zone")
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    boxes = {tuple(round(float(n)) for n in found.split()) for found in re.findall(rb"/MediaBox \[([^\]]+)\]", printed)}
    assert boxes == {(0, 0, 595, 842)}
    # Names of this length take two lines a row; the nine rows and the map are two sheets at most.
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) <= 2


def test_two_thousand_zones_are_drawn(page: Page, folder: Path) -> None:
    page.goto((folder / "large.html").as_uri())
    page.wait_for_selector("path.zone")
    assert page.locator("path.zone").count() == 2025
    painted = page.evaluate("getComputedStyle(document.querySelector('path.s-no_data')).fill")
    assert "hatch-no_data" in painted
