"""The legend lights and filters; the search finds and opens."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Opener
from tests.web.browser.on_map import state_of, wait_for_drawn, wait_for_state, zones

pytestmark = pytest.mark.browser
CLASSES = """() => {
  const { series, at } = document.querySelector('#map').live.parts.measured;
  return Object.fromEntries(series.zones.map(({ id }, place) => [id, series.classAt(place, at)]));
}"""


def of_class(page: Page, wanted: int) -> tuple[list[int], list[int]]:
    """The zones of a class, and the others."""
    shown = zones(page)
    inside = [zone for zone in shown if state_of(page, zone)["cls"] == wanted]
    return inside, [zone for zone in shown if zone not in inside]


def test_pointing_at_a_class_dims_the_others_and_leaving_undoes_it(show: Opener) -> None:
    page = show()
    inside, outside = of_class(page, 0)
    page.hover("#legend [data-class='0']")
    wait_for_state(page, outside[0], "dim", True)
    wait_for_state(page, inside[0], "dim", False)
    page.mouse.move(700, 5)
    wait_for_state(page, outside[0], "dim", False)


def test_choosing_a_class_filters_table_and_map(show: Opener) -> None:
    page = show()
    inside, outside = of_class(page, 0)
    page.focus("#legend [data-class='0']")
    page.keyboard.press("Space")
    page.wait_for_url("**class=0**")
    expect(page.locator("#ranking tbody tr[data-zone]")).to_have_count(len(inside))
    wait_for_state(page, outside[0], "dim", True)
    expect(page.locator("#legend [data-class='0']")).to_be_focused()
    expect(page.locator("#legend [data-class='0']")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    expect(page.locator("#ranking tbody tr[data-zone]")).to_have_count(len(inside) + len(outside))


def test_another_measure_is_drawn_in_its_own_classes(show: Opener) -> None:
    page = show()
    # What time told the zones of the first measure may not stand above the second.
    page.click("#slider [data-step='-1']")
    page.wait_for_url("**period=2026-02**")
    page.click("#slider [data-step='1']")
    page.wait_for_url("**period=2026-03**")
    page.select_option("select[name=measure]", "points_in_doubt")
    page.wait_for_function(
        "() => document.querySelector('#map').live.parts.measured.series.answer.measure.key === 'points_in_doubt'"
    )
    expected: dict[str, int] = page.evaluate(CLASSES)
    assert len(set(expected.values())) > 1
    for zone, cls in expected.items():
        wait_for_drawn(page, int(zone), cls=cls)


def test_dragging_over_classes_chooses_the_range(show: Opener) -> None:
    page = show("?measure=points_in_doubt")
    bins = page.locator("#legend [data-class]")
    assert bins.count() > 1
    first, last = bins.first.bounding_box(), bins.last.bounding_box()
    assert first
    assert last
    page.mouse.move(first["x"] + 20, first["y"] + 8)
    page.mouse.down()
    page.mouse.move(last["x"] + 20, last["y"] + 8, steps=8)
    page.mouse.up()
    page.wait_for_url(f"**class=0-{bins.count() - 1}**")
    expect(page.locator("#legend [aria-pressed=true]")).to_have_count(bins.count())


def test_a_name_is_found_and_opened_by_keyboard(show: Opener) -> None:
    page = show(reduced_motion="reduce")
    page.fill("input[name=q]", "Z001")
    expect(page.locator("[role=listbox] [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    active = page.get_attribute("input[name=q]", "aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**zone=**")
    expect(page.locator("#ranking tr.is-chosen")).to_be_visible()
    expect(page.locator("[role=listbox]")).to_be_hidden()


def test_who_only_presses_enter_filters_the_table(show: Opener) -> None:
    page = show()
    page.fill("input[name=q]", "999901001001001")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=999901001001001**")
    expect(page.locator("#ranking tbody tr[data-zone]")).to_have_count(1)
