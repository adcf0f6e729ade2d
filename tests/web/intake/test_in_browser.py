"""A file walked through in a real browser: look, check, the map of problems, write; at desk and at phone width."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, sync_playwright

from services.cluster.roles import Urls
from services.settings import Settings
from tests import browser as system
from tests import town
from tests.serving import on_a_port
from tests.web.conftest import PASSWORD

pytestmark = pytest.mark.browser
# The browser's driver has a loop of its own here, so that the worker needs a process.
WORKER = """
import sys
from pathlib import Path
from sqlalchemy import make_url
from services.jobs.worker import serve_jobs
from services.settings import Settings
serve_jobs(Settings(home=Path(sys.argv[1]), database_url=None), make_url(sys.argv[2]), wait=False)
"""
VIOLATIONS = "async () => (await axe.run()).violations.map(v => `${v.id}: ${v.nodes[0].html}`)"
NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null"
DRAWN = """() => { const { map } = document.querySelector('[data-live]').live;
  return ['areas', 'outlines', 'points', 'present'].filter((id) => map.getLayer(`problem-${id}`)
    && map.queryRenderedFeatures({ layers: [`problem-${id}`] }).length); }"""
NEAR = """() => { const { map, found } = document.querySelector('[data-live]').live;
  const { lng, lat } = map.getCenter(); const [x, y] = found.points.features[0].geometry.coordinates;
  return Math.hypot(lng - x, lat - y) < 1e-5; }"""
PLACE = """() => { const { map, found } = document.querySelector('[data-live]').live;
  const { x, y } = map.project(found.points.features[0].geometry.coordinates);
  const box = map.getCanvas().getBoundingClientRect(); return [box.x + x, box.y + y]; }"""


@pytest.fixture
def address(served: tuple[FastAPI, Settings]) -> Iterator[str]:
    """The app on a port of its own."""
    with on_a_port(served[0]) as there:
        yield there


def look_over(page: Page) -> None:
    """Nobody is shut out, and nothing runs out of the window."""
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": system.axe()})
    assert page.evaluate(VIOLATIONS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def follow_drawing(page: Page) -> None:
    """Without WebGL the server's drawing stays, and comes near what is chosen."""
    whole = page.get_attribute("#problem-map svg", "viewBox")
    assert page.is_hidden("[data-live]")
    page.click("#findings a")
    assert page.get_attribute("#problem-map svg", "viewBox") != whole
    page.click("[data-whole]")
    again = page.get_attribute("#problem-map svg", "viewBox") or ""
    assert [round(float(n), 1) for n in again.split()] == [float(n) for n in (whole or "").split()]


def follow_live(page: Page) -> None:
    """The list flies the map to a problem; a click on the map shows it in the list; all can be seen again."""
    assert page.is_hidden("#problem-map svg")
    assert page.evaluate(DRAWN) == ["areas", "outlines", "points", "present"]
    page.click("#findings a")
    page.wait_for_function("() => document.querySelector('[data-live]').live.map.getZoom() >= 17")
    page.wait_for_function(NEAR)
    page.click("[data-whole]")
    page.evaluate("document.querySelectorAll('#findings .is-chosen').forEach(e => e.classList.remove('is-chosen'))")
    page.evaluate("document.querySelector('[data-live]').scrollIntoView({block: 'center', behavior: 'instant'})")
    page.wait_for_function("() => document.querySelector('[data-live]').live.map.loaded()")
    page.mouse.click(*page.evaluate(PLACE))
    page.wait_for_selector("#findings .is-chosen")
    assert page.inner_text("[data-said]") == page.inner_text("#findings .is-chosen a")


@pytest.mark.parametrize(("width", "webgl"), [(1440, True), (390, True), (1440, False)])
def test_boundaries_are_handed_in_checked_accepted_and_written(
    served: tuple[FastAPI, Settings], fresh_urls: Urls, address: str, tmp_path: Path, width: int, webgl: bool
) -> None:
    url = fresh_urls.owner.render_as_string(hide_password=False)
    path = town.write_zones(tmp_path / "zones.geojson", g999901001001001=town.block(0, 96))
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=system.chromium(), args=system.arguments())
        page = chromium.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        if not webgl:
            page.add_init_script(NO_WEBGL)

        def work(shown: str) -> None:
            """Let the worker work; the page finds out by itself."""
            page.wait_for_selector("#work")
            subprocess.run([sys.executable, "-c", WORKER, served[1].home, url], check=True, timeout=60)
            page.wait_for_selector(shown)
            look_over(page)

        page.goto(f"{address}/sign-in?lang=en")
        page.fill("[name=login]", "office")
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}/")
        page.wait_for_load_state()
        page.goto(f"{address}/intake")
        look_over(page)
        page.set_input_files("input[type=file]", path)
        page.click("text=Look at the file")
        work("#columns")
        page.fill("#f-edition", "second")
        page.fill("#f-valid_from", "2026-01-01")
        page.fill("#f-reason", "redrawn")
        page.fill("#f-document", "2")
        page.click("text=Check; nothing is written")
        work("#report")
        page.wait_for_selector(f"[data-live][data-ready={'yes' if webgl else 'no'}]", state="attached")
        look_over(page)
        (follow_live if webgl else follow_drawing)(page)
        page.check("[name=accept]")
        page.click("text=Write the file")
        work("#result")
        assert "6 rows were added." in page.inner_text("#result")
        chromium.close()
