"""`xunge db`: each command says and reports what it did, and its exit code means something."""

import pytest

from migrations.run import head
from tests.web.cli.conftest import Command


def test_it_starts_stops_and_says_so(xunge: Command) -> None:
    assert xunge("db", "start").said == "The database runs.\n"
    assert xunge("db", "status", "--json").report["running"] is True
    assert xunge("db", "status").code == 0
    assert xunge("db", "stop").said == "The database has stopped.\n"
    assert xunge("db", "stop").said == "The database was not running.\n"
    assert xunge("db", "status").code == 3
    assert xunge("db", "stop", "--json").report["running"] is False
    assert xunge("db", "start", "--json").report["running"] is True


def test_it_migrates_once(xunge: Command) -> None:
    first = xunge("db", "migrate", "--json")
    again = xunge("db", "migrate", "--json")
    assert first.report["revision"] == head()
    assert again.report == {"before": head(), "revision": head()}


def test_the_doctor_names_what_is_wrong_and_ends_with_3(xunge: Command) -> None:
    """The commands start the server durable; one setting of the database undoes it."""
    xunge("db", "stop")
    xunge("db", "migrate")
    well = xunge("db", "doctor", "--json")
    assert [f["message"] for f in well.report["findings"] if not f["holds"] and f["name"] != "web_assets"] == []


def test_the_doctor_names_web_assets_that_are_missing(xunge: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.assets.missing", lambda: ["maplibre-gl/maplibre-gl.mjs"])
    outcome = xunge("db", "doctor")
    assert outcome.code == 3
    assert "✗ The web assets are incomplete, maplibre-gl/maplibre-gl.mjs is missing. Run: make demo" in outcome.said


def test_it_speaks_chinese_where_it_is_asked_to(xunge: Command) -> None:
    assert xunge("--lang", "zh", "db", "start").said == "数据库运行中。\n"
    assert xunge("db", "start").said == "The database runs.\n"
