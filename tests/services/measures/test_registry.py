"""The registry and the page that describes it say the same."""

import re

import pytest

from services.errors import NotFound
from services.measures.registry import MEASURES, measure
from services.messages import ROOT


def test_every_measure_is_described_with_its_direction_and_bands() -> None:
    page = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")
    rows = {row[0]: row[1:] for row in re.findall(r"^\| `(\w+)` \|.*\| (\w+) \| ([^|]+) \|$", page, re.MULTILINE)}
    bands = {key: " ".join(str(b) for b in m.bands) if m.bands else "fifths" for key, m in MEASURES.items()}
    assert rows == {key: (m.direction, bands[key]) for key, m in MEASURES.items()}


def test_bands_rise_and_statements_are_there() -> None:
    for key, one in MEASURES.items():
        assert key == one.key
        assert list(one.bands or ()) == sorted(set(one.bands or ()))
        for count in (one.numerator, one.denominator):
            assert (ROOT / "services" / "measures" / "counts" / f"{count.name}.sql").is_file()


def test_an_unknown_measure_is_refused_with_those_there_are() -> None:
    with pytest.raises(NotFound, match="matters_per_household, incidents_per_household, "):
        measure("happiness")
