"""Points are shown with true counts; what is known of one is put in as text."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import town
from tests.web.browser.conftest import Opener

pytestmark = pytest.mark.browser
SHOWN = """() => { const { map } = document.querySelector('#map').live.grid;
  return map.areTilesLoaded() && map.getLayer('point-singles')
    ? map.queryRenderedFeatures({ layers: ['point-singles', 'point-clusters'] }).length : 0; }"""
PLACE = """() => { const { map } = document.querySelector('#map').live.grid;
  const [found] = map.queryRenderedFeatures({ layers: ['point-singles'] });
  const { x, y } = map.project(found.geometry.coordinates); const box = map.getCanvas().getBoundingClientRect();
  return [box.x + x, box.y + y]; }"""

COUNTED = """() => { const { map } = document.querySelector('#map').live.grid;
  const found = map.queryRenderedFeatures({ layers: ['point-singles', 'point-clusters'] });
  const of = ({ properties }) => properties.point_count ?? 1;
  const largest = found.reduce((one, other) => (of(other) > of(one) ? other : one));
  const { x, y } = map.project(largest.geometry.coordinates); const box = map.getCanvas().getBoundingClientRect();
  return { points: found.reduce((sum, one) => sum + of(one), 0), marks: found.length, largest: of(largest),
    at: [box.x + x, box.y + y] }; }"""


def test_a_point_tells_what_is_known_of_it(show: Opener) -> None:
    page = show("?points=matter")
    page.wait_for_function(f"() => ({SHOWN})() > 0")
    page.evaluate("() => document.querySelector('#map').live.grid.map.zoomTo(18, { duration: 0 })")
    page.evaluate(
        "() => { const { live } = document.querySelector('#map');"
        " const zone = live.parts.measured.series.zones[0];"
        " live.grid.map.jumpTo({ center: zone.at, zoom: 18 }); }"
    )
    page.wait_for_function(f"() => ({SHOWN})() > 0")
    page.mouse.click(*page.evaluate(PLACE))
    expect(page.locator(".map-card h2")).to_be_visible()
    assert page.locator(".map-card dt").count() > 1
    page.keyboard.press("Escape")
    expect(page.locator(".map-card")).to_be_hidden()


def counted(page: Page) -> dict[str, Any]:
    """What is drawn of points, once everything has arrived: how many marks, how many points they stand for."""
    still = "(map) => !map.isMoving() && map.areTilesLoaded()"
    page.wait_for_function(f"() => ({SHOWN})() > 0 && ({still})(document.querySelector('#map').live.grid.map)")
    # The cells of the level before stay until those of the new one are drawn: both would be counted.
    page.wait_for_function(f"() => ({COUNTED})().points <= 6")
    found: dict[str, Any] = page.evaluate(COUNTED)
    return found


def test_a_cluster_is_opened_by_a_click_and_every_point_of_it_is_counted(show: Opener) -> None:
    lon, lat = town.at(240, 50)
    page = show(f"?points=household&view=14/{lat}/{lon}")
    # Six households of the town are placed, all within half a kilometre: at this level they stand in few cells.
    before = counted(page)
    assert before["points"] == 6
    assert before["largest"] > 1
    page.mouse.click(*before["at"])
    page.wait_for_function("() => document.querySelector('#map').live.grid.map.getZoom() > 15.9")
    page.wait_for_url("**view=16.00/**")
    after = counted(page)
    assert after["points"] == 6
    assert after["marks"] > before["marks"]


def test_without_points_there_is_no_point_layer(show: Opener) -> None:
    page = show("?points=household")
    page.wait_for_function(f"() => ({SHOWN})() > 0")
    page.select_option("select[name=points]", "none")
    page.wait_for_function("() => !document.querySelector('#map').live.grid.map.getLayer('point-singles')")
