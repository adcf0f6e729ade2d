"""A throwaway PostgreSQL for the tests: the product's own private cluster in a folder that goes away."""

import atexit
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

from psycopg import sql

from migrations import run
from seeds import ground
from services.cluster import server
from services.cluster.conf import OWNER_ROLE
from services.cluster.layout import Layout, layout
from services.cluster.roles import DATABASE, Urls, connect, urls
from services.settings import Settings


def new_home() -> Path:
    """A folder for an instance that a test throws away; PostgreSQL's own user can enter it."""
    home = Path(tempfile.mkdtemp(prefix="xunge-test-"))
    home.chmod(0o755)
    return home


def throw_away(home: Path) -> None:
    """Stop the instance at `home` and remove every trace of it."""
    if layout(home).made:
        server.stop(settings_of(home))
        server.remove(layout(home))
    shutil.rmtree(home, ignore_errors=True)


def settings_of(home: Path) -> Settings:
    """The settings of an instance, whatever the environment says."""
    return Settings(home=home, database_url=None)


@cache
def cluster() -> Layout:
    """The running cluster of this test process, its database migrated to head; ended with the process."""
    home = new_home()
    atexit.register(throw_away, home)
    # A test run that is terminated ends as one that is interrupted: with its exit functions.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    owner = server.start(settings_of(home), durable=False).owner
    run.upgrade(owner)
    ground.lay(owner)
    return layout(home)


@contextmanager
def cloned(prefix: str) -> Iterator[Urls]:
    """A database with the schema and what every instance starts with, dropped on leaving."""
    place, name = cluster(), f"{prefix}_{uuid4().hex[:8]}"
    names = {"name": sql.Identifier(name), "model": sql.Identifier(DATABASE), "owner": sql.Identifier(OWNER_ROLE)}
    with connect(place, "postgres") as connection:
        connection.execute(sql.SQL("CREATE DATABASE {name} TEMPLATE {model} OWNER {owner}").format(**names))
    try:
        yield urls(place, name)
    finally:
        with connect(place, "postgres") as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(names["name"]))
