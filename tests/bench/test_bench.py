"""The measurements hold at sizes of no account: same answers, nothing lost, one line a work and peer."""

import json
from pathlib import Path

import pytest

from bench import edition, intake, locate, record, visits


@pytest.fixture(autouse=True)
def results(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Results of these runs stay here."""
    path = tmp_path / "bench.json"
    monkeypatch.setattr(record, "RESULTS", path)
    for module in (locate, intake, edition, visits):
        monkeypatch.setattr(module, "RUNS", 1)
    return path


def test_locating_answers_as_both_peers_do(results: Path) -> None:
    locate.compare(500, 3, 12)
    assert [row["peer"] for row in json.loads(results.read_text(encoding="utf-8"))] == ["geopandas", "STRtree"]


def test_intake_loses_no_row(results: Path) -> None:
    intake.compare(50, 3)
    rows = json.loads(results.read_text(encoding="utf-8"))
    peers = ["COPY, matters into a heap", "COPY, matters alone", "COPY, all rows"]
    assert [(row["peer"], row["unit"]) for row in rows] == [(peer, "s") for peer in peers]
    assert set(rows[0]) == {"work", "peer", "ours", "theirs", "unit", "ratio", "spread"}


def test_an_edition_changes_as_postgis_would_change_it(results: Path) -> None:
    edition.compare(200, 3, 12)
    assert json.loads(results.read_text(encoding="utf-8"))[0]["peer"] == "PostGIS"


def test_coverage_is_counted_as_plain_sql_would_count_it(results: Path) -> None:
    visits.compare(300, 1000, 3)
    rows = json.loads(results.read_text(encoding="utf-8"))
    assert [row["work"].split(",")[0] for row in rows] == ["coverage counted anew", "one visit to its grid's figures"]


def test_a_second_run_takes_the_place_of_the_first(results: Path) -> None:
    assert record.keep("work", "peer", [2.0, 1.0], [4.0, 4.0]) == 3.0
    record.keep("work", "peer", [1.0], [5.0])
    (row,) = json.loads(results.read_text(encoding="utf-8"))
    assert (row["ratio"], row["spread"]) == (5.0, [5.0, 5.0])
