"""The pages as people read them who are in the database already."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from services.cluster.roles import Urls
from services.database import app_engine
from services.settings import Settings
from tests.web.conftest import PASSWORD
from web.app import create_app

Reader = Callable[[str], TestClient]


@contextmanager
def read_by_login(urls: Urls, home: Path) -> Iterator[Reader]:
    """A client, signed in and reading English, for each login asked for."""
    engine = app_engine(urls.app)
    app = create_app(Settings(home=home, lang="en"), engine)

    def opened(login: str) -> TestClient:
        client = TestClient(app, follow_redirects=False)
        assert client.post("/sign-in", data={"login": login, "password": PASSWORD}).status_code == 303
        return client

    yield opened
    engine.dispose()
