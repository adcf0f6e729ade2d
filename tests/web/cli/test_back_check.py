"""`xunge back-check` as a person runs it."""

from pathlib import Path

from tests import town
from tests.web.cli.conftest import Command


def test_a_back_check_is_sized_drawn_answered_and_proves(xunge: Command, tmp_path: Path) -> None:
    zones = town.write_zones(tmp_path / "zones.geojson")
    homes = town.write_households(tmp_path / "homes.csv", [(2.0 + 4 * i, 50) for i in range(20)])
    named = ("--edition", "first", "--from", "2025-01-01", "--reason", "r", "--document", "1")
    assert xunge("db", "migrate").code == 0
    assert xunge("intake", "zones", str(zones), *named).code == 0
    assert xunge("intake", "households", str(homes)).code == 0
    assert xunge("register", "freeze", "--source", "census", "--as-of", "2026-09-30").code == 0
    sizes = xunge("back-check", "sizes", "--register", "1", "--json").report
    assert (sizes["households"], len(sizes["sizes"])) == (20, 12)
    drawn = xunge("back-check", "draw", "--register", "1", "--seed", "s", "--tolerance", "0.1", "--json").report
    # (1 - n / 20)^3 <= 5 % from n = 13 on: 0.35^3 = 4.3 %, 0.4^3 = 6.4 %.
    assert (drawn["checked"], drawn["unanswered"], drawn["at_least"]) == (13, 13, 0)
    refs = [one["ref"] for one in xunge("back-check", "sample", "1", "--json").report["sample"]]
    given = [word for ref in refs for word in ("--covered", ref)]
    # A community's staff member works where the addresses lie; the office's has no community.
    assert xunge("user", "add", "office", "--role", "office").code == 0
    assert xunge("user", "add", "wang", "--role", "community", "--zone", town.GRIDS[0][:12]).code == 0
    near = xunge("back-check", "answer", "1", *given, "--by", "wang", "--json")
    assert near.report["error"]["code"] == "back_check.checker_near"
    proven = xunge("back-check", "answer", "1", *given, "--by", "office", "--json").report
    assert (proven["at_least"], proven["per_cent"]) == (18, "90.0")
    assert xunge("back-check", "show", "1", "--json").report == proven
    assert xunge("back-check", "again", "1", "--json").report == {"back_check": 1, "same": True}
    both = xunge("back-check", "answer", "1", "--covered", "H1", "--missed", "H1", "--json")
    assert (both.code, both.report["error"]["code"]) == (1, "back_check.both")
