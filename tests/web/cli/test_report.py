"""`xunge report map` as a person runs it: a file, its size, and one sentence where it can't be."""

from pathlib import Path

from tests import town
from tests.web.cli.conftest import Command


def test_the_file_is_written_and_told(xunge: Command, tmp_path: Path) -> None:
    zones = town.write_zones(tmp_path / "zones.geojson")
    homes = town.write_households(tmp_path / "homes.csv", [(50, 50), (150, 50)])
    named = ("--edition", "first", "--from", "2025-01-01", "--reason", "r", "--document", "1")
    assert xunge("db", "migrate").code == 0
    assert xunge("intake", "zones", str(zones), *named).code == 0
    assert xunge("intake", "households", str(homes)).code == 0
    out = tmp_path / "map.html"
    measure = ("--measure", "matters_per_household")
    asked = ("report", "map", "--out", str(out), "--level", "grid", "--period", "2026-03", *measure, "--json")
    outcome = xunge(*asked)
    assert outcome.code == 0
    assert outcome.report == {
        "file": str(out), "bytes": out.stat().st_size, "zones": 4, "period": "2026-03", "edition": "first",
    }  # fmt: skip
    html = out.read_text(encoding="utf-8")
    # Nothing was reported in March: that is no nought.
    assert html.count('class="s-no_data"') >= 4
    assert "4 = 4 zones" in html
    wrong = xunge(*asked, "--edition", "another")
    assert (wrong.code, wrong.report["error"]["code"]) == (1, "locating.edition")
    assert xunge(*asked, "--measure", "none").code == 1
    assert xunge(*asked, "--level", "ward").code == 2
    full = xunge(*asked[:3], "/dev/full", *asked[4:])
    assert (full.code, full.report["error"]["code"]) == (3, "disk.full")
