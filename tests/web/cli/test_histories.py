"""Steps of matters from a file, by the command line."""

from pathlib import Path

from tests import town
from tests.web.cli.conftest import Command


def test_steps_are_checked_refused_by_row_and_taken(xunge: Command, tmp_path: Path) -> None:
    assert xunge("db", "migrate").code == 0
    zones = town.write_zones(tmp_path / "zones.geojson")
    named = ("--edition", "first", "--from", "2025-01-01", "--reason", "r", "--document", "1")
    assert xunge("intake", "zones", str(zones), *named).code == 0
    found = town.write_matters(tmp_path / "m.csv", [(50.0, 50.0, "2025-11-03 08:00", "", "")] * 2)
    assert xunge("intake", "matters", str(found)).code == 0
    steps = tmp_path / "steps.csv"
    steps.write_text("编号,动作,时间\nM0,签收,2025-11-03 09:00\nM1,结案,2025-11-03 09:00\n", encoding="utf-8")

    refused = xunge("intake", "histories", str(steps), "--json")
    assert refused.code == 1
    assert {f["kind"] for f in refused.report["findings"] if f["stops"]} == {"unknown_step", "illegal_step"}
    assert xunge("intake", "histories", str(steps), "--step", "签收=sign").code == 2

    chosen = ("--step", "签收=accept", "--json")
    assert xunge("intake", "histories", str(steps), *chosen, "--check").report["written"] is False
    taken = xunge("intake", "histories", str(steps), *chosen, "--keep-good").report
    assert (taken["added"], taken["refused"], taken["written"]) == (1, 1, True)
    assert xunge("intake", "histories", str(steps), *chosen, "--keep-good").report["already"] == 1
