"""A file walked through in a real browser: look, check, the map of problems, write; at desk and at phone width."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Page, sync_playwright

from services.cluster.roles import Urls
from services.settings import Settings
from tests import browser as system
from tests import town
from tests.web.conftest import PASSWORD
from tests.web.test_intake import served

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
__all__ = ["served"]


@pytest.fixture
def address(served: tuple[FastAPI, Settings]) -> Iterator[str]:
    """The app on a port of its own."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(served[0], log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def look_over(page: Page) -> None:
    """Nobody is shut out, and nothing runs out of the window."""
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": system.axe()})
    assert page.evaluate(VIOLATIONS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1440, 390])
def test_boundaries_are_handed_in_checked_accepted_and_written(
    served: tuple[FastAPI, Settings], fresh_urls: Urls, address: str, tmp_path: Path, width: int
) -> None:
    url = fresh_urls.owner.render_as_string(hide_password=False)
    path = town.write_zones(tmp_path / "zones.geojson", g999901001001001=town.block(0, 96))
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=system.chromium(), args=system.arguments())
        page = chromium.new_page(viewport={"width": width, "height": 900})

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
        whole = page.get_attribute("#problem-map svg", "viewBox")
        page.click("#findings a")
        assert page.get_attribute("#problem-map svg", "viewBox") != whole
        page.check("[name=accept]")
        page.click("text=Write the file")
        work("#result")
        assert "6 rows were added." in page.inner_text("#result")
        chromium.close()
