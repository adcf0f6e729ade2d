"""What goes on paper: dark ink on white whatever the screen shows, the map on its sheet, lists as they are taken."""

import re

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from tests.web.browser.conftest import READY, Opener, Served, watched
from tests.web.browser.every_page import GRID

pytestmark = pytest.mark.browser
# Lightness from 0 (black) to 1 of a colour that the browser computes.
LIGHT = """(colour) => { const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
  return a === 0 ? 1 : (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255; }"""
# Ink that is too light for paper, and ground that would be printed dark.
WRONG = f"""() => {{ const light = {LIGHT};
  const words = [...document.querySelectorAll('main :is(h1, h2, h3, p, th, td, dt, dd, li, small, figcaption)')]
    .filter((part) => part.offsetParent && part.textContent.trim());
  const cards = [document.body, ...document.querySelectorAll('main, main :is(section, .card, .part, .table-scroll)')];
  return [...words.filter((part) => light(getComputedStyle(part).color) > 0.6),
    ...cards.filter((part) => light(getComputedStyle(part).backgroundColor) < 0.85)]
    .map((part) => part.outerHTML.slice(0, 80)); }}"""
# How light the picture of the map is on the whole, at the moment of printing.
PRINTED = """() => { window.print = () => { dispatchEvent(new Event('beforeprint'));
  const picture = document.querySelector('.map-print'); window.printed = picture.decode().then(() => {
    const canvas = document.createElement('canvas'); [canvas.width, canvas.height] = [64, 64];
    const context = canvas.getContext('2d'); context.drawImage(picture, 0, 0, 64, 64);
    const seen = context.getImageData(0, 0, 64, 4).data; let sum = 0;
    for (let i = 0; i < seen.length; i += 4) sum += (seen[i] + seen[i + 1] + seen[i + 2]) / 765;
    return sum / (seen.length / 4); }); }; }"""
PAGES = (
    f"/grids/{GRID}",
    f"/coverage/grids/{GRID}",
    "/coverage/checks/{check}",
    "/coverage",
    "/visits/month",
    "/matters",
)


def sides(sheet: bytes) -> list[tuple[float, float]]:
    """Width and height of each page, in points."""
    return [(float(w), float(h)) for w, h in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", sheet)]


@pytest.mark.parametrize("theme", ["dark", "system"])
def test_a_dark_page_prints_as_dark_ink_on_white(chromium: Chromium, full: Served, theme: str) -> None:
    with watched(chromium, full.address, full.office, color_scheme="dark") as page:
        page.goto(f"{full.address}/parts?theme={theme}")
        page.emulate_media(media="print", color_scheme="dark")
        found: dict[str, object] = {}
        for path in PAGES:
            page.goto(full.address + path.format(**full.numbers))
            found[path] = page.evaluate(WRONG)
        assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("key", ["Control+p", "button"])
def test_a_dark_map_is_drawn_light_before_it_is_printed_and_dark_again_afterwards(show: Opener, key: str) -> None:
    page = show(color_scheme="dark")
    page.evaluate(PRINTED)
    if key == "button":
        page.click("[data-act=print]")
    else:
        page.keyboard.press(key)
    page.wait_for_function("() => window.printed")
    assert page.evaluate("() => window.printed") > 0.85
    page.wait_for_function("() => !document.documentElement.dataset.theme")


def test_the_map_fills_the_first_sheet_and_the_table_follows(show: Opener) -> None:
    page = show()
    page.set_viewport_size({"width": 1032, "height": 700})
    page.emulate_media(media="print")
    box = page.locator("#map").bounding_box()
    assert box is not None
    # 158 mm of the sheet's 186 belong to map and legend, at 96 pixels an inch.
    assert box["height"] > 400
    assert page.locator("#legend").is_visible()
    assert page.locator(".board-maps").bounding_box()["height"] == pytest.approx(158 / 25.4 * 96, abs=1)  # type: ignore[index]
    assert not page.locator("#controls").is_visible()
    assert len(sides(page.pdf(prefer_css_page_size=True))) == 2


def upright(page: Page) -> bool:
    """Whether every sheet of a page is A4 standing up."""
    return all((w, h) == pytest.approx((595, 842), abs=1.5) for w, h in sides(page.pdf(prefer_css_page_size=True)))


def test_a_list_to_take_along_stands_upright_with_a_box_for_each_address(chromium: Chromium, full: Served) -> None:
    with watched(chromium, full.address, full.office) as page:
        page.goto(f"{full.address}/coverage/grids/{GRID}")
        assert upright(page)
        page.emulate_media(media="print")
        assert page.locator(".worklist .tick-box").first.is_visible()
        assert page.locator(".worklist details:visible").count() == 0
        page.goto(f"{full.address}/coverage/checks/{full.numbers['check']}")
        assert upright(page)
        assert not page.locator("form .button:visible").count()


def test_a_screen_for_the_room_keeps_map_legend_and_ranking(show: Opener) -> None:
    page = show()
    before = page.locator("#map").bounding_box()
    page.keyboard.press("p")
    page.wait_for_function("() => document.documentElement.hasAttribute('data-present')")
    after = page.locator("#map").bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] > before["height"]
    for part in ("h1", "#legend", "#ranking", "#slider"):
        assert page.locator(part).first.is_visible()
    assert page.locator(".bar").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.wait_for_selector(READY, state="attached")
