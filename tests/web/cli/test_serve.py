"""`xunge serve`: a taken port is told, and what was started is stopped."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from services.cluster import server
from tests import database
from tests.web.cli.conftest import Command


@pytest.fixture
def listener() -> Iterator[int]:
    """A port on which somebody listens already."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_taken_port_is_told_before_anything_is_started(xunge: Command, listener: int, command: str) -> None:
    xunge("db", "stop")
    outcome = xunge(command, "--port", str(listener))
    assert outcome.code == 3
    assert f"Port {listener} is taken. Choose another, for example: xunge {command} --port" in outcome.said
    assert xunge("db", "status").code == 3


def test_an_address_of_another_machine_is_refused(xunge: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUNGE_HOST", "192.0.2.1")
    outcome = xunge("serve")
    assert outcome.code == 3
    assert "192.0.2.1:8000 can't be listened on" in outcome.said


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_it_is_ended_and_stops_the_database_it_started(home: Path, ending: signal.Signals) -> None:
    server.stop(database.settings_of(home))
    port = free_port()
    environment = os.environ | {"XUNGE_HOME": str(home), "XUNGE_LANG": "en"}
    serving = subprocess.Popen(
        [sys.executable, "-c", "from web.cli.main import run; run()", "serve", "--port", str(port)],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert serving.stderr is not None
        said = iter(serving.stderr.readline, "")
        assert any(f"Serving http://127.0.0.1:{port}" in line for line in said)
        assert httpx2.get(f"http://127.0.0.1:{port}/healthz", timeout=30).status_code == 200
        serving.send_signal(ending)
        serving.communicate(timeout=60)
    finally:
        serving.kill()
        serving.communicate()
    assert not server.status(database.settings_of(home))
