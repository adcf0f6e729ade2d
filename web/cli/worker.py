"""`xunge worker`: does the work that takes longer than a request; `xunge serve` has one beside it."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from services.jobs.worker import serve_jobs
from services.settings import Settings
from web.cli.console import say, settings
from web.cli.instance import running

app = typer.Typer()
# A worker that ends at once, again and again, shall not keep the machine busy.
AGAIN_AFTER_S = 2.0
GRACE_S = 20.0


@app.command()
def worker(
    beside: Annotated[bool, typer.Option("--beside", hidden=True)] = False,
    once: Annotated[bool, typer.Option("--once", help="End when nothing waits any more.")] = False,
) -> None:
    """Do the work that the pages ask for: checks and imports of files. `xunge serve` does it by itself."""
    if beside:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    chosen = settings()
    with running(chosen) as urls:
        if not beside:
            say("Working through the jobs that wait." if once else "Waiting for work — end with Ctrl+C.")
        serve_jobs(chosen, urls.owner, wait=not once)


def _end_with_parent() -> None:
    """End gracefully once the process that holds the other end of standard input is gone."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def worker_beside(chosen: Settings) -> Iterator[None]:
    """A worker in a process of its own: a file too large for the memory ends it and not the pages.

    It is started again where it ends by itself, and ends with this process, however that ends.
    """
    ending = threading.Event()
    child = _start(chosen)

    def look_after() -> None:
        nonlocal child
        while not ending.wait(AGAIN_AFTER_S):
            if child.poll() is not None:
                child = _start(chosen)

    carer = threading.Thread(target=look_after, daemon=True)
    carer.start()
    try:
        yield
    finally:
        ending.set()
        carer.join()
        _stop(child)


def _start(chosen: Settings) -> subprocess.Popen[bytes]:
    environment = os.environ | {"XUNGE_HOME": str(chosen.home), "XUNGE_LANG": chosen.lang}
    command = [sys.executable, "-m", "web.cli.main", "worker", "--beside"]
    # A session of its own, so that Ctrl+C reaches it through its parent and in order.
    return subprocess.Popen(command, stdin=subprocess.PIPE, env=environment, start_new_session=True)  # noqa: S603


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    if child.stdin is not None:
        child.stdin.close()
    try:
        child.wait(GRACE_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
