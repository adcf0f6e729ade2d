"""The grid file on a phone and on paper: nothing beyond its card, and one sheet where little is open."""

import re

import pytest

from tests.web.browser.conftest import Opener

pytestmark = pytest.mark.browser
PATH = "grids/999901001001001"
# What is wider than the card that it lies in; what scrolls by itself may be.
BEYOND = """() => [...document.querySelectorAll('.part > *:not(.across)')].filter((e) => e.offsetParent)
  .filter((e) => e.getBoundingClientRect().right > e.parentElement.getBoundingClientRect().right - 1)
  .map((e) => e.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_a_phone_nothing_reaches_beyond_its_card(show: Opener, lang: str) -> None:
    page = show(f"{PATH}?lang={lang}", ready=".sheet", size="phone")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(BEYOND) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_paper_it_is_one_sheet_without_what_is_pressed(show: Opener, lang: str) -> None:
    page = show(f"{PATH}?lang={lang}", ready=".sheet")
    page.emulate_media(media="print")
    assert not page.locator(".sheet-form").is_visible()
    assert not page.locator(".bar").is_visible()
    assert page.locator(".small-map").is_visible()
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
