"""Where a map opens, and among whom the list beside it ranks."""

import json
import re

import pytest

from tests.web.conftest import Browser

MARCH = "/?from=2026-03-01&to=2026-04-01&lang=en"


def opening(browser: Browser, who: str) -> list[float]:
    """West, south, east and north of the map at first."""
    found = re.search(r'id="map-config">(.*?)</script>', browser(who).get(MARCH).text, re.DOTALL)
    assert found is not None
    bounds: list[float] = json.loads(found[1])["bounds"]
    return bounds


def test_the_office_sees_everything_and_a_leader_the_own_grid_first(browser: Browser) -> None:
    west, south, east, north = opening(browser, "office")
    own_west, own_south, own_east, own_north = opening(browser, "grid_leader")
    assert west <= own_west < own_east <= east
    # The town is four grids wide and one high.
    assert own_east - own_west == pytest.approx((east - west) / 4)
    assert (own_south, own_north) == pytest.approx((south, north))


def test_a_rank_within_a_scope_says_among_how_many(browser: Browser) -> None:
    assert "4 zones" in browser("office").get(MARCH).text
    assert "Ranked among the 1 zones of your scope" in browser("grid_leader").get(MARCH).text
