"""The bar over every page: its places stay on one line, whole and apart, for every role, width and language."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from tests.web.browser.conftest import session_of, watched
from tests.web.conftest import ROLES

pytestmark = pytest.mark.browser
WIDTHS = (1440, 1366, 1280, 1060, 1024, 932, 390)
# What is cut, stands on a second line, lies beyond the window or over its neighbour.
WRONG = """() => {
  const bar = document.querySelector('.bar'), box = bar.getBoundingClientRect();
  const parts = [...bar.querySelectorAll(':is(.brand, .nav > ul > li > a, .nav summary, .tools > *)')]
    .filter((part) => part.offsetParent).map((part) => [part, part.getBoundingClientRect()]);
  const said = ([part]) => part.textContent.trim().replace(/\\s+/g, ' ').slice(0, 20) || part.outerHTML.slice(0, 40);
  const cut = parts.filter(([part, at]) => part.scrollWidth > Math.ceil(at.width) + 1 || at.left < -0.5
    || at.right > innerWidth + 0.5 || at.top < box.top - 0.5 || at.bottom > box.bottom + 0.5);
  const over = parts.filter(([, at], i) => i && at.left < parts[i - 1][1].right - 0.5);
  return { bar: box.height > 64 ? box.height : 0, cut: cut.map(said), over: over.map(said),
    wide: document.documentElement.scrollWidth > innerWidth };
}"""
SHEET = """() => { const at = document.querySelector('.menu.whole > .menu-sheet').getBoundingClientRect();
  return at.left >= 0 && at.right <= innerWidth && at.bottom <= innerHeight; }"""


def fits(page: Page) -> object:
    """What does not; nothing where all does."""
    found: dict[str, object] = page.evaluate(WRONG)
    return found if any(found.values()) else None


@pytest.mark.parametrize("role", ROLES)
def test_the_bar_holds_its_places(chromium: Chromium, address: str, tmp_path: Path, role: str) -> None:
    session = session_of(chromium, address, role, tmp_path)
    with watched(chromium, address, session) as page:
        found: dict[tuple[str, int], object] = {}
        for lang in ("zh", "en"):
            page.goto(f"{address}/parts?lang={lang}")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 768})
                found[lang, width] = fits(page)
        assert {where: said for where, said in found.items() if said} == {}
        page.click(".menu.whole > summary")
        assert page.evaluate(SHEET)
