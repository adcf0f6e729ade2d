"""The database of this instance while a command needs it."""

from collections.abc import Iterator
from contextlib import contextmanager

from migrations import run as migrations
from seeds import ground
from services.cluster import server
from services.cluster.roles import Urls
from services.settings import Settings
from web.cli.console import in_words, screen


@contextmanager
def running(chosen: Settings) -> Iterator[Urls]:
    """The database, started and its tables brought to the newest form; stopped again if it was started here."""
    ran_before = server.status(chosen)
    with screen.status(in_words("Starting the database")):
        urls = server.start(chosen)
    try:
        with screen.status(in_words("Bringing the tables to the newest form")):
            migrations.upgrade(urls.owner)
            ground.lay(urls.owner)
        yield urls
    finally:
        if not ran_before:
            server.stop(chosen)
