"""`xunge serve`: the web face, over the private database or the one that is given."""

import socket
import sys

import uvicorn
from sqlalchemy.orm import Session

from migrations import run as migrations
from services.access.people import nobody_yet
from services.cluster import server
from services.database import app_engine
from services.settings import Settings
from web.app import create_app
from web.cli.console import MISSING, say, settings


def refuse_taken_port(chosen: Settings) -> None:
    """End with a sentence where somebody listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((chosen.host, chosen.port))
        except OSError:
            say("Port %(port)d is taken. Choose another: xunge serve --port %(other)d",
                port=chosen.port, other=chosen.port + 1)  # fmt: skip
            sys.exit(MISSING)


def serve(port: int | None = None) -> None:
    """Serve the pages until interrupted; a database that was started for it is stopped again."""
    chosen = settings() if port is None else settings().model_copy(update={"port": port})
    refuse_taken_port(chosen)
    ran_before = server.status(chosen) if not chosen.database_url else True
    urls = server.start(chosen)
    migrations.upgrade(urls.owner)
    engine = app_engine(urls.app)
    app = create_app(chosen, engine)
    with Session(engine) as session:
        if nobody_yet(session):
            say("Nobody can sign in yet. Open the page and make the first account with the set-up word: %(word)s",
                word=app.state.xunge.set_up_word)  # fmt: skip
    say("Serving http://%(host)s:%(port)d — end with Ctrl+C.", host=chosen.host, port=chosen.port)
    try:
        uvicorn.run(app, host=chosen.host, port=chosen.port, log_level="warning", server_header=False)
    finally:
        engine.dispose()
        if not ran_before:
            server.stop(chosen)
