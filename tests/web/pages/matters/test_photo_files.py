"""What a removed photo leaves on the disk: nothing once that is committed, all of it where the commit fails."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, delete, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.cluster.roles import Urls
from services.database import owner_engine
from services.matters.photos.files import folder
from services.matters.photos.tables import MatterPhoto
from tests.services.matters.photos.pictures import picture
from tests.web.conftest import Browser

# The database refuses at the commit, after every statement went well.
REFUSING = """
CREATE FUNCTION refuse_at_commit() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'not at this moment'; END $$;
CREATE CONSTRAINT TRIGGER refuse_at_commit AFTER DELETE ON matter_photo DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION refuse_at_commit();
"""


@pytest.fixture
def owner(web_urls: Urls) -> Iterator[Engine]:
    """The database as its owner sees it; afterwards it refuses nothing and holds no photo."""
    engine = owner_engine(web_urls.owner)
    yield engine
    with Session(engine) as session, session.begin():
        session.execute(text("DROP FUNCTION IF EXISTS refuse_at_commit CASCADE"))
        session.execute(delete(MatterPhoto))
    engine.dispose()


@pytest.fixture
def office(browser: Browser) -> TestClient:
    """The office's browser."""
    return browser("office")


def files(app: FastAPI) -> set[Path]:
    """The photos on the disk."""
    return {path for path in folder(app.state.xunge.settings).rglob("*") if path.is_file()}


def hang(office: TestClient) -> tuple[str, dict[str, str]]:
    """Hang a photo on a matter: its address, and the form that takes it down."""
    page = office.get("/matters/M0").text
    form = re.search(r'name="form" value="(\w+)"', page)
    assert form is not None
    given = {"form": form[1], "ref": "M0"}
    assert office.post("/photos", data=given, files={"photo": ("p.jpg", picture(), "image/jpeg")}).status_code == 303
    photo = re.search(r'src="(/photos/[-\w]+)/small\.jpg"', office.get("/matters/M0").text)
    assert photo is not None
    return photo[1], {"form": form[1]}


def test_a_photo_that_was_taken_down_is_off_the_disk(web_app: FastAPI, owner: Engine, office: TestClient) -> None:
    before = files(web_app)
    photo, form = hang(office)
    assert len(files(web_app) - before) == 2
    assert office.post(f"{photo}/remove", data=form).status_code == 303
    assert files(web_app) == before


def test_a_photo_stays_on_the_disk_where_its_removal_is_not_committed(
    web_app: FastAPI, owner: Engine, office: TestClient
) -> None:
    photo, form = hang(office)
    hung = files(web_app)
    with owner.begin() as connection:
        connection.execute(text(REFUSING))
    with pytest.raises(ProgrammingError, match="not at this moment"):
        office.post(f"{photo}/remove", data=form)
    assert files(web_app) == hung
    assert office.get(f"{photo}/large.jpg").status_code == 200
