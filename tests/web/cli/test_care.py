"""`xunge care` as a person runs it."""

from pathlib import Path

from tests import town
from tests.web.cli.conftest import Command


def test_an_interval_is_listed_set_and_ended(xunge: Command, tmp_path: Path) -> None:
    zones = town.write_zones(tmp_path / "zones.geojson")
    homes = tmp_path / "homes.csv"
    lon, lat = town.at(10, 50)
    homes.write_text(f"编号,经度,纬度,走访周期天\nH0,{lon!r},{lat!r},30\nH1,{lon!r},{lat!r},\n", "utf-8")
    named = ("--edition", "first", "--from", "2025-01-01", "--reason", "r", "--document", "1")
    assert xunge("db", "migrate").code == 0
    assert xunge("intake", "zones", str(zones), *named).code == 0
    assert xunge("intake", "households", str(homes)).code == 0
    assert xunge("user", "add", "clerk", "--role", "community", "--zone", town.GRIDS[0][:12]).code == 0
    assert xunge("user", "add", "li", "--role", "grid_leader", "--zone", town.GRIDS[0]).code == 0
    set_it = ("care", "set", "H1", "--every", "7", "--json")
    assert xunge(*set_it, "--as", "li").report["error"]["code"] == "care.set"
    assert xunge(*set_it, "--as", "clerk").report["every_days"] == 7
    listed = xunge("care", "list", "--grid", town.GRIDS[0], "--json").report["households"]
    assert [(one["ref"], one["every_days"], one["days_over"]) for one in listed] == [("H0", 30, 0), ("H1", 7, 0)]
    assert "H0, every 30 days" in xunge("care", "list").said
    assert xunge("care", "end", "H0", "--as", "clerk").code == 0
    assert xunge("care", "end", "H0", "--as", "clerk", "--json").report["error"]["code"] == "care.none"
    assert [one["ref"] for one in xunge("care", "list", "--json").report["households"]] == ["H1"]
