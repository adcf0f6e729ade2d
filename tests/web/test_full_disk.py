"""A full disk is told on the page and to programs, as what it is."""

from collections.abc import Iterator

import psycopg
import pytest
from starlette.testclient import TestClient

from services.cluster.roles import Urls
from tests.web.conftest import PASSWORD

# Stands in for the disk: the server answers the next sign-in as it does when a file can't grow.
BREAK = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
CREATE TRIGGER no_room BEFORE INSERT ON sign_in EXECUTE FUNCTION no_room();
"""
MEND = "DROP TRIGGER no_room ON sign_in; DROP FUNCTION no_room();"


@pytest.fixture
def full_disk(web_urls: Urls) -> Iterator[None]:
    """A database that can write no more sign-ins."""
    address = web_urls.owner.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(BREAK)
        yield
        connection.execute(MEND)


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_is_told_and_the_page_lives_on(web_app: object) -> None:
    client = TestClient(web_app, follow_redirects=False, raise_server_exceptions=False)  # type: ignore[arg-type]
    answer = client.post("/sign-in", data={"login": "office", "password": PASSWORD})
    assert answer.status_code == 507
    assert "磁盘空间已满" in answer.text
    assert client.get("/sign-in").status_code == 200
