"""Two maps, one camera, one cursor; leaving restores the page."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Opener
from tests.web.browser.on_map import point_at, wait_for_state, zones

pytestmark = pytest.mark.browser
OTHER = ".board-map-other"
# Both maps stand where they both fit, and nothing moves under the pointer any more.
RESTING = """() => [...document.querySelectorAll('.board-map canvas')].length === 2
  && !document.querySelector('#map').live.grid.map.isMoving()
  && document.querySelector('#map').live.grid.map.loaded()"""
CAMERA = "() => document.querySelector('#map').live.grid.camera"


def compare(page: Page, wanted: str) -> None:
    """Put another measure or period beside the first."""
    value = page.locator(f"select[name=compare] option[value^='{wanted}']").first.get_attribute("value")
    page.select_option("select[name=compare]", value)
    expect(page.locator(f"{OTHER} canvas")).to_be_visible()


def test_another_measure_stands_beside_with_its_own_title_and_legend(show: Opener) -> None:
    page = show()
    compare(page, "visits_per_household@")
    titles = page.locator(".board-map-title").all_inner_texts()
    assert len(set(titles)) == 2
    expect(page.locator(f"{OTHER} .legend")).to_be_visible()
    assert page.locator("#legend").count() == 1
    sizes = page.evaluate(
        "() => [...document.querySelectorAll('.board-map canvas')].map((c) => [c.clientWidth, c.clientHeight])"
    )
    assert abs(sizes[0][0] - sizes[1][0]) <= 1
    assert sizes[0][1] == sizes[1][1]


def test_hovering_one_marks_both_and_the_cursor_is_shown_on_the_other(show: Opener) -> None:
    page = show()
    compare(page, "visits_per_household@")
    page.wait_for_selector(f"{OTHER} .map-cursor", state="attached")
    page.wait_for_function(RESTING)
    zone = zones(page)[-1]
    page.mouse.move(*point_at(page, zone))
    wait_for_state(page, zone, "hover", True)
    expect(page.locator(f"{OTHER} .map-cursor")).to_be_visible()
    expect(page.locator(f"#ranking tr.is-hover[data-zone='{zone}']")).to_be_visible()


def test_two_periods_stand_in_the_same_classes_under_one_cursor(show: Opener) -> None:
    page = show("?period=2026-03&lang=en")
    compare(page, "matters_per_household@2026-02")
    assert page.locator(".board-map-title").all_inner_texts() == [
        "Matters per 100 households · March 2026", "Matters per 100 households · February 2026",
    ]  # fmt: skip
    page.wait_for_selector(f"{OTHER} .map-cursor", state="attached")
    zone = zones(page)[0]
    x, y = point_at(page, zone)
    left, right = (page.locator(f"{side} canvas").bounding_box() for side in ("#map", OTHER))
    assert left is not None
    assert right is not None
    # The same place of the ground on the other map: the cursor stands there on the first.
    page.mouse.move(x - left["x"] + right["x"], y - left["y"] + right["y"])
    wait_for_state(page, zone, "hover", True)
    ring = page.locator("#map .map-cursor")
    expect(ring).to_be_visible()
    box = ring.bounding_box()
    assert box is not None
    assert (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) == pytest.approx((x, y), abs=2)


def test_leaving_the_comparison_restores_the_page(show: Opener) -> None:
    page = show()
    width = page.evaluate("() => document.querySelector('#map canvas').clientWidth")
    compare(page, "visits_per_household@")
    assert "compare=visits_per_household@" in page.url
    page.go_back()
    expect(page.locator(OTHER)).to_have_count(0)
    assert page.evaluate("() => document.querySelector('#map canvas').clientWidth") == width
    assert page.get_attribute(".board-maps", "data-count") == "1"


def test_what_was_in_sight_stays_in_sight_of_both_and_comes_back(show: Opener) -> None:
    page = show()
    before = page.evaluate(CAMERA)
    compare(page, "visits_per_household@")
    page.wait_for_function(f"(before) => ({CAMERA})().zoom < before.zoom", arg=before)
    (west, south), (east, north) = page.evaluate(
        "() => document.querySelector('#map').live.grid.map.getBounds().toArray()"
    )
    town = page.evaluate("() => JSON.parse(document.querySelector('#map-config').textContent).bounds")
    assert west <= town[0]
    assert south <= town[1]
    assert east >= town[2]
    assert north >= town[3]
    page.go_back()
    expect(page.locator(OTHER)).to_have_count(0)
    assert page.evaluate(CAMERA) == before
