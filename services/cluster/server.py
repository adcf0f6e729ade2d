"""Start and stop the private PostgreSQL: unix socket only, peer with a map, no trust, no TCP."""

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from services.cluster.layout import Layout, last_lines, layout, own_user
from services.database import APP_ROLE
from services.errors import Invalid
from services.settings import Settings

OWNER_ROLE = "xunge_owner"
DATABASE = "xunge"
START_SECONDS = 30.0
TUNING = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0777",
    "shared_buffers": "'256MB'",
    "work_mem": "'32MB'",
    "maintenance_work_mem": "'256MB'",
    "jit": "off",
    "max_parallel_workers_per_gather": "1",
    "log_timezone": "'UTC'",
    "timezone": "'UTC'",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Urls:
    """The two ways in: as the tables' owner, and as the app, which row-level security binds."""

    owner: URL
    app: URL


def run_as(place: Layout, command: Sequence[str | Path]) -> None:
    """Run a program of PostgreSQL as the service user.

    Raises Invalid with what the program said where it fails.
    """
    other = {"user": place.user, "group": place.user, "extra_groups": []} if place.as_other else {}
    done = subprocess.run(  # noqa: S603
        [str(part) for part in command],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **other,  # type: ignore[call-overload]
    )
    if done.returncode != 0:
        raise Invalid("cluster.command_failed", command=Path(command[0]).name, output=done.stdout.strip())


def own_folder(folder: Path, place: Layout, mode: int) -> None:
    """Make a folder that belongs to the service user."""
    folder.mkdir(parents=True, exist_ok=True)
    if place.as_other:
        shutil.chown(folder, place.user, place.user)
    folder.chmod(mode)


def initialise(place: Layout, *, durable: bool) -> None:
    """Make a new cluster whose one superuser is the service user; the product gets two lesser roles."""
    own_folder(place.data.parent, place, 0o755)
    run_as(
        place,
        [
            place.binaries / "initdb",
            *("--pgdata", place.data, "--username", place.user, "--encoding", "UTF8"),
            *("--locale", "C.UTF-8", "--auth", "peer", "--data-checksums"),
            *([] if durable else ["--no-sync"]),
        ],
    )
    tuning = TUNING | ({} if durable else NOT_DURABLE)
    lines = [f"{name} = {value}" for name, value in tuning.items()]
    (place.data / "postgresql.auto.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (place.data / "pg_hba.conf").write_text("local all all peer map=own\n", encoding="utf-8")
    users = {own_user(): (OWNER_ROLE, APP_ROLE), place.user: (place.user,)}
    if place.as_other:
        users[own_user()] += (place.user,)
    else:
        users[place.user] = (place.user, OWNER_ROLE, APP_ROLE)
    mapped = [f"own {user} {role}" for user, roles in users.items() for role in roles]
    (place.data / "pg_ident.conf").write_text("\n".join(mapped) + "\n", encoding="utf-8")


def is_running(place: Layout) -> bool:
    """Whether the server lets us in; a process number left by a crash proves nothing."""
    try:
        connect(place, "postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def start_server(place: Layout) -> None:
    """Start the server; after a crash the first tries fail until its last processes have gone.

    Raises Invalid with the end of the log where it does not start in time.
    """
    own_folder(place.sockets, place, 0o755)
    deadline = time.monotonic() + START_SECONDS
    command: list[str | Path] = [
        place.binaries / "pg_ctl",
        *("--pgdata", place.data, "--log", place.log, "--wait", "--timeout", "20"),
        *("--options", f"-k {place.sockets}", "start"),
    ]
    while True:
        try:
            return run_as(place, command)
        except Invalid as refused:
            if is_running(place):
                return None
            if time.monotonic() > deadline:
                raise Invalid("cluster.not_started", folder=place.data, log=last_lines(place.log)) from refused
            time.sleep(0.3)


def connect(place: Layout, database: str) -> psycopg.Connection[tuple[object, ...]]:
    """Sign in as the cluster's superuser, to prepare roles and databases."""
    return psycopg.connect(host=str(place.sockets), user=place.user, dbname=database, autocommit=True)


def prepare(place: Layout) -> None:
    """Make what is missing of the two roles, the database and the extension."""
    with connect(place, "postgres") as connection:
        present = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for role in {OWNER_ROLE, APP_ROLE} - present:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        databases = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
        if DATABASE not in databases:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER_ROLE))
            )
    with connect(place, DATABASE) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")


def urls(place: Layout, database: str = DATABASE) -> Urls:
    """The URLs of a database of the private cluster."""

    def of(role: str) -> URL:
        return URL.create("postgresql+psycopg", username=role, database=database, query={"host": str(place.sockets)})

    return Urls(of(OWNER_ROLE), of(APP_ROLE))


def given_urls(database_url: str) -> Urls:
    """The URLs where the operator brings a PostgreSQL: one login, the app role is taken on connecting.

    The role, and PostGIS where the login may create it, are made if they are missing.
    """
    url = make_url(database_url).set(drivername="postgresql+psycopg")
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP_ROLE]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN NOINHERIT").format(sql.Identifier(APP_ROLE)))
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(APP_ROLE)))
    return Urls(url, url)


def start(settings: Settings, *, durable: bool = True) -> Urls:
    """The instance's database, started and prepared; DATABASE_URL wins over the private cluster."""
    if settings.database_url:
        return given_urls(settings.database_url)
    place = layout(settings.home)
    if not (place.data / "PG_VERSION").is_file():
        initialise(place, durable=durable)
    if not is_running(place):
        start_server(place)
    prepare(place)
    return urls(place)


def stop(settings: Settings) -> bool:
    """Stop the private cluster; False where it did not run, or is not ours to stop."""
    if settings.database_url:
        return False
    place = layout(settings.home)
    if not (place.data / "PG_VERSION").is_file() or not is_running(place):
        return False
    run_as(place, [place.binaries / "pg_ctl", "--pgdata", place.data, "--mode", "fast", "--wait", "stop"])
    return True


def status(settings: Settings) -> bool:
    """Whether the private cluster runs."""
    place = layout(settings.home)
    return (place.data / "PG_VERSION").is_file() and is_running(place)


def server_pid(place: Layout) -> int:
    """The process number of the running server."""
    return int((place.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])


def remove(place: Layout) -> None:
    """Remove a cluster that is stopped and of no more use, its sockets too."""
    shutil.rmtree(place.data.parent)
    if place.sockets.exists():
        shutil.rmtree(place.sockets)
    os.sync()
