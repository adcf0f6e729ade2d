"""What goes wrong is one sentence and an exit code; with --json a report, never a traceback."""

from pathlib import Path

import pytest

from migrations.run import downgrade
from services.cluster import server
from tests import database
from tests.web.cli.conftest import Command


def test_a_refusal_ends_with_1(xunge: Command) -> None:
    xunge("db", "migrate")
    outcome = xunge("user", "reset", "nobody", "--json")
    assert outcome.code == 1
    assert outcome.report["error"]["code"] == "access.no_person"
    assert outcome.said.strip() == f"✗ {outcome.report['error']['message']}"


def test_tables_of_an_older_form_end_with_3_and_with_what_to_do(xunge: Command, home: Path) -> None:
    xunge("db", "migrate")
    downgrade(server.start(database.settings_of(home)).owner, "base")
    outcome = xunge("user", "reset", "nobody", "--json")
    assert (outcome.code, outcome.report["error"]["code"]) == (3, "database.not_migrated")
    assert "xunge db migrate" in outcome.said
    assert xunge("db", "migrate").code == 0
    assert xunge("user", "reset", "nobody").code == 1


def test_wrong_usage_ends_with_2(xunge: Command) -> None:
    assert xunge("db", "dance").code == 2
    assert xunge("serve", "--port", "70000").code == 2


def test_a_setting_that_is_no_number_ends_with_2_and_is_named(xunge: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUNGE_PORT", "eight")
    outcome = xunge("db", "status")
    assert outcome.code == 2
    assert "XUNGE_PORT" in outcome.said


def test_a_database_that_does_not_answer_ends_with_3(xunge: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:secret@127.0.0.1:1/xunge")
    outcome = xunge("db", "start", "--json")
    assert outcome.code == 3
    assert outcome.report["error"]["code"] == "cluster.url_refused"
    assert "secret" not in outcome.out + outcome.said
    assert "Traceback" not in outcome.said


def test_a_home_that_cannot_be_made_ends_with_3(xunge: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUNGE_HOME", "/proc/xunge")
    outcome = xunge("db", "start")
    assert outcome.code == 3
    assert outcome.said.startswith("✗ The folder /proc/xunge can't be made")
