"""The pages of publication: its next step for the office, the posted table for all, and nothing before its time."""

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.access.people import NewPerson, add_person
from services.database import app_engine, owner_engine
from services.settings import Settings
from tests import database
from tests.services.assessment import place as assessed
from tests.services.assessment.publication.test_publish import MARKS, Office
from tests.services.matters import place
from tests.web.conftest import PASSWORD
from web.app import create_app

HERE = "/assessment/2026-Q4/publication"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The town with its fourth quarter published, and its year reckoned alone."""
    folder = tmp_path_factory.mktemp("published")
    with database.cloned("published") as urls:
        owner = owner_engine(urls.owner)
        with Session(owner) as session, session.begin():
            place.settle(session, folder)
            add_person(session, NewPerson("forum", "forum", "forum", ("999901001001",)), PASSWORD)
            year = assessed.settle(place.Town(session))
            for number, points in MARKS.items():
                year.mark(number, "attitude", points)
            year.run("2026")
            Office(year).publish()
        owner.dispose()
        engine = app_engine(urls.app)
        yield create_app(Settings(home=folder), engine)
        engine.dispose()


def signed_in(app: FastAPI, login: str) -> TestClient:
    """Somebody's browser, in English."""
    client = TestClient(app, follow_redirects=False)
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD}).status_code == 303
    client.get("/sign-in?lang=en")
    return client


def ranks(page: str) -> list[tuple[str, str]]:
    """Rank and score of each row."""
    return re.findall(r'<tr><td class="n">(\d+)</td><th scope="row">.*?</th><td class="n">([\d.]+)</td>', page)


@pytest.mark.parametrize("login", ["office", "grid_leader", "forum"])
def test_the_posted_table_is_the_same_for_all(app: FastAPI, login: str) -> None:
    page = signed_in(app, login).get(HERE).text
    found = ranks(page)
    assert [rank for rank, _ in found] == sorted(rank for rank, _ in found)
    assert len(found) == 4
    assert "SHA-256" in page


def test_the_forum_is_told_of_grids_alone(app: FastAPI) -> None:
    forum = signed_in(app, "forum")
    assert ranks(forum.get(f"{HERE}?kind=community").text) == ranks(forum.get(HERE).text)
    assert ranks(signed_in(app, "office").get(f"{HERE}?kind=community").text) != ranks(forum.get(HERE).text)


def test_the_office_has_it_computed_again(app: FastAPI) -> None:
    office = signed_in(app, "office")
    assert "computed again just now: the same bytes" in office.get(f"{HERE}?again=true").text
    assert "computed again" not in signed_in(app, "grid_leader").get(f"{HERE}?again=true").text


def test_who_sees_one_grid_is_told_its_published_place(app: FastAPI) -> None:
    posted = ranks(signed_in(app, "office").get(HERE).text)
    page = signed_in(app, "grid_leader").get("/assessment?cycle=2026-Q4").text
    mine = re.findall(r'<tbody><tr><td class="n">(\S+)</td>.*?<td class="n">([\d.]+)</td>', page)
    assert mine[0] in posted


def test_what_is_not_published_is_not_there_for_others(app: FastAPI) -> None:
    assert signed_in(app, "grid_leader").get("/assessment/2026/publication").status_code == 404
    assert "Nothing is announced yet" in signed_in(app, "office").get("/assessment/2026/publication").text


def test_what_is_published_is_listed(app: FastAPI) -> None:
    listed = signed_in(app, "forum").get("/assessment/published").text
    assert re.findall(r'href="/assessment/([^"/]+)/publication"', listed) == ["2026-Q4"]


def test_a_step_that_is_refused_says_why_and_keeps_what_was_typed(app: FastAPI) -> None:
    office = signed_in(app, "office")
    form = re.search(r'name="form" value="([^"]+)"', office.get(HERE).text)
    assert form is not None
    typed = {"form": form[1], "act": "announced", "until": "2020-01-01", "note": "a late finding"}
    answer = office.post(HERE, data=typed)
    assert answer.status_code >= 400
    assert 'role="alert"' in answer.text
    assert 'value="a late finding"' in answer.text


def test_a_day_that_is_none_is_asked_for_anew(app: FastAPI) -> None:
    office = signed_in(app, "office")
    form = re.search(r'name="form" value="([^"]+)"', office.get(HERE).text)
    assert form is not None
    answer = office.post(HERE, data={"form": form[1], "act": "announced", "until": "soon", "note": "a late finding"})
    assert answer.status_code >= 400
    assert "“soon” is no day" in answer.text


def test_the_forum_begins_where_scores_are_published(app: FastAPI) -> None:
    client = TestClient(app, follow_redirects=False)
    answer = client.post("/sign-in", data={"login": "forum", "password": PASSWORD})
    assert answer.headers["location"] == "/assessment/published"


def test_others_take_no_step(app: FastAPI) -> None:
    leader = signed_in(app, "grid_leader")
    assert leader.post(HERE, data={"act": "published", "form": "x"}).status_code == 403
