"""What the live map shows, as its own states say."""

from typing import Any

from playwright.sync_api import Page

CENTRE = """(zone) => {
  const { live } = document.querySelector('#map'); const { series } = live.parts.measured;
  const { x, y } = live.grid.map.project(series.zones[series.places.get(zone)].at);
  const box = live.grid.map.getCanvas().getBoundingClientRect();
  return [box.x + x, box.y + y];
}"""
STATE = """([zone, other]) => document.querySelector('#map').live.grid.map
  .getFeatureState({ source: 'zones', sourceLayer: 'zone', id: zone })"""


def zones(page: Page) -> list[int]:
    """The zones of the table, in its order."""
    rows = page.locator("#ranking tbody tr[data-zone]")
    return [int(row.get_attribute("data-zone") or 0) for row in rows.all()]


def state_of(page: Page, zone: int) -> dict[str, Any]:
    """What the map was told of a zone: cls, st, dim, hover, chosen."""
    found: dict[str, Any] = page.evaluate(STATE, [zone, None])
    return found


def wait_for_state(page: Page, zone: int, name: str, value: object) -> None:
    """Wait until the map was told so."""
    page.wait_for_function(
        """([zone, name, value]) => (document.querySelector('#map').live.grid.map
          .getFeatureState({ source: 'zones', sourceLayer: 'zone', id: zone })[name] ?? false) === value""",
        arg=[zone, name, value],
    )


def point_at(page: Page, zone: int) -> tuple[float, float]:
    """Where a zone's middle is on the screen."""
    x, y = page.evaluate(CENTRE, zone)
    return x, y
