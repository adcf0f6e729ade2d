"""`xunge hotspots` as a person runs it: a map drawn, listed and shown, and one sentence where it can't be."""

from pathlib import Path

from tests import town
from tests.web.cli.conftest import Command


def test_a_map_is_drawn_listed_and_shown(xunge: Command, tmp_path: Path) -> None:
    zones = town.write_zones(tmp_path / "zones.geojson")
    homes = town.write_households(tmp_path / "homes.csv", [(50, 50), (150, 50)])
    named = ("--edition", "first", "--from", "2025-01-01", "--reason", "r", "--document", "1")
    assert xunge("db", "migrate").code == 0
    assert xunge("intake", "zones", str(zones), *named).code == 0
    assert xunge("intake", "households", str(homes)).code == 0
    drawn = xunge("hotspots", "draw", "--period", "2026-03", "--exposure", "households", "--json")
    assert drawn.code == 0
    # Two households are the whole effort; nothing was found.
    figures = {key: drawn.report[key] for key in ("incidents", "exposure", "confirmed", "watch", "places")}
    assert figures == {"incidents": 0, "exposure": 2.0, "confirmed": 0, "watch": 0, "places": []}
    number = drawn.report["map"]
    assert [one["map"] for one in xunge("hotspots", "list", "--json").report["maps"]] == [number]
    assert xunge("hotspots", "show", str(number), "--json").report == drawn.report
    streets = xunge("hotspots", "draw", "--period", "2026-03", "--unit", "street", "--json")
    assert (streets.code, streets.report["error"]["code"]) == (1, "hotspots.no_streets")
    assert xunge("hotspots", "show", "99", "--json").report["error"]["code"] == "hotspots.none"
