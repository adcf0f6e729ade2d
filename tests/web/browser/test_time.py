"""Time moves on what the page already has; the table follows when it rests."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Opener
from tests.web.browser.on_map import state_of, wait_for_drawn, zones

pytestmark = pytest.mark.browser
NOW = "#slider output"
STATE_NOW = """(zone) => {
  const { series, at } = document.querySelector('#map').live.parts.measured;
  return series.state(series.places.get(zone), at);
}"""


def asked(page: Page) -> list[str]:
    """Paths and queries that the page asks for from here on."""
    found: list[str] = []

    def note(url: str) -> None:
        parts = urlsplit(url)
        found.append(f"{parts.path}?{parts.query}")

    page.on("request", lambda request: note(request.url))
    return found


def test_a_step_changes_the_map_at_once_and_asks_only_for_the_table(show: Opener) -> None:
    page = show()
    before = page.inner_text(NOW)
    zone = next(z for z in zones(page) if state_of(page, z)["st"] == "value")
    requests = asked(page)
    with page.expect_response(lambda answer: "part=board" in answer.url):
        page.click("#slider [data-step='-1']")
        expect(page.locator(NOW)).not_to_have_text(before)
    told = page.evaluate(STATE_NOW, zone)
    assert told in ("zero", "no_data")
    wait_for_drawn(page, zone, st=told, cls=-1)
    assert [path.split("?")[0] for path in requests if not path.startswith("/static/")] == ["/"]
    page.wait_for_url("**period=2026-02**")
    page.go_back()
    expect(page.locator(NOW)).to_have_text(before)


def test_arrow_keys_move_time_and_say_the_period(show: Opener) -> None:
    page = show()
    before = page.inner_text(NOW)
    page.focus("#slider input[type=range]")
    page.keyboard.press("ArrowLeft")
    with page.expect_response(lambda answer: "part=board" in answer.url):
        page.keyboard.press("ArrowLeft")
    page.wait_for_url("**period=2026-01**")
    expect(page.locator("#board")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator("#slider input[type=range]")).to_have_attribute("aria-valuetext", page.inner_text(NOW))
    assert page.inner_text(NOW) != before
    expect(page.locator("#slider input[type=range]")).to_be_focused()


def test_classes_stay_while_time_moves(show: Opener) -> None:
    page = show()
    ranges = page.locator("#legend [data-class] span:not(.count)").all_inner_texts()
    page.click("#slider [data-step='-1']")
    page.wait_for_url("**period=2026-02**")
    assert page.locator("#legend [data-class] span:not(.count)").all_inner_texts() == ranges != []


def test_play_begins_anew_from_the_end_and_stops_when_pressed(show: Opener) -> None:
    page = show()
    page.click("#slider [data-play]")
    expect(page.locator("#slider [data-play]")).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("() => Number(document.querySelector('#slider input[type=range]').value) >= 1")
    page.click("#slider [data-play]")
    expect(page.locator("#slider [data-play]")).to_have_attribute("aria-pressed", "false")


def test_nothing_plays_by_itself_for_who_wants_less_motion(show: Opener) -> None:
    page = show(reduced_motion="reduce")
    expect(page.locator("#slider [data-play]")).to_be_hidden()
