"""The check of a container learns whether this instance can serve, and nothing else."""

from pathlib import Path

from starlette.testclient import TestClient

from services.database import app_engine
from services.settings import Settings
from tests.web.conftest import Browser
from web.app import create_app


def test_it_is_ok_while_the_database_answers(browser: Browser) -> None:
    answer = browser(None).get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")
    assert answer.headers["cache-control"] == "private, no-store"


def test_it_is_not_ok_without_a_database_and_says_no_more(tmp_path: Path) -> None:
    engine = app_engine("postgresql+psycopg://me:secret@127.0.0.1:1/nothing")
    answer = TestClient(create_app(Settings(home=tmp_path), engine)).get("/healthz")
    assert (answer.status_code, answer.text) == (503, "not ok")
    engine.dispose()
