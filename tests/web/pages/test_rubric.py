"""The pages of the measures: handed in, read, approved, thrown away; drafts for the office alone."""

import html
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.cluster.roles import Urls
from services.database import owner_engine
from tests.services.assessment.rubric.small import SMALL
from tests.web.conftest import Browser


@pytest.fixture(autouse=True)
def no_rubrics(web_urls: Urls) -> Iterator[None]:
    """Nothing of it is left behind: what is approved only goes where the trigger is told to look away."""
    yield
    engine = owner_engine(web_urls.owner)
    with Session(engine) as session, session.begin():
        session.execute(text("ALTER TABLE rubric_version DISABLE TRIGGER kept"))
        session.execute(text("DELETE FROM rubric_version"))
        session.execute(text("ALTER TABLE rubric_version ENABLE TRIGGER kept"))
    engine.dispose()


def form_of(client: TestClient) -> str:
    found = re.search(r'name="form" value="(\w+)"', client.get("/rubric?lang=en").text)
    assert found is not None
    return found[1]


def hand_in(client: TestClient, text: str = SMALL, path: str = "/rubric?lang=en") -> tuple[int, str, str]:
    """The status, where it leads, and what the page says."""
    answer = client.post(path, data={"form": form_of(client)}, files={"file": ("m.yaml", text.encode())})
    return answer.status_code, answer.headers.get("location", ""), html.unescape(answer.text)


def test_a_file_becomes_a_draft_that_only_the_office_reads(browser: Browser) -> None:
    office = browser("office")
    status, page, _ = hand_in(office)
    assert status == 303
    shown = html.unescape(office.get(f"{page}?lang=en").text)
    for said in ("Trial measures", "rubbish: 0.1 off for each", "closed on time: the share × 40", "a cycle can open",
                 "Work: 2 items add up to 100"):  # fmt: skip
        assert said in shown
    assert browser("inspector").get(page).status_code == 404
    assert "There are no assessment measures yet." in browser("grid_leader").get("/rubric?lang=en").text


def test_faults_are_said_one_by_one_and_nothing_is_kept(browser: Browser) -> None:
    office = browser("office")
    status, _, said = hand_in(office, SMALL.replace("each: 0.1", "eahc: 0.1").replace("way: work", "way: walk"))
    assert status == 422
    assert "The file has 3 faults" in said
    assert "line 16: there is no field eahc here; perhaps each is meant" in said
    assert said.count("<li>components[0]") == 3
    assert "There are no assessment measures yet." in office.get("/rubric?lang=en").text


def test_a_form_without_a_file_or_from_elsewhere_is_refused(browser: Browser) -> None:
    office = browser("office")
    assert office.post("/rubric", files={"other": (None, "x")}, data={"form": form_of(office)}).status_code == 422
    assert office.post("/rubric", data={"form": "x"}, files={"file": ("m.yaml", SMALL)}).status_code == 403


def test_once_approved_everybody_who_is_assessed_reads_it_and_the_forum_does_not(browser: Browser) -> None:
    office = browser("office")
    _, page, _ = hand_in(office)
    given = {"form": form_of(office), "decision": "领导小组第 3 号", "valid_from": "2030-01-01"}
    assert office.post(f"{page}/approve", data=given).headers["location"] == page
    for role in ("inspector", "community", "area_leader", "grid_leader"):
        read = html.unescape(browser(role).get(f"{page}?lang=zh").text)
        assert "领导小组第 3 号" in read
        assert "2030-01-01" in read
        assert 'action="/rubric' not in read
    assert browser("forum").get(page).status_code == 403
    again = office.post(f"{page}/approve?lang=en", data=given)
    assert (again.status_code, "is approved and does not change" in again.text) == (409, True)


@pytest.mark.parametrize(
    ("given", "said"),
    [({"decision": " ", "valid_from": "2030-01-01"}, "Say who decided it"),
     ({"decision": "第 3 号", "valid_from": "2020-01-01"}, "from today on or later")],
)  # fmt: skip
def test_an_approval_that_is_not_complete_is_said_on_the_page(
    browser: Browser, given: dict[str, str], said: str
) -> None:
    office = browser("office")
    _, page, _ = hand_in(office)
    answer = office.post(f"{page}/approve?lang=en", data={"form": form_of(office), **given})
    assert (answer.status_code, said in answer.text) == (422, True)


def test_the_file_comes_back_as_it_was_handed_in(browser: Browser) -> None:
    office = browser("office")
    _, page, _ = hand_in(office)
    answer = office.get(f"{page}/file")
    assert answer.text == SMALL
    assert answer.headers["content-disposition"] == 'attachment; filename="small-1.yaml"'


def test_the_next_version_says_what_changed(browser: Browser) -> None:
    office = browser("office")
    hand_in(office)
    _, page, _ = hand_in(office, SMALL.replace("each: 0.1", "each: 0.2"))
    shown = html.unescape(office.get(f"{page}?lang=en").text)
    assert "Changed since version 1" in shown
    assert "Streets, new rule: rubbish: 0.2 off for each" in shown


def test_a_draft_is_thrown_away(browser: Browser) -> None:
    office = browser("office")
    _, page, _ = hand_in(office)
    assert office.post(f"{page}/discard", data={"form": form_of(office)}).headers["location"] == "/rubric"
    assert office.get(page).status_code == 404


def test_one_begins_with_the_published_measures_and_sees_what_they_leave_open(browser: Browser) -> None:
    office = browser("office")
    begun = office.post("/rubric/measures", data={"form": form_of(office)})
    shown = html.unescape(office.get(f"{begun.headers['location']}?lang=en").text)
    assert "58 questions are to be decided before a cycle can open" in shown
    assert shown.count(">people only<") == 4
    assert shown.count(">placeholder<") == 2


def test_a_number_that_no_version_can_have_is_none_of_them(browser: Browser) -> None:
    office = browser("office")
    for number in (0, 2**31, 10**30):
        assert office.get(f"/rubric/{number}").status_code == 400
        assert office.get(f"/rubric/{number}/file").status_code == 400
