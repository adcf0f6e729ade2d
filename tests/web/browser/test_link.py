"""Map and table are linked both ways, by mouse and by keyboard, and back leads back."""

import pytest
from playwright.sync_api import expect

from tests.web.browser.conftest import SIZES, Opener
from tests.web.browser.on_map import point_at, wait_for_state, zones

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", SIZES)
def test_choosing_a_row_chooses_on_the_map_and_says_so(show: Opener, size: str) -> None:
    page = show(size=size)
    first = zones(page)[0]
    page.click("#ranking tbody tr:first-child td:last-child")
    wait_for_state(page, first, "chosen", True)
    expect(page.locator("#ranking tr.is-chosen")).to_have_attribute("data-zone", str(first))
    expect(page.locator("#said")).to_contain_text("Z00")
    assert f"zone={first}" in page.url
    page.keyboard.press("Escape")
    wait_for_state(page, first, "chosen", False)
    assert "zone=" not in page.url


@pytest.mark.parametrize("size", SIZES)
def test_choosing_on_the_map_chooses_the_row_and_brings_it_into_view(show: Opener, size: str) -> None:
    page = show(size=size)
    last = zones(page)[-1]
    page.locator("#map").scroll_into_view_if_needed()
    page.mouse.click(*point_at(page, last))
    row = page.locator(f"#ranking tr.is-chosen[data-zone='{last}']")
    expect(row).to_have_attribute("aria-current", "true")
    expect(row).to_be_in_viewport()


def test_what_is_hovered_is_marked_on_both_sides_without_another_colour(show: Opener) -> None:
    page = show()
    first, *_, last = zones(page)
    page.hover(f"#ranking tr[data-zone='{first}'] td:last-child")
    wait_for_state(page, first, "hover", True)
    page.mouse.move(*point_at(page, last))
    expect(page.locator("#ranking tr.is-hover")).to_have_attribute("data-zone", str(last))
    wait_for_state(page, first, "hover", False)
    wait_for_state(page, last, "dim", False)


def test_the_keyboard_does_what_the_mouse_does(show: Opener) -> None:
    page = show()
    first, second, *_ = zones(page)
    page.focus("#ranking tbody tr:first-child")
    wait_for_state(page, first, "hover", True)
    page.keyboard.press("ArrowDown")
    wait_for_state(page, second, "hover", True)
    page.keyboard.press("Enter")
    wait_for_state(page, second, "chosen", True)
    page.keyboard.press("End")
    expect(page.locator("#ranking tbody tr:last-child")).to_be_focused()
    page.keyboard.press("Escape")
    wait_for_state(page, second, "chosen", False)


def test_the_keyboard_chooses_what_is_in_the_middle_of_the_map(show: Opener) -> None:
    page = show()
    third = zones(page)[2]
    page.evaluate(
        "(zone) => { const { live } = document.querySelector('#map'); const { series } = live.parts.measured;"
        " live.grid.map.jumpTo({ center: series.zones[series.places.get(zone)].at }); }",
        third,
    )
    page.focus("#map canvas")
    page.wait_for_function("() => document.querySelector('#map').live.grid.map.areTilesLoaded()")
    page.keyboard.press("Enter")
    wait_for_state(page, third, "chosen", True)


def test_back_leads_to_what_was_chosen_before(show: Opener) -> None:
    page = show()
    first, second, *_ = zones(page)
    for zone in (first, second):
        page.click(f"#ranking tr[data-zone='{zone}'] td:last-child")
        wait_for_state(page, zone, "chosen", True)
    page.go_back()
    wait_for_state(page, first, "chosen", True)
    wait_for_state(page, second, "chosen", False)
    page.go_forward()
    wait_for_state(page, second, "chosen", True)


def test_back_leads_through_three_states_to_the_first(show: Opener) -> None:
    page = show("?period=2026-03&lang=en")
    first = zones(page)[0]
    page.click(f"#ranking tr[data-zone='{first}'] td:last-child")
    page.wait_for_url(f"**zone={first}**")
    page.click("#slider [data-step='-1']")
    page.wait_for_url("**period=2026-02**")
    page.click("#ranking a[data-sort=name]")
    page.wait_for_url("**sort=**name**")
    page.go_back()
    expect(page.locator("#ranking th[aria-sort]:not([aria-sort=none])")).not_to_contain_text("Zone")
    expect(page.locator("#slider output")).to_have_text("February 2026")
    page.go_back()
    expect(page.locator("#slider output")).to_have_text("March 2026")
    wait_for_state(page, first, "chosen", True)
    page.go_back()
    wait_for_state(page, first, "chosen", False)
    assert "zone=" not in page.url


def test_the_address_is_the_whole_state(show: Opener) -> None:
    page = show()
    page.click("#ranking tbody tr:nth-child(2) td:last-child")
    page.evaluate("() => document.querySelector('#map').live.grid.map.zoomTo(16.25, { duration: 0 })")
    page.wait_for_url("**view=16.25/**")
    again = show(page.url.split("/", 3)[3])
    chosen = again.locator("#ranking tr.is-chosen")
    expect(chosen).to_have_attribute("data-zone", str(zones(page)[1]))
    zoom = again.evaluate("() => document.querySelector('#map').live.grid.map.getZoom()")
    assert zoom == pytest.approx(16.25, abs=0.01)
    wait_for_state(again, zones(page)[1], "chosen", True)


def test_sorting_swaps_the_table_and_leaves_the_map_where_it_is(show: Opener) -> None:
    page = show()
    before = zones(page)
    page.evaluate("() => { document.querySelector('#map canvas').dataset.mine = 'yes'; }")
    page.click("#ranking a[data-sort=name]")
    page.wait_for_url("**sort=**name**")
    expect(page.locator("#ranking th[aria-sort]:not([aria-sort=none])")).to_contain_text("Zone")
    assert sorted(zones(page)) == sorted(before)
    assert page.get_attribute("#map canvas", "data-mine") == "yes"
    assert page.evaluate("() => document.activeElement.dataset.sort") == "name"
