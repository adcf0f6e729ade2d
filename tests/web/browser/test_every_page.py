"""Every page: nothing for the checker to find, nothing wider than the window, no foreign request, no complaint."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.database import app_engine, owner_engine
from services.settings import Settings
from tests import database
from tests.serving import on_a_port
from tests.web.browser.conftest import SIZES, Served, nobody, session_of, watched
from tests.web.browser.every_page import BEFORE_SIGNING_IN
from tests.web.browser.test_everyone import violations
from tests.web.conftest import PASSWORD
from web.app import create_app

pytestmark = pytest.mark.browser
VARIANTS = pytest.mark.parametrize(("size", "scheme", "lang"), [("desk", "light", "zh"), ("phone", "dark", "en")])


@pytest.fixture(scope="module")
def empty(chromium: Chromium, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An instance in which there is nothing yet but its office."""
    folder = tmp_path_factory.mktemp("empty")
    with database.cloned("empty") as urls:
        owner = owner_engine(urls.owner)
        with Session(owner) as session, session.begin():
            add_person(session, NewPerson("office", "office", "office"), PASSWORD)
        owner.dispose()
        engine = app_engine(urls.app)
        with on_a_port(create_app(Settings(home=folder, database_url=None), engine)) as address:
            yield Served(address, session_of(chromium, address, "office", folder), nobody(folder), {})
        engine.dispose()


def wrong(page: Page, address: str, *statuses: int) -> object:
    """What is wrong with a page, 200 where nothing else is expected; nothing where nothing is."""
    answer = page.goto(address)
    assert answer is not None
    if answer.status not in (statuses or (200,)):
        return answer.status
    page.wait_for_load_state("networkidle")
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        return "wider than the window"
    return violations(page) or None


def look_at(page: Page, home: str, addresses: list[str], lang: str, *statuses: int) -> dict[str, object]:
    """What is wrong, by address."""
    page.goto(f"{home}/sign-in?lang={lang}")
    found = {address: wrong(page, home + address, *statuses) for address in addresses}
    return {address: said for address, said in found.items() if said}


@VARIANTS
def test_every_page_of_a_full_town(chromium: Chromium, full: Served, size: str, scheme: str, lang: str) -> None:
    with watched(chromium, full.address, full.office, size=size, color_scheme=scheme) as page:
        assert look_at(page, full.address, list(full.addresses(of_everything=True)), lang) == {}


@VARIANTS
def test_every_page_before_anything_is_there(
    chromium: Chromium, empty: Served, size: str, scheme: str, lang: str
) -> None:
    missing = ("404",)
    with watched(chromium, empty.address, empty.office, size=size, color_scheme=scheme, excused=missing) as page:
        addresses = list(empty.addresses(of_everything=False))
        # What asks for boundaries says that there are none.
        assert look_at(page, empty.address, addresses, lang, 200, 404) == {}


@VARIANTS
def test_the_door_and_what_is_refused(chromium: Chromium, full: Served, size: str, scheme: str, lang: str) -> None:
    with watched(chromium, full.address, full.nobody, size=size, color_scheme=scheme) as page:
        assert look_at(page, full.address, [BEFORE_SIGNING_IN["/sign-in"]], lang) == {}
    told = ("404",)
    with watched(chromium, full.address, full.office, size=size, color_scheme=scheme, excused=told) as page:
        page.goto(f"{full.address}/?lang={lang}")
        refused = ("grids/none", "matters/none", "nowhere")
        assert [wrong(page, f"{full.address}/{path}", 404) for path in refused] == [None] * len(refused)


def test_the_door_of_an_instance_without_people(chromium: Chromium, full: Served, tmp_path: Path) -> None:
    with database.cloned("bare") as urls:
        engine = app_engine(urls.app)
        with on_a_port(create_app(Settings(home=tmp_path, database_url=None), engine)) as address:
            for size in SIZES:
                with watched(chromium, address, full.nobody, size=size) as page:
                    assert wrong(page, address + BEFORE_SIGNING_IN["/set-up"]) is None
        engine.dispose()
