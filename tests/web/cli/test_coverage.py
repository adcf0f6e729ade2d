"""`xunge coverage` as a person runs it."""

from pathlib import Path

from tests import town
from tests.web.cli.conftest import Command


def test_a_cycle_is_opened_counted_and_put_right(xunge: Command, tmp_path: Path) -> None:
    zones = town.write_zones(tmp_path / "zones.geojson")
    homes = town.write_households(tmp_path / "homes.csv", [(10.0 + 20 * i, 50) for i in range(4)])
    lon, lat = town.at(10.0, 50.0)
    seen = tmp_path / "visits.csv"
    rows = f"V1,H0,{lon},{lat},2026-10-02 09:00,\nV2,H1,{lon},{lat},2026-10-02 10:00,拒访\n"
    seen.write_text(f"编号,户编号,经度,纬度,走访时间,走访结果\n{rows}", "utf-8")
    named = ("--edition", "first", "--from", "2025-01-01", "--reason", "r", "--document", "1")
    assert xunge("db", "migrate").code == 0
    assert xunge("intake", "zones", str(zones), *named).code == 0
    assert xunge("intake", "households", str(homes)).code == 0
    assert xunge("register", "freeze", "--source", "census", "--as-of", "2026-09-30").code == 0
    assert xunge("coverage", "open", "2026-10", "--json").report["error"]["code"] == "coverage.register"
    assert xunge("coverage", "open", "2026-10", "--register", "1", "--json").report["register"] == 1
    assert xunge("intake", "visits", str(seen)).code == 0
    rows = xunge("coverage", "levels", "2026-10", "--json").report["zones"]
    assert [(r["expected"], r["visited"], r["verified"], r["per_cent"]) for r in rows] == [
        (4, 2, 1, "25.0"), (0, 0, 0, None)]  # fmt: skip
    for login in ("one", "other"):
        assert xunge("user", "add", login, "--role", "office").code == 0
    said = ("H2", "--kind", "excluded", "--reason", "demolished", "--evidence", "letter 7", "--as", "one")
    assert xunge("coverage", "state", "2026-10", *said, "--json").report["statement"] == 1
    own = xunge("coverage", "approve", "1", "--as", "one", "--json")
    assert own.report["error"]["code"] == "coverage.another"
    assert xunge("coverage", "approve", "1", "--as", "other").code == 0
    listed = xunge("coverage", "addresses", "2026-10", "--grid", town.GRIDS[0], "--json").report["addresses"]
    assert [one["state"] for one in listed] == ["collected", "refused", "excluded", "missing"]
    assert xunge("coverage", "levels", "2026-10", "--json").report["zones"][0]["per_cent"] == "33.3"
    assert xunge("coverage", "close", "2026-10", "--as", "one", "--json").report["cycle"] == "2026-10"
    assert xunge("coverage", "close", "2026-10", "--as", "one", "--json").report["error"]["code"] == "coverage.closed"
    assert "open again" in xunge("coverage", "reopen", "2026-10", "--as", "one").said
