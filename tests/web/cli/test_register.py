"""`xunge register` as a person runs it."""

from pathlib import Path

from tests import town
from tests.web.cli.conftest import Command


def test_the_register_is_frozen_listed_checked_and_compared(xunge: Command, tmp_path: Path) -> None:
    zones = town.write_zones(tmp_path / "zones.geojson")
    homes = town.write_households(tmp_path / "homes.csv", [(50, 50), (150, 50)])
    named = ("--edition", "first", "--from", "2025-01-01", "--reason", "r", "--document", "1")
    assert xunge("db", "migrate").code == 0
    frozen = ("register", "freeze", "--source", "census", "--as-of", "2026-09-30", "--json")
    assert xunge(*frozen).report["error"]["code"] == "register.empty"
    assert xunge("intake", "zones", str(zones), *named).code == 0
    assert xunge("intake", "households", str(homes)).code == 0
    made = xunge(*frozen, "--cycle", "2026-Q4").report
    assert (made["households"], made["as_of"], made["cycle"]) == (2, "2026-09-30", "2026-Q4")
    assert xunge("register", "list", "--json").report == {"editions": [made]}
    assert xunge("register", "check", "1", "--json").report == {"edition": 1, "holds": True}
    again = xunge("register", "changes", "1", "1", "--json").report
    assert [(one["grid"], one["kept"], one["added"]) for one in again["grids"]] == [
        (town.GRIDS[0], 1, 0), (town.GRIDS[1], 1, 0),
    ]  # fmt: skip
