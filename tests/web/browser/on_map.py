"""What the live map shows, as its own states say."""

from typing import Any

from playwright.sync_api import Page

CENTRE = """(zone) => {
  const { live } = document.querySelector('#map'); const { series } = live.parts.measured;
  const { x, y } = live.grid.map.project(series.zones[series.places.get(zone)].at);
  const box = live.grid.map.getCanvas().getBoundingClientRect();
  return [box.x + x, box.y + y];
}"""
# What a zone is told stands above what the style was born with; the layers are asked what they make of both.
STATE = """(zone) => {
  const { map, colours } = document.querySelector('#map').live.grid;
  const told = map.getFeatureState({ source: 'zones', sourceLayer: 'zone', id: zone });
  const drawn = (layer, property) => map.getLayer(layer).paint.get(property)
    .evaluate({ id: zone, type: 3, properties: {} }, told);
  const part = (share) => Math.round(share * 255).toString(16).padStart(2, '0');
  const { r, g, b, a } = drawn('shade', 'fill-color');
  const cls = a ? colours.classes.indexOf(`#${part(r)}${part(g)}${part(b)}`) : -1;
  const marked = map.getStyle().layers.map(({ id }) => id)
    .filter((id) => id.startsWith('marked-') && drawn(id, 'fill-opacity') > 0);
  const st = [...(a ? ['value'] : []), ...marked.map((id) => id.slice('marked-'.length))].join();
  return { ...told, cls, st };
}"""


def zones(page: Page) -> list[int]:
    """The zones of the table, in its order."""
    rows = page.locator("#ranking tbody tr[data-zone]")
    return [int(row.get_attribute("data-zone") or 0) for row in rows.all()]


def state_of(page: Page, zone: int) -> dict[str, Any]:
    """What the map draws of a zone, cls and st (`value`, or its mark), and what it was told: dim, hover, chosen."""
    found: dict[str, Any] = page.evaluate(STATE, zone)
    return found


def wait_for_state(page: Page, zone: int, name: str, value: object) -> None:
    """Wait until the map was told so."""
    page.wait_for_function(
        """([zone, name, value]) => (document.querySelector('#map').live.grid.map
          .getFeatureState({ source: 'zones', sourceLayer: 'zone', id: zone })[name] ?? false) === value""",
        arg=[zone, name, value],
    )


def wait_for_drawn(page: Page, zone: int, **wanted: object) -> None:
    """Wait until the map draws the zone so."""
    page.wait_for_function(
        f"([zone, wanted]) => {{ const drawn = ({STATE})(zone);"
        " return Object.entries(wanted).every(([name, value]) => drawn[name] === value); }",
        arg=[zone, wanted],
    )


def point_at(page: Page, zone: int) -> tuple[float, float]:
    """Where a zone's middle is on the screen."""
    x, y = page.evaluate(CENTRE, zone)
    return x, y
