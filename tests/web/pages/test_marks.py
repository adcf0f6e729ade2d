"""The forms of marks: what is left to mark, saved whole, refused at the field with all that was typed, taken back."""

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.database import app_engine, owner_engine
from services.settings import Settings
from tests import database, town
from tests.services.assessment import place as assessed
from tests.services.matters import place
from tests.web.conftest import PASSWORD
from web.app import create_app

LIST = "/assessment/2026-Q4/marks"
NAMES = ("attitude", "praise", "accident")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The town with its year open and nothing marked."""
    folder = tmp_path_factory.mktemp("marked")
    with database.cloned("marked") as urls:
        owner = owner_engine(urls.owner)
        with Session(owner) as session, session.begin():
            place.settle(session, folder)
            assessed.settle(place.Town(session))
        owner.dispose()
        engine = app_engine(urls.app)
        yield create_app(Settings(home=folder), engine)
        engine.dispose()


@pytest.fixture
def office(app: FastAPI) -> TestClient:
    """The office's browser, in English."""
    client = TestClient(app, follow_redirects=False)
    assert client.post("/sign-in", data={"login": "office", "password": PASSWORD}).status_code == 303
    client.get("/sign-in?lang=en")
    return client


def form_of(number: int) -> str:
    """The address of a grid's form."""
    return f"{LIST}/grid/{town.GRIDS[number - 1]}"


def token(page: str) -> str:
    """What a form of the page proves itself with."""
    found = re.search(r'name="form" value="([^"]+)"', page)
    assert found
    return found[1]


def send(office: TestClient, number: int, **rows: dict[str, str]) -> tuple[int, str]:
    """Fill a grid's form in and send it: the number of the answer and its page."""
    every = [{"standing": "scored", "points": "", "level": "", "reason": ""} | rows.get(name, {}) for name in NAMES]
    data: dict[str, str | list[str]] = {key: [row[key] for row in every] for key in every[0]}
    data |= {"name": list(NAMES), "form": token(office.get(form_of(number)).text)}
    answer = office.post(form_of(number), data=data)
    return answer.status_code, answer.text


def test_a_saved_form_stands_with_who_gave_it_and_counts(office: TestClient) -> None:
    status, _ = send(
        office, 1, attitude={"points": "16.5", "reason": "greets"}, praise={"level": "city", "reason": "letter"}
    )
    assert status == 303
    page = office.get(form_of(1)).text
    given = re.findall(r"<li><p><strong>(.*?)</strong> (.*?)<small>(.*?) ·", page)
    assert given == [
        ("Attitude", "16.50 · greets", "office of the town"),
        ("praise", "city · letter", "office of the town"),
    ]
    counts = re.findall(r'<th scope="row"><a href="[^"]+">.*?<td class="n">(.*?)</td>', office.get(LIST).text)
    assert counts[0] == "1 of 1"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"points": "21", "reason": "kept as typed"}, "takes points from 0 to 20"),
        ({"points": "a lot", "reason": "kept as typed"}, "is no number of points"),
        ({"points": "NaN", "reason": "kept as typed"}, "is no number of points"),
        ({"points": "", "reason": "kept as typed"}, "takes points from 0 to 20"),
    ],
)
def test_a_refusal_stands_at_its_field_and_nothing_typed_is_lost(
    office: TestClient, row: dict[str, str], said: str
) -> None:
    status, page = send(office, 2, attitude=row, accident={"reason": "a fire"})
    assert status == 422
    assert said in re.sub(r"<[^>]+>", "", page.split('id="points-1-wrong"')[1].split("</span>")[0])
    assert f'value="{row["points"]}" aria-describedby="points-1-hint points-1-wrong"' in page
    assert 'value="kept as typed"' in page
    assert 'value="a fire"' in page
    assert "What stands" not in office.get(form_of(2)).text


def test_points_without_a_reason_are_refused_at_the_reason(office: TestClient) -> None:
    status, page = send(office, 2, attitude={"points": "12"})
    assert status == 422
    assert "a mark has a reason" in page.split('id="reason-1-wrong"')[1]
    assert 'value="12"' in page


def test_refused_and_not_applicable_need_no_points(office: TestClient) -> None:
    status, _ = send(office, 3, attitude={"standing": "refused", "reason": "the door stayed shut"})
    assert status == 303
    assert "Inspection was refused · the door stayed shut" in office.get(form_of(3)).text


def test_a_mark_is_taken_back_with_a_reason_alone(office: TestClient) -> None:
    send(office, 4, attitude={"points": "3", "reason": "wrong grid"})
    page = office.get(form_of(4)).text
    number = re.findall(r'name="mark" value="(\d+)"', page)[0]
    data = {"form": token(page), "kind": "grid", "code": town.GRIDS[3], "mark": number}
    refused = office.post(f"{LIST}/back", data=data | {"why": " "})
    assert refused.status_code == 422
    assert f'id="why-{number}-wrong"' in refused.text
    assert office.post(f"{LIST}/back", data=data | {"why": "it was grid 3"}).status_code == 303
    assert "What stands" not in office.get(form_of(4)).text


def test_a_year_leads_to_its_quarters(office: TestClient) -> None:
    page = office.get("/assessment/2026/marks").text
    assert re.findall(r'href="/assessment/(2026-Q\d)/marks', page) == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert office.get(f"/assessment/2026/marks/grid/{town.GRIDS[0]}").status_code == 404


def test_nobody_but_the_office_marks(app: FastAPI) -> None:
    leader = TestClient(app, follow_redirects=False)
    leader.post("/sign-in", data={"login": "grid_leader", "password": PASSWORD})
    assert leader.get(LIST).status_code == 403
    assert leader.get(form_of(1)).status_code == 403
