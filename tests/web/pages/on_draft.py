"""What a test looks at on the page of a draft."""

from typing import Any

from playwright.sync_api import Page

from tests import browser as system
from tests import town

VIOLATIONS = "async () => (await axe.run()).violations.map(v => `${v.id}: ${v.nodes[0].html}`)"
# Where a vertex lies in the window; null where it is not on the map.
WHERE = """([lon, lat]) => {
  const map = document.querySelector('#redraw-map').draftMap.map;
  const at = map.project([lon, lat]), box = map.getContainer().getBoundingClientRect();
  return [at.x + box.left, at.y + box.top];
}"""
GRIDS = """() => document.querySelector('#redraw-map').draftMap.grids.features
  .map(f => [f.properties.code, f.geometry.coordinates.flat(f.geometry.type === 'Polygon' ? 1 : 2)])"""


def clean(page: Page) -> None:
    """Nobody is shut out of the page as it stands, and it fits the window."""
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": system.axe()})
    assert page.evaluate(VIOLATIONS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def kept(page: Page, seq: int) -> None:
    """Wait until the draft stands at a step, the panel with it."""
    page.wait_for_selector(f"#redraw-map[data-seq='{seq}']")
    page.wait_for_function("() => /kept/.test(document.querySelector('#said').textContent)")


def households(page: Page) -> str:
    """How many households would change grid, as the panel says."""
    return page.inner_text("#moved [data-kind=household] dd")


def grids(page: Page) -> dict[str, set[tuple[int, int]]]:
    """The corners of each grid of the draft, in whole metres from the town's south-west corner."""
    found: dict[str, Any] = dict(page.evaluate(GRIDS))

    def metres(lon: float, lat: float) -> tuple[int, int]:
        return round((lon - town.LON) * town.EAST_M), round((lat - town.LAT) * town.NORTH_M)

    return {code: {metres(*corner) for corner in corners} for code, corners in found.items()}
