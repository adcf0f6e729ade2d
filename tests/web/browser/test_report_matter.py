"""A matter is reported where one points, or where one stands; what is near is seen before it is sent."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.cluster.roles import Urls
from services.database import owner_engine
from services.matters.tables import Matter
from tests import town
from tests.web.browser.conftest import Opener
from tests.web.browser.test_everyone import violations

pytestmark = pytest.mark.browser
MAP = "document.querySelector('#place-map').live?.map"
ON_SCREEN = """([lon, lat]) => { const { map } = document.querySelector('#place-map').live;
  const { x, y } = map.project([lon, lat]); const box = map.getCanvas().getBoundingClientRect();
  return [box.x + x, box.y + y]; }"""


@pytest.fixture(autouse=True)
def unchanged(web_urls: Urls) -> Iterator[None]:
    """What was reported here is gone afterwards."""
    yield
    engine = owner_engine(web_urls.owner)
    with Session(engine) as session, session.begin():
        session.execute(delete(Matter).where(Matter.reported_by.is_not(None)))
    engine.dispose()


def new(show: Opener, lang: str, **wanted: object) -> Page:
    page = show(f"matters/new?lang={lang}", ready="#place-map[data-ready] canvas", **wanted)
    page.wait_for_function(f"() => {MAP}?.loaded()")
    return page


def place(page: Page) -> list[float]:
    return [float(page.input_value(f"[name={name}]")) for name in ("lon", "lat")]


def report_at(page: Page, x_m: float) -> str:
    """Point at a place, say what it is, and send it. Returns its number."""
    x, y = page.evaluate(ON_SCREEN, list(town.at(x_m, 50)))
    page.mouse.click(x, y)
    expect(page.locator("#place-said")).to_have_text("The place is chosen.")
    # A pixel of this map is a metre at most.
    assert place(page) == pytest.approx(town.at(x_m, 50), abs=2e-5)
    page.select_option("[name=code]", "06010")
    expect(page.locator("#near")).to_contain_text("Nothing like it")
    page.select_option("[name=source]", "hotline")
    page.click("button:has-text('Report it')")
    page.wait_for_url(re.compile(r"/matters/\d{8}-\d+"))
    return page.url.rpartition("/")[2].partition("?")[0]


def test_it_is_reported_from_the_map_and_the_next_one_sees_it(show: Opener) -> None:
    page = new(show, "en")
    assert violations(page) == []
    ref = report_at(page, 50)
    expect(page.locator("main")).to_contain_text("Z001")
    assert violations(page) == []
    lon, lat = town.at(55, 50)
    position = {"longitude": lon, "latitude": lat, "accuracy": 12}
    phone = new(show, "zh", size="phone", color_scheme="dark", geolocation=position, permissions=["geolocation"])
    phone.select_option("[name=code]", "06010")
    phone.click("[data-position]")
    expect(phone.locator("#near")).to_contain_text(ref)
    assert place(phone) == pytest.approx([lon, lat])
    assert float(phone.input_value("[name=accuracy_m]")) == 12
    assert violations(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_a_pointer_the_middle_of_the_map_is_taken(show: Opener) -> None:
    page = new(show, "en")
    page.locator("#place-map canvas").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => !{MAP}.isMoving()")
    page.keyboard.press("Enter")
    expect(page.locator("#place-said")).to_have_text("The place is chosen.")
    middle = page.evaluate(f"() => {{ const {{ lng, lat }} = {MAP}.getCenter(); return [lng, lat]; }}")
    assert place(page) == pytest.approx(middle, abs=1e-6)
