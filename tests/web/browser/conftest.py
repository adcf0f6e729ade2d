"""The app on a port of its own, one Chromium, and pages whose every complaint fails the test."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, Playwright, expect, sync_playwright

from tests import browser as system
from tests.serving import on_a_port
from tests.web.browser.every_page import WALKED
from tests.web.browser.full_town import full_town
from tests.web.conftest import PASSWORD

SIZES = {"desk": (1440, 900), "phone": (390, 844)}
# Drawn, and listening to keys and buttons: those are read once the map stands.
READY = "#board[data-acts] #map[data-ready]"
# A machine that does other work too draws slowly; a claim that fails waits no longer than this.
expect.set_options(timeout=30_000)
Opener = Callable[..., Page]


@pytest.fixture(scope="package")
def address(web_app: FastAPI) -> Iterator[str]:
    """Where the app is served until the last of these tests."""
    with on_a_port(web_app) as served:
        yield served


@pytest.fixture(scope="package")
def driver() -> Iterator[Playwright]:
    """The one who drives browsers."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def chromium(driver: Playwright) -> Iterator[Chromium]:
    """One browser for these tests."""
    opened = driver.chromium.launch(executable_path=system.chromium(), args=system.arguments())
    yield opened
    opened.close()


def session_of(chromium: Chromium, address: str, login: str, folder: Path) -> Path:
    """A person's session, kept in a folder."""
    path = folder / f"{login}.json"
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}/sign-in?lang=en")
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)
    context.storage_state(path=path)
    context.close()
    return path


@dataclass(frozen=True)
class Served:
    """Where a town is served, with the office's session there and what its addresses need to know."""

    address: str
    office: Path
    nobody: Path
    numbers: dict[str, object]

    def addresses(self, *, of_everything: bool) -> Iterator[str]:
        """The addresses of every page; without anything there, of those that need nothing."""
        for route, listed in WALKED.items():
            if of_everything or "{" not in route:
                yield from (address.format(**self.numbers) for address in listed)


def nobody(folder: Path) -> Path:
    """The session of somebody who has not signed in."""
    path = folder / "nobody.json"
    path.write_text(json.dumps({"cookies": [], "origins": []}))
    return path


@pytest.fixture(scope="package")
def full(chromium: Chromium, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The full town."""
    folder = tmp_path_factory.mktemp("full")
    with full_town(folder) as made, on_a_port(made.app) as address:
        office = session_of(chromium, address, "office", folder)
        yield Served(address, office, nobody(folder), made.numbers)


@pytest.fixture(scope="package")
def signed_in(chromium: Chromium, address: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's session, kept once so that not every test signs in anew."""
    return session_of(chromium, address, "office", tmp_path_factory.mktemp("session"))


@contextmanager
def watched(chromium: Chromium, address: str, session: Path, **wanted: Any) -> Iterator[Page]:
    """A page that may not complain but of what is `excused`, and may ask nobody but us."""
    width, height = SIZES[wanted.pop("size", "desk")]
    excused = ("GPU stall", *wanted.pop("excused", ()))
    context = chromium.new_context(viewport={"width": width, "height": height}, storage_state=session, **wanted)
    page = context.new_page()
    page.set_default_timeout(60_000)
    complaints: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: hosts.add(urlsplit(asked.url).netloc) if asked.url.startswith("http") else None)
    yield page
    context.close()
    # What the drawing program says of its own speed is no complaint of ours.
    assert [said for said in complaints if not any(part in said for part in excused)] == []
    assert hosts <= {urlsplit(address).netloc}


@pytest.fixture
def show(chromium: Chromium, address: str, signed_in: Path) -> Iterator[Opener]:
    """Opens the map page at a query, in a size and with what the browser is told to prefer."""
    with ExitStack() as stack:

        def opened(query: str = "", ready: str = READY, **wanted: Any) -> Page:
            page = stack.enter_context(watched(chromium, address, signed_in, **wanted))
            page.goto(f"{address}/{query}")
            page.wait_for_selector(ready, state="attached")
            return page

        yield opened
