"""The pages of assessments: the table beside the map, an object step by step, and what is whose."""

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.access.people import NewPerson, add_person
from services.database import app_engine, owner_engine
from services.settings import Settings
from tests import database, town
from tests.services.assessment import place as assessed
from tests.services.matters import place
from tests.web.conftest import PASSWORD
from web.app import create_app

FIRST = f"/assessment/2026-Q4/grid/{town.GRIDS[0]}"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The town with its fourth quarter reckoned."""
    folder = tmp_path_factory.mktemp("assessed")
    with database.cloned("assessed") as urls:
        owner = owner_engine(urls.owner)
        with Session(owner) as session, session.begin():
            place.settle(session, folder)
            add_person(session, NewPerson("forum", "forum", "forum", ("999901001001",)), PASSWORD)
            year = assessed.settle(place.Town(session))
            year.mark(1, "attitude", "16")
            year.run()
        owner.dispose()
        engine = app_engine(urls.app)
        yield create_app(Settings(home=folder), engine)
        engine.dispose()


def get(app: FastAPI, login: str, address: str, status: int = 200) -> str:
    """A page as somebody sees it, in English."""
    client = TestClient(app, follow_redirects=False)
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD}).status_code == 303
    client.get("/sign-in?lang=en")
    answer = client.get(address)
    assert answer.status_code == status
    return answer.text


def test_the_table_stands_beside_the_map_with_places_and_reasons(app: FastAPI) -> None:
    page = get(app, "office", "/assessment?cycle=2026-Q4")
    rows = re.findall(
        r'<tr><td class="n">(\S+)</td><th scope="row"><a href="([^"]+)".*?<td class="n">([\d.]+)</td>', page
    )
    assert [(rank, points) for rank, _, points in rows] == [
        ("1", "80.00"),
        ("2", "65.00"),
        ("3", "51.25"),
        ("4", "50.00"),
    ]
    assert page.count('class="patch c') == 4
    assert "kind=community" in page


def test_an_object_is_told_step_by_step_and_a_line_opens_its_evidence(app: FastAPI) -> None:
    page = get(app, "office", FIRST)
    assert "late: 1 × 3 = 3 off" in page
    assert "3 left out: an earlier item has deducted for them" in page
    line = re.search(r'href="(/assessment/[^"]+\?line=\d+)#evidence">1 on the map', page)
    assert line is not None
    shown = get(app, "office", line[1])
    assert 'id="evidence"' in shown
    assert shown.count("mark-pin") == 1
    assert re.search(r'<a href="/matters/[^"]+">', shown)


def test_in_chinese_the_arithmetic_is_chinese(app: FastAPI) -> None:
    client = TestClient(app, follow_redirects=False)
    client.post("/sign-in", data={"login": "office", "password": PASSWORD})
    client.get("/sign-in?lang=zh")
    assert "逾期：1 起 × 3 分 = 扣 3 分" in client.get(FIRST).text


def test_a_leader_sees_the_own_score_without_a_place_and_nobody_elses(app: FastAPI) -> None:
    page = get(app, "grid_leader", "/assessment?cycle=2026-Q4")
    assert "65.00" in page
    assert "80.00" not in page
    assert '<tr><td class="n">–</td>' in page
    get(app, "grid_leader", FIRST)
    get(app, "grid_leader", f"/assessment/2026-Q4/grid/{town.GRIDS[1]}", 404)
    get(app, "forum", "/assessment", 403)


def test_a_period_without_an_assessment_is_said(app: FastAPI) -> None:
    get(app, "office", "/assessment?cycle=2031", 404)
    assert "Nothing has been reckoned yet" in get(app, "office", "/assessment?cycle=2026-Q1")
