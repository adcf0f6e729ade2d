"""A throwaway PostgreSQL for the tests: the product's own private cluster in a folder that goes away."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from migrations import run
from services.cluster import server
from services.cluster.layout import Layout, layout
from services.settings import Settings


@cache
def cluster() -> Layout:
    """The running cluster of this test process, its database migrated to head; ended with the process."""
    home = Path(tempfile.mkdtemp(prefix="xunge-test-"))
    home.chmod(0o755)
    settings = Settings(home=home)
    urls = server.start(settings, durable=False)

    def end() -> None:
        server.stop(settings)
        server.remove(layout(home))
        shutil.rmtree(home)

    atexit.register(end)
    run.upgrade(urls.owner)
    return layout(home)


def clone(name: str) -> server.Urls:
    """A fresh database with the schema and no rows; drop it with `drop`."""
    place = cluster()
    with server.connect(place, "postgres") as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE {server.DATABASE} OWNER {server.OWNER_ROLE}')
    return server.urls(place, name)


def drop(name: str) -> None:
    """Drop a database that `clone` made."""
    with server.connect(cluster(), "postgres") as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
