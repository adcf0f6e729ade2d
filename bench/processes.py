"""Servers as processes of their own, and the processor time that they and the database take."""

import os
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from pathlib import Path
from time import clock_gettime, monotonic, process_time, sleep

from tests import database

TICK_S = 1 / os.sysconf("SC_CLK_TCK")
START_S = 120
# How a process that has ended says so: its files are not there, its clock is none.
GONE = OSError


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()


def cpu_s(pid: int) -> float:
    """Processor time of a process so far, user and system, without its children. Raises OSError where it has ended.

    From its clock: /proc counts ticks of ten milliseconds, and a tile takes two.
    """
    # As clock_getcpuclockid(3) makes the number of a process's clock.
    return clock_gettime((~pid << 3) | 2)


def postgres_cpu_s(data: Path) -> float:
    """Processor time of a cluster so far: every backend that there is or was."""
    postmaster = int((data / "postmaster.pid").read_text(encoding="ascii").split()[0])
    while True:
        before = _ended_s(postmaster)
        try:
            alive = sum(cpu_s(pid) for pid in _children(postmaster))
        except GONE:
            continue
        # A backend that ends in between would be missing from both.
        if _ended_s(postmaster) == before:
            return before + alive


def spent_s() -> float:
    """Processor time so far of this process and of the measured cluster."""
    return process_time() + postgres_cpu_s(database.cluster().data)


def _ended_s(postmaster: int) -> float:
    return sum(int(field) for field in _stat(postmaster)[11:15]) * TICK_S


def _children(parent: int) -> Iterator[int]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if int(_stat(int(folder.name))[1]) == parent:
                    yield int(folder.name)
            except GONE:
                continue


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server that is running: its process and one connection to it."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, headers: Mapping[str, str]) -> None:
        self.pid = process.pid
        self._connection = HTTPConnection("127.0.0.1", port, timeout=600)
        self._headers = {"Accept-Encoding": "gzip", **headers}

    def get(self, path: str) -> bytes:
        """The body of an answer. Raises AssertionError where it is none of success."""
        try:
            answer = self._ask(path)
        except RemoteDisconnected:  # A server ends a connection that lay idle while the other one was measured.
            self._connection.close()
            answer = self._ask(path)
        body = answer.read()
        if answer.status not in (200, 204):
            raise AssertionError(f"{path}: {answer.status} {body[:300]!r}")
        return body

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _ask(self, path: str) -> HTTPResponse:
        self._connection.request("GET", path, headers=self._headers)
        return self._connection.getresponse()


@contextmanager
def serving(
    command: Sequence[str], port: int, *, environment: Mapping[str, str] | None = None, headers: Mapping[str, str] = {}
) -> Iterator[Server]:
    """Run a server until leaving."""
    process = subprocess.Popen(command, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait(process, port)
        server = Server(process, port, headers)
        with closing(server):
            yield server
    finally:
        process.terminate()
        process.wait(30)


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = monotonic() + START_S
    while monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        sleep(0.2)
    raise RuntimeError(f"nobody listens on port {port}")
