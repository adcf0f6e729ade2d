"""Nobody is shut out: without WebGL, by keyboard, on a phone, on paper, on a screen, in the dark, in both languages."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, Playwright, expect

from tests import browser as system
from tests.web.browser.conftest import SIZES, Opener, watched
from tests.web.browser.on_map import zones

pytestmark = pytest.mark.browser
VIOLATIONS = "async () => (await axe.run()).violations.map(v => `${v.id}: ${v.nodes[0].html}`)"


def violations(page: Page) -> list[str]:
    """What the accessibility checker finds; it comes in past the page's own policy."""
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": system.axe()})
    found: list[str] = page.evaluate(VIOLATIONS)
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_the_checker_finds_nothing(show: Opener, size: str, lang: str) -> None:
    page = show(f"?lang={lang}", size=size, color_scheme="dark" if size == "phone" else "light")
    page.click("#ranking tbody tr:first-child td:last-child")
    expect(page.locator("#ranking tr.is-chosen")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_comparing_and_searching_find_nothing_either(show: Opener) -> None:
    page = show()
    value = page.locator("select[name=compare] option[value^='visits_per_household@']").first.get_attribute("value")
    page.select_option("select[name=compare]", value)
    expect(page.locator(".board-map-other .legend")).to_be_visible()
    page.fill("input[name=q]", "Z00")
    expect(page.locator("[role=option]").first).to_be_visible()
    assert violations(page) == []


def test_a_finger_finds_what_it_touches(show: Opener) -> None:
    page = show(size="phone", has_touch=True)
    touched = "#slider :is(a, button), .maplibregl-ctrl button, #ranking tr[data-zone]"
    small = page.evaluate(
        "(touched) => [...document.querySelectorAll(touched)].filter((e) => e.offsetParent)"
        ".filter((e) => e.getBoundingClientRect().height < 43.5).map((e) => e.outerHTML.slice(0, 90))",
        touched,
    )
    assert small == []


def test_a_theme_is_changed_at_once_and_nothing_else(show: Opener) -> None:
    page = show()
    page.click("#ranking tbody tr:first-child td:last-child")
    ground = "() => document.querySelector('#map').live.grid.map.getPaintProperty('paper', 'background-color')"
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"(light) => ({ground})() !== light", arg=light)
    zone = zones(page)[0]
    page.wait_for_function(
        "(zone) => document.querySelector('#map').live.grid.map.getFeatureState("
        "{ source: 'zones', sourceLayer: 'zone', id: zone }).chosen",
        arg=zone,
    )


def test_on_the_screen_controls_go_and_arrows_move_time(show: Opener) -> None:
    page = show()
    before = page.inner_text("#slider output")
    page.keyboard.press("p")
    expect(page.locator("#controls")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#slider output")).not_to_have_text(before)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#slider output")).to_have_text(before)
    page.keyboard.press("Escape")
    expect(page.locator("#controls")).to_be_visible()


def test_a_letter_typed_into_a_field_is_no_command(show: Opener) -> None:
    page = show()
    page.focus("input[name=q]")
    page.keyboard.type("p")
    assert page.get_attribute("html", "data-present") is None


def test_the_link_can_be_copied(show: Opener) -> None:
    page = show(permissions=["clipboard-read", "clipboard-write"])
    page.click("[data-act=copy]")
    expect(page.locator("#said")).to_have_text("The link is copied")
    assert page.evaluate("() => navigator.clipboard.readText()") == page.url


def test_the_map_is_on_the_paper(show: Opener) -> None:
    page = show()
    page.evaluate(
        "() => addEventListener('afterprint', () => {}, { once: true }) ?? addEventListener('beforeprint', () => {"
        " const i = document.querySelector('.map-print'); document.body.dataset.printed = i ? i.src.length : 0; })"
    )
    sheet = page.pdf(prefer_css_page_size=True, print_background=True)
    sides = [float(n) for n in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", sheet)[0]]
    # A4 lying down is 297 × 210 mm, at 72 points an inch 842 × 595.
    assert sides == pytest.approx([842, 595], abs=1.5)
    assert int(page.get_attribute("body", "data-printed") or 0) > 5_000


@pytest.fixture
def plain(driver: Playwright) -> Iterator[Chromium]:
    """A browser without WebGL."""
    opened = driver.chromium.launch(executable_path=system.chromium(), args=[*system.arguments(), "--disable-3d-apis"])
    yield opened
    opened.close()


def test_without_webgl_the_drawing_stays_and_follows(plain: Chromium, address: str, signed_in: object) -> None:
    with watched(plain, address, signed_in) as page:  # type: ignore[arg-type]
        page.goto(f"{address}/?lang=en")
        page.wait_for_selector("#board[data-map=drawing]")
        expect(page.locator("#map-svg")).to_be_visible()
        expect(page.locator("#said")).to_contain_text("WebGL")
        first = zones(page)[0]
        page.click(f"#ranking tr[data-zone='{first}'] td:last-child")
        expect(page.locator(f"#map-svg [data-zone='{first}']")).to_have_class(re.compile("is-chosen"))
        page.locator("#map-svg [data-zone]").last.click(force=True)
        expect(page.locator("#ranking tr.is-chosen")).not_to_have_attribute("data-zone", str(first))
        before = page.locator(f"#map-svg [data-zone='{first}']").get_attribute("class")
        page.click("#slider [data-step='-1']")
        page.wait_for_url("**period=2026-02**")
        assert page.locator(f"#map-svg [data-zone='{first}']").get_attribute("class") != before
