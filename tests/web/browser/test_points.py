"""Points are shown with true counts; what is known of one is put in as text."""

import pytest
from playwright.sync_api import expect

from tests.web.browser.conftest import Opener

pytestmark = pytest.mark.browser
SHOWN = """() => { const { map } = document.querySelector('#map').live.grid;
  return map.areTilesLoaded() && map.getLayer('point-singles')
    ? map.queryRenderedFeatures({ layers: ['point-singles', 'point-clusters'] }).length : 0; }"""
PLACE = """() => { const { map } = document.querySelector('#map').live.grid;
  const [found] = map.queryRenderedFeatures({ layers: ['point-singles'] });
  const { x, y } = map.project(found.geometry.coordinates); const box = map.getCanvas().getBoundingClientRect();
  return [box.x + x, box.y + y]; }"""


def test_a_point_tells_what_is_known_of_it(show: Opener) -> None:
    page = show("?points=matter")
    page.wait_for_function(f"() => ({SHOWN})() > 0")
    page.evaluate("() => document.querySelector('#map').live.grid.map.zoomTo(18, { duration: 0 })")
    page.evaluate(
        "() => { const { live } = document.querySelector('#map');"
        " const zone = live.parts.measured.series.zones.find((z) => z.code.endsWith('001001001'));"
        " live.grid.map.jumpTo({ center: zone.at, zoom: 18 }); }"
    )
    page.wait_for_function(f"() => ({SHOWN})() > 0")
    page.mouse.click(*page.evaluate(PLACE))
    expect(page.locator(".map-card h2")).to_be_visible()
    assert page.locator(".map-card dt").count() > 1
    page.keyboard.press("Escape")
    expect(page.locator(".map-card")).to_be_hidden()


def test_without_points_there_is_no_point_layer(show: Opener) -> None:
    page = show("?points=household")
    page.wait_for_function(f"() => ({SHOWN})() > 0")
    page.select_option("select[name=points]", "none")
    page.wait_for_function("() => !document.querySelector('#map').live.grid.map.getLayer('point-singles')")
