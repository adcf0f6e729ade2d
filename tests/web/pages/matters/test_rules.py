"""The pages of rules: what the office sets holds and is shown; others read; what can't be used is said."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.cluster.roles import Urls
from services.database import owner_engine
from services.matters.codes.catalogue import load_codes
from services.matters.codes.tables import CodeCrosswalk, CodeGroupMember, MatterCode
from services.matters.deadlines.tables import MatterLimit
from services.matters.tables import Department, Matter
from services.working_time.tables import CalendarDay, WorkingHours
from tests import town
from tests.web.conftest import Browser

RULES = "/matters/rules"


@pytest.fixture(autouse=True)
def owner(web_urls: Urls) -> Iterator[Session]:
    """The town's database; afterwards it has no rules again, and the groups that it had."""
    engine = owner_engine(web_urls.owner)
    with Session(engine) as session:
        members = session.scalars(select(CodeGroupMember)).all()
        rows = [{c.key: getattr(m, c.key) for c in CodeGroupMember.__table__.columns} for m in members]
        session.rollback()
        yield session
        session.rollback()
        for table in (MatterLimit, Department, CalendarDay, WorkingHours, CodeGroupMember):
            session.execute(delete(table))
        session.execute(delete(MatterCode).where(MatterCode.code == "L9999"))
        undecided = {"verified": "names_agree", "decided_by": None, "decided_at": None}
        session.execute(update(CodeCrosswalk).where(CodeCrosswalk.from_code == "0110").values(undecided))
        session.add_all(CodeGroupMember(**row) for row in rows)
        session.commit()
    engine.dispose()


def send(client: TestClient, path: str, files: Any = None, **fields: object) -> Any:
    """Send a form of the pages."""
    token = re.search(r'name="form" value="([^"]+)"', client.get(RULES).text)
    assert token is not None
    return client.post(f"{RULES}{path}?lang=en", data={"form": token[1], **fields}, files=files)


def test_a_limit_for_a_class_is_set_and_the_one_that_it_replaces_is_not_shown(browser: Browser) -> None:
    client = browser("office")
    new = {"stage": "handle", "subject": "class:06", "clock": "working_hours", "from": "2026-01-01"}
    assert send(client, "/limits", amount="6", **new).status_code == 303
    assert send(client, "/limits", amount="4.5", **new).status_code == 303
    page = client.get(f"{RULES}?lang=en").text
    assert "4.5 working hours" in page
    assert "6 working hours" not in page


def test_a_limit_that_begins_later_stands_beside_the_one_that_holds(browser: Browser) -> None:
    client = browser("office")
    for amount, since in (("2", "2026-01-01"), ("1", "2190-01-01")):
        send(client, "/limits", stage="close", subject="", clock="workdays", amount=amount, **{"from": since})
    page = client.get(f"{RULES}?lang=en").text
    assert page.count('<th scope="row">Closing, from the report') == 2
    assert page.count("not yet in force") == 1


def test_a_limit_that_is_none_is_refused_in_words(browser: Browser) -> None:
    answer = send(browser("office"), "/limits", stage="nap", subject="", clock="workdays", amount="2")
    assert answer.status_code == 422
    assert "The limit can&#39;t be used" in answer.text


def test_a_department_is_added_and_taken_out_of_use(browser: Browser) -> None:
    client = browser("office")
    assert send(client, "/departments", code="hw", name="环卫所", active="true").status_code == 303
    assert send(client, "/departments", code="hw", name="环境卫生所").status_code == 303
    page = browser("grid_leader").get(f"{RULES}?lang=en").text
    assert "环境卫生所" in page
    assert "out of use" in page


def test_the_calendar_comes_in_as_a_file_and_replaces_its_year(browser: Browser) -> None:
    client = browser("office")
    for rows in ("2031-10-01,休,国庆节\n2031-10-11,班,调休", "2031-10-01,休,国庆节"):
        file = ("days.csv", f"日期,性质,名称\n{rows}\n".encode(), "text/csv")
        assert send(client, "/calendar", {"file": file}).headers["location"] == f"{RULES}/calendar?year=2031"
    page = client.get(f"{RULES}/calendar?year=2031&lang=en").text
    assert "国庆节" in page
    assert "调休" not in page


def test_a_calendar_that_cannot_be_read_names_its_row(browser: Browser) -> None:
    file = ("days.csv", "日期,性质\n2031-10-01,也许\n".encode(), "text/csv")
    answer = send(browser("office"), "/calendar", {"file": file})
    assert answer.status_code == 422
    assert "row 2" in answer.text


def test_hours_are_set_and_overlapping_ones_refused(browser: Browser) -> None:
    client = browser("office")
    given = {"from": "2026-01-01", "opens": ["09:00", "13:00", ""], "closes": ["12:00", "18:00", ""]}
    assert send(client, "/calendar/hours", **given).status_code == 303
    assert "09:00–12:00, 13:00–18:00" in client.get(f"{RULES}/calendar").text
    assert send(client, "/calendar/hours", **given | {"opens": ["09:00", "11:00", ""]}).status_code == 422
    assert send(client, "/calendar/hours", **given | {"opens": ["nine", "13:00", ""]}).status_code == 422


def test_a_type_of_the_office_is_added_and_offered_no_longer(browser: Browser) -> None:
    client = browser("office")
    added = {"code": "L9999", "name": "共享单车乱停", "class_code": "06"}
    assert send(client, "/types", **added).status_code == 303
    assert send(client, "/types", **added).status_code == 409
    assert send(client, "/types/use", code="L9999", in_use="false", class_code="06").status_code == 303
    assert "no longer offered" in client.get(f"{RULES}/types?lang=en").text


def test_a_group_has_the_types_that_the_office_says(browser: Browser, owner: Session) -> None:
    client = browser("office")
    assert send(client, "/types/group", key="sanitation", codes=["06010", "07001"]).status_code == 303
    assert load_codes(owner).groups["sanitation"] == {"06010", "07001"}
    assert send(client, "/types/group", key="sanitation", codes=["nothing"]).status_code == 404


@pytest.mark.parametrize("path", ["", "/calendar", "/types"])
def test_others_read_and_find_no_form(browser: Browser, path: str) -> None:
    page = browser("inspector").get(f"{RULES}{path}?lang=en")
    assert page.status_code == 200
    assert f'action="{RULES}/limits"' not in page.text
    assert f'action="{RULES}/calendar"' not in page.text


def test_deadlines_are_set_anew_once_the_number_of_matters_was_seen(browser: Browser, owner: Session) -> None:
    client = browser("office")
    new = {"stage": "close", "subject": "", "clock": "calendar_days", "from": "2026-01-01"}
    token = re.search(r'name="form" value="([^"]+)"', client.get(RULES).text)
    assert token is not None
    lon, lat = town.at(50, 50)
    told = {"code": "06010", "lon": lon, "lat": lat, "source": "hotline"}
    made = client.post("/api/matters", data={"form": token[1], **told}).json()["ref"]
    today = owner.scalars(select(func.current_date())).one()
    assert send(client, "/limits", amount="5", **new).status_code == 303
    page = client.get(f"{RULES}/redate?since={today}&lang=en").text
    expected = re.search(r'name="expected" value="(\d+)"', page)
    assert expected is not None
    assert f'<a href="/matters/{made}">' in page
    asked = {"since": str(today), "expected": expected[1]}
    assert send(client, "/redate", **asked, why=" ").status_code == 422
    refused = send(client, "/redate", since=str(today), expected="99", why="limits of the year")
    assert (refused.status_code, "not 99 as was shown" in refused.text) == (409, True)
    assert "limits of the year</textarea>" in refused.text
    answer = send(client, "/redate", **asked, why="limits of the year")
    assert answer.status_code == 303
    assert f"The deadlines of {expected[1]} matters were set anew" in client.get(answer.headers["location"]).text
    life = client.get(f"/matters/{made}?lang=en").text
    assert "Deadline set anew" in life
    assert "Due for closing moved from none to" in life
    owner.execute(delete(Matter).where(Matter.external_ref == made))
    owner.commit()


def test_only_the_office_sets_deadlines_anew(browser: Browser) -> None:
    assert browser("community").get(f"{RULES}/redate").status_code == 403
    assert "/matters/rules/redate" not in browser("community").get(RULES).text


def test_the_office_rejects_and_confirms_a_pair_of_the_older_list(browser: Browser) -> None:
    client = browser("office")
    pair = {"standard": "GB/T 30428.2-2013", "code": "0110"}
    assert "confirmed by the office" not in client.get(f"{RULES}/crosswalk?lang=en").text
    assert send(client, "/crosswalk", **pair, agrees="false").headers["location"] == f"{RULES}/crosswalk#pair-0110"
    assert "rejected, not used" in client.get(f"{RULES}/crosswalk?lang=en").text
    assert send(client, "/crosswalk", **pair, agrees="true").status_code == 303
    assert "confirmed by the office" in client.get(f"{RULES}/crosswalk?lang=en").text
    assert send(client, "/crosswalk", **(pair | {"code": "9999"}), agrees="true").status_code == 404
    assert browser("community").get(f"{RULES}/crosswalk").status_code == 403
