"""Start and stop the private PostgreSQL: unix socket only, peer with a map, no trust, no TCP."""

import os
import re
import shutil
import time
from pathlib import Path

import psycopg

from services.cluster.conf import write_conf
from services.cluster.layout import Layout, layout, refuse_unreachable
from services.cluster.process import alone, own_folder, run_as_service, succeeds
from services.cluster.roles import Urls, connect, prepare, prepare_given, urls
from services.errors import Invalid
from services.settings import Settings

# After kill -9 of the server its last processes took up to 6 s to go, seven tries.
START_SECONDS = 20.0
# Below this a new cluster has no room to work in; doctor asks the same of one that runs.
LEAST_FREE_MB = 1000
LARGEST_LOG = 20_000_000
LEFT_BEHIND = re.compile(r"still in use|lock file .* already exists|Is another postmaster")


def initialise(place: Layout, *, durable: bool) -> None:
    """Make a new cluster whose one superuser is the service user; a half-made one is never left behind.

    Raises Invalid where there is too little room for one.
    """
    free_mb = shutil.disk_usage(place.data.parent).free // 1_000_000
    if free_mb < LEAST_FREE_MB:
        raise Invalid("cluster.no_room", folder=place.data.parent, free=free_mb, needed=LEAST_FREE_MB)
    half_made = place.data.with_name("data.half-made")
    shutil.rmtree(half_made, ignore_errors=True)
    run_as_service(
        place,
        *("initdb", "--pgdata", half_made, "--username", place.user, "--auth", "peer"),
        *("--encoding", "UTF8", "--locale", "C.UTF-8", "--data-checksums"),
        *([] if durable else ["--no-sync"]),
    )
    half_made.rename(place.data)


def is_running(place: Layout) -> bool:
    """Whether the server lets us in; a process number left by a crash proves nothing."""
    try:
        connect(place, "postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def start_server(place: Layout) -> None:
    """Start the server; after a crash the first tries fail until its last processes have gone.

    Raises Invalid with the end of the log where it does not start.
    """
    own_folder(place.sockets, place)
    _set_log_aside(place.log)
    deadline = time.monotonic() + START_SECONDS
    options = f"-k {place.sockets}"
    command = ("--pgdata", place.data, "--log", place.log, "--wait", "--timeout", "20", "--options", options)
    while not succeeds(place, "pg_ctl", "start", *command):
        if is_running(place):
            return
        said = last_lines(place.log)
        if time.monotonic() > deadline or not LEFT_BEHIND.search(said):
            raise Invalid("cluster.not_started", folder=place.data, log=said)
        time.sleep(0.3)


def _set_log_aside(log: Path) -> None:
    if log.is_file() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".log.old"))


def last_lines(log: Path, count: int = 4) -> str:
    """The end of a log, on one line."""
    if not log.is_file():
        return "-"
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 4000))
        lines = file.read().decode(errors="replace").splitlines()[-count:]
    return re.sub(r"\s+", " ", " / ".join(lines))


def start(settings: Settings, *, durable: bool = True) -> Urls:
    """The instance's database, started and prepared; DATABASE_URL wins over the private cluster.

    `durable` is false in tests alone.
    Raises Invalid with what is missing or what went wrong.
    """
    if settings.database_url:
        return prepare_given(settings.database_url)
    place = layout(settings.home)
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise Invalid("cluster.home_unusable", folder=settings.home, output=refused.strerror) from refused
    refuse_unreachable(place)
    own_folder(place.data.parent, place)
    with alone(place):
        if not place.made:
            initialise(place, durable=durable)
        if not is_running(place):
            write_conf(place, durable=durable)
            start_server(place)
        prepare(place)
    return urls(place)


def stop(settings: Settings) -> bool:
    """Stop the private cluster; False where it did not run, or is not ours to stop."""
    if settings.database_url:
        return False
    place = layout(settings.home)
    # The socket is asked for too: after a reboot another process may carry the number of the server.
    has_socket = (place.sockets / ".s.PGSQL.5432").exists()
    if not place.made or not has_socket or not succeeds(place, "pg_ctl", "status", "--pgdata", place.data):
        return False
    with alone(place):
        run_as_service(place, "pg_ctl", "stop", "--pgdata", place.data, "--mode", "fast", "--wait")
    return True


def status(settings: Settings) -> bool:
    """Whether the database can be used now: the private one, or the one that is given."""
    if settings.database_url:
        prepare_given(settings.database_url)
        return True
    place = layout(settings.home)
    return place.made and is_running(place)


def server_pid(place: Layout) -> int:
    """The process number of the running server."""
    return int((place.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])


def remove(place: Layout) -> None:
    """Remove a cluster that is stopped and of no more use, its sockets too."""
    shutil.rmtree(place.data.parent)
    shutil.rmtree(place.sockets, ignore_errors=True)
    os.sync()
