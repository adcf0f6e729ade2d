"""The field page: what was sent today, to whom, and what becomes of what is found there."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.access.people import NewPerson, add_person
from services.access.scope import Scope
from services.access.tables import Person
from services.cluster.roles import Urls
from services.coverage.cycles import Opening, open_cycle
from services.database import owner_engine
from services.register.editions import Freezing, freeze
from tests import database, town
from tests.services.coverage.conftest import ZONE, settle
from tests.web.conftest import PASSWORD, ROLES
from tests.web.pages.test_coverage import form_of, words
from tests.web.reading import Reader, read_by_login

GRID_1 = town.GRIDS[0]
H2_AT = town.at(40, 50)


@pytest.fixture
def this_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Urls]:
    """The town of coverage's own tests in the year that it is, nobody visited yet."""
    with database.cloned("field_page") as urls:
        engine = owner_engine(urls.owner)
        with Session(engine) as session, session.begin():
            settle(session, tmp_path_factory.mktemp("field"))
            for role, zones in ROLES.items():
                add_person(session, NewPerson(role, role, role, zones), PASSWORD)
            person = session.query(Person).filter_by(login="office").one()
            office = Scope(person.id, "office", everything=True, grid_ids=())
            freeze(session, office, Freezing("census", date(2025, 12, 31)))
            open_cycle(session, office, Opening(str(datetime.now(UTC).year), 1), ZONE)
        engine.dispose()
        yield urls


@pytest.fixture
def reader(this_year: Urls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Somebody signed in, reading English."""
    with read_by_login(this_year, tmp_path_factory.mktemp("home")) as opened:
        yield opened


def asked(urls: Urls, statement: str) -> list[tuple[object, ...]]:
    """Rows as the owner of the tables sees them."""
    engine = owner_engine(urls.owner)
    with Session(engine) as session:
        rows = [tuple(row) for row in session.execute(text(statement))]
    engine.dispose()
    return rows


def send(browser: TestClient, to: str) -> int:
    page = browser.get(f"/coverage/grids/{GRID_1}")
    return browser.post(f"/coverage/grids/{GRID_1}/send", data={"form": form_of(page.text), "to": to}).status_code


def find(browser: TestClient, ref: str, found: str, **more: str) -> int:
    """Tell of a stop of the list that the page shows."""
    page = browser.get("/field").text
    given = dict(re.findall(r'name="(form|kind|number)" value="([^"]*)"', page))
    return browser.post("/field", data=given | {"ref": ref, "found": found} | more).status_code


def test_a_work_list_goes_to_who_answers_for_the_grid_and_to_nobody_else(reader: Reader) -> None:
    leader = reader("grid_leader")
    assert "Nothing was sent to you today" in leader.get("/field").text
    assert send(reader("office"), "inspector") == 404
    assert send(reader("office"), "grid_leader") == 303
    said = words(leader.get("/field").text)
    assert re.search(r"All stops 5 ", said)
    assert "Nothing was sent to you today" in reader("community").get("/field").text
    assert send(reader("inspector"), "grid_leader") == 403


def test_what_is_found_is_a_visit_verified_only_by_the_devices_place(reader: Reader, this_year: Urls) -> None:
    leader = reader("grid_leader")
    assert send(leader, "grid_leader") == 303
    assert find(leader, "H1", "collected") == 303
    assert find(leader, "H2", "collected", lon=str(H2_AT[0]), lat=str(H2_AT[1]), accuracy_m="8") == 303
    assert find(leader, "H3", "refused") == 303
    # The stops of today are done; H0 and H4 are left.
    assert re.search(r"All stops 2 ", words(leader.get("/field").text))
    rows = asked(this_year, "SELECT household_ref, found, visitor, accuracy_m FROM visit ORDER BY household_ref")
    assert rows == [("H1", "collected", "grid_leader", 1000), ("H2", "collected", "grid_leader", 8),
                    ("H3", "refused", "grid_leader", 1000)]  # fmt: skip
    counted = asked(this_year, "SELECT max(visited), max(verified), max(refused) FROM coverage_grid")
    assert counted == [(3, 1, 1)]
    # H5 lies in another grid than the leader's; half a place is none.
    assert find(leader, "H5", "collected") == 404
    assert find(leader, "H0", "collected", accuracy_m="8") == 422


def test_a_back_check_is_blind_answered_by_its_checker_and_dated(reader: Reader, this_year: Urls) -> None:
    office, inspector = reader("office"), reader("inspector")
    page = office.get(f"/coverage/checks?zone={GRID_1}").text
    given = {"form": form_of(page), "counted_by": "1", "zone": GRID_1, "tolerance": "0.05", "seed": "7"}
    path = office.post("/coverage/checks", data=given).headers["location"]
    sent = {"form": given["form"], "act": "send"}
    assert office.post(path, data=sent | {"checker": "community"}).status_code == 403
    assert office.post(path, data=sent | {"checker": "inspector"}).status_code == 303
    shown = words(inspector.get("/field").text)
    assert re.search(r"All stops 5 ", shown)
    assert "Not reached yet" not in shown
    assert find(inspector, "H0", "missed") == 303
    assert find(inspector, "H0", "covered") == 404
    leader = reader("grid_leader")
    stolen = {"form": form_of(leader.get("/matters/new").text), "kind": "check", "number": "1", "ref": "H1"}
    assert leader.post("/field", data=stolen | {"found": "covered"}).status_code == 404
    told = asked(
        this_year, "SELECT count(*), bool_and(checked_at = answered_at) FROM back_check_address WHERE NOT covered"
    )
    assert told == [(1, True)]
    tomorrow = office.post(
        path, data={"form": given["form"], "checker": "office", "a-H1": "covered", "day": "2020-01-01"}
    )
    assert (tomorrow.status_code, "after the sample was drawn" in tomorrow.text) == (422, True)
