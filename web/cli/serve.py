"""`xunge serve`: the web face, over the private database or the one that is given."""

import errno
import os
import signal
import socket
import sys
from types import FrameType

import uvicorn
from sqlalchemy.orm import Session

from services.access.people import nobody_yet
from services.cluster.roles import Urls
from services.database import app_engine
from services.settings import Settings
from web.app import create_app
from web.cli.console import MISSING, refuse, say, settings
from web.cli.instance import running
from web.cli.worker import worker_beside


def with_port(port: int | None) -> Settings:
    """The settings, with the port that the command names."""
    return settings() if port is None else settings().model_copy(update={"port": port})


def refuse_taken_port(chosen: Settings, command: str) -> None:
    """End with a sentence where the address can't be listened on."""
    with socket.socket(socket.AF_INET6 if ":" in chosen.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((chosen.host, chosen.port))
        except OSError as refused:
            if refused.errno == errno.EADDRINUSE:
                refuse("Port %(port)d is taken. Choose another, for example: xunge %(command)s --port %(other)d",
                       "serve.port_taken", MISSING, port=chosen.port, command=command,
                       other=chosen.port + 1)  # fmt: skip
            refuse("The address %(host)s:%(port)d can't be listened on: %(why)s", "serve.address",
                   MISSING, host=chosen.host, port=chosen.port, why=os.strerror(refused.errno or 0))  # fmt: skip


def end(_signal: int, _frame: FrameType | None) -> None:
    """End as after Ctrl+C, so that what was started is stopped."""
    sys.exit(0)


def serve_pages(chosen: Settings, urls: Urls) -> None:
    """Serve the pages until interrupted."""
    engine = app_engine(urls.app)
    app = create_app(chosen, engine)
    with Session(engine) as session:
        if nobody_yet(session):
            say("Nobody can sign in yet. Open the page and make the first account with the set-up word: %(word)s",
                word=app.state.xunge.set_up_word)  # fmt: skip
    # Listening before it is said: who reads the sentence may come at once.
    with worker_beside(chosen), listen(chosen) as listening:
        say("Serving http://%(host)s:%(port)d — end with Ctrl+C.", host=chosen.host, port=chosen.port)
        try:
            config = uvicorn.Config(app, log_level="warning", server_header=False)
            uvicorn.Server(config).run(sockets=[listening])
        finally:
            engine.dispose()


def listen(chosen: Settings) -> socket.socket:
    """A socket on the address of the settings, where visitors queue until the pages are ready."""
    family = socket.AF_INET6 if ":" in chosen.host else socket.AF_INET
    return socket.create_server((chosen.host, chosen.port), family=family, backlog=2048)


def serve(port: int | None = None) -> None:
    """Serve the pages; a database that was started for it is stopped again."""
    chosen = with_port(port)
    refuse_taken_port(chosen, "serve")
    signal.signal(signal.SIGTERM, end)
    with running(chosen) as urls:
        serve_pages(chosen, urls)
