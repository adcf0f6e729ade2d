"""The page of parts shows every macro there is, in both themes, open to all who look."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from tests import browser as system
from tests.web.browser.test_everyone import VIOLATIONS
from tests.web.conftest import PASSWORD, Browser
from web.access import EVERYONE
from web.nav import LINES, ROLE_NAMES

TEMPLATES = Path(__file__).resolve().parents[3] / "web" / "templates"
DOCUMENT = (TEMPLATES.parents[1] / "docs" / "parts.md").read_text(encoding="utf-8")
# What other macros are made of.
INNER = {"told", "tells", "icon"}
MACROS = sorted(
    (path.stem, name)
    for path in (TEMPLATES / "parts").glob("*.html")
    for name in re.findall(r"{% macro (\w+)\(", path.read_text(encoding="utf-8"))
    if name not in INNER
)


@pytest.mark.parametrize(("family", "name"), MACROS)
def test_the_part_is_shown_and_explained(family: str, name: str) -> None:
    page = (TEMPLATES / "parts.html").read_text(encoding="utf-8") + (TEMPLATES / "parts" / f"{family}.html").read_text(
        encoding="utf-8"
    )
    calls = re.findall(rf"\b{family}\.{name}\(|[{{ ]{name}\(", page)
    assert len(calls) >= 2, "the definition alone"
    assert f"`{name}`" in DOCUMENT


def test_the_page_is_drawn_for_everybody_signed_in_and_for_nobody_else(browser: Browser) -> None:
    assert browser(None).get("/parts").headers["location"] == "/sign-in"
    assert browser("forum").get("/parts").status_code == 200
    assert "style=" not in browser("office").get("/parts").text


def test_the_navigation_offers_what_the_role_may_open(browser: Browser) -> None:
    bars = {
        r: browser(r).get("/parts").text.split('<nav class="nav"')[1].split("</nav>")[0] for r in ("office", "forum")
    }
    offered = {role: set(re.findall(r'<a href="([^"]+)"', bar)) for role, bar in bars.items()}
    for role, found in offered.items():
        assert found == {line.path for line in LINES if role in line.roles}
    assert set(ROLE_NAMES) == set(EVERYONE)


def test_the_theme_is_kept_and_another_word_is_the_systems(browser: Browser) -> None:
    office = browser("office")
    assert 'data-theme="dark"' in office.get("/parts?theme=dark").text
    assert 'data-theme="dark"' in office.get("/parts").text
    assert "data-theme=" not in office.get("/parts?theme=system").text.split("<body")[0]
    assert "data-theme=" not in office.get("/parts?theme=pink").text.split("<body")[0]


@pytest.fixture(params=[(w, t) for w in (1440, 390) for t in ("light", "dark")], ids=lambda p: f"{p[0]}-{p[1]}")
def shown(request: pytest.FixtureRequest, chromium: Chromium, address: str) -> Iterator[Page]:
    """The page of parts at desk and phone width in one theme."""
    width, theme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}/sign-in?theme={theme}")
    page.fill("[name=login]", "office")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")
    page.goto(f"{address}/parts?lang=en")
    yield page
    context.close()


@pytest.mark.browser
def test_nobody_is_shut_out_in_either_theme(shown: Page) -> None:
    shown.context.new_cdp_session(shown).send("Runtime.evaluate", {"expression": system.axe()})
    assert shown.evaluate(VIOLATIONS) == []
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_the_theme_changes_without_a_new_page(shown: Page) -> None:
    before = shown.evaluate("getComputedStyle(document.body).backgroundColor")
    other = "light" if shown.get_attribute("html", "data-theme") == "dark" else "dark"
    shown.evaluate("window.same = true")
    shown.locator(".tools details.menu summary:visible").filter(has=shown.locator("svg")).first.click()
    if not shown.locator(f"a[data-theme-to={other}]:visible").count():
        shown.keyboard.press("Escape")
        shown.locator("details.menu.whole summary:visible").click()
    shown.locator(f"a[data-theme-to={other}]:visible").click()
    assert shown.evaluate("window.same")
    assert shown.evaluate("getComputedStyle(document.body).backgroundColor") != before
    shown.reload()
    assert shown.get_attribute("html", "data-theme") == other
