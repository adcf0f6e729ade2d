"""The calibration of the hotspot map: the table that is published holds, and a small run of it says the same."""

import re

import pytest

from bench.calibration import CASES, FROM, PAGE, TO, Case, share

ROW = re.compile(r"^\| (?P<name>.+) \| (?P<share>[\d.]+) % \| (at (?:most|least)) (?P<bound>\d+) % \|$", re.MULTILINE)


def test_the_published_table_has_every_case_within_its_bound() -> None:
    table = PAGE.read_text(encoding="utf-8").split(FROM)[1].split(TO)[0]
    found = {row["name"]: row for row in ROW.finditer(table)}
    assert list(found) == [case.name for case in CASES]
    for case in CASES:
        named, bound = float(found[case.name]["share"]), float(found[case.name]["bound"])
        assert named >= bound if case.planted else named <= bound


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.name for case in CASES])
def test_a_small_run_agrees(number: int) -> None:
    case: Case = CASES[number]
    named = share(case, number, runs=20, permutations=399)
    # Of 20 maps that each raise an alarm one time in twenty, more than five do so once in 400 such runs.
    assert named >= 0.75 if case.planted else named <= 0.25
