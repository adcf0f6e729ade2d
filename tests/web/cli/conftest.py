"""The command line, run as a person runs it, over an instance of its own."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from services.cluster import server
from tests import database
from web.cli.main import run


@dataclass(frozen=True)
class Outcome:
    """How a command ended: exit code, report, and what it said."""

    code: int
    out: str
    said: str

    @property
    def report(self) -> Any:
        """The report on standard output."""
        return json.loads(self.out)


Command = Callable[..., Outcome]


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """An instance that has run once and is stopped; quick, as losing its rows does no harm."""
    made = database.new_home()
    server.start(database.settings_of(made), durable=False)
    yield made
    database.throw_away(made)


@pytest.fixture
def xunge(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run `xunge ARGUMENTS` on that instance, in English."""
    monkeypatch.setenv("XUNGE_HOME", str(home))
    monkeypatch.setenv("XUNGE_LANG", "en")
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def command(*arguments: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["xunge", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run()
        captured = capsys.readouterr()
        return Outcome(int(ended.value.code or 0), captured.out, captured.err)

    return command
