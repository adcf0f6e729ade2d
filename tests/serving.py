"""The app on a port of its own, for tests that drive a browser."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI


@contextmanager
def on_a_port(app: FastAPI) -> Iterator[str]:
    """Where an app is served until leaving."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        # Whoever asks before the server has started waits in the socket's queue and isn't turned away.
        listening.listen()
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()
