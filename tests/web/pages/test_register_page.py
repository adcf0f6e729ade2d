"""The register as denominator: editions compared, lists handed out, another list weighed."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.access.scope import Scope
from services.access.tables import Person
from services.cluster.roles import Urls
from services.database import owner_engine
from services.register.editions import Freezing, freeze
from tests import database
from tests.services.coverage.conftest import settle
from tests.web.conftest import PASSWORD, ROLES
from tests.web.reading import Reader, read_by_login


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """The town of coverage's own tests with two editions: H8 vanished, H0 and the address outside became vacant."""
    with database.cloned("register_page") as urls:
        _fill(urls, tmp_path_factory)
        with read_by_login(urls, tmp_path_factory.mktemp("home")) as opened:
            yield opened


def _fill(urls: Urls, folders: pytest.TempPathFactory) -> None:
    engine = owner_engine(urls.owner)
    with Session(engine) as session, session.begin():
        settle(session, folders.mktemp("register"))
        for role, zones in ROLES.items():
            add_person(session, NewPerson(role, role, role, zones), PASSWORD)
        office = Scope(session.query(Person).filter_by(login="office").one().id, "office", everything=True, grid_ids=())
        freeze(session, office, Freezing("census", date(2026, 9, 30)))
        session.execute(text("UPDATE household SET state = 'vacant' WHERE external_ref IN ('H0', 'H10')"))
        freeze(session, office, Freezing("second census", date(2026, 10, 31)))
        session.execute(text("DELETE FROM register_entry e USING household h WHERE h.id = e.household_id "
                             "AND e.edition_id = 2 AND h.external_ref = 'H8'"))  # fmt: skip
    engine.dispose()


def refs(page: str) -> list[str]:
    return re.findall(r'<span class="code">(H\d+)</span>', page)


def test_the_last_two_editions_are_compared_within_the_scope(reader: Reader) -> None:
    page = reader("office").get("/coverage/register").text
    assert refs(page) == ["H8", "H0", "H10"]
    assert "Registered → Vacant" in page
    assert refs(reader("office").get("/coverage/register?earlier=1&later=2&what=gone").text) == ["H8"]
    assert refs(reader("grid_leader").get("/coverage/register").text) == ["H0"]
    # Eleven and ten, all of the ten among the eleven.
    assert "drawn up from one another" in page
    assert "The second list was made without sight of the first." in page
    assert reader("forum").get("/coverage/register").status_code == 403


def test_the_list_is_handed_out_within_the_scope(reader: Reader) -> None:
    lines = reader("office").get("/coverage/register.csv?earlier=1&later=2").text.splitlines()
    assert lines[0].lstrip("\ufeff") == "Change,Number,Address,Grid code,Grid,State before,State after"
    assert [line.split(",")[:2] for line in lines[1:]] == [
        ["Vanished", "H8"], ["Of another state", "H0"], ["Of another state", "H10"]]  # fmt: skip
    assert len(reader("grid_leader").get("/coverage/register.csv").text.splitlines()) == 2
    assert reader("office").get("/coverage/register.xlsx?what=gone").content.startswith(b"PK")


def test_another_list_gives_an_estimate_and_what_the_register_lacks(reader: Reader) -> None:
    office = reader("office")
    found = re.search(r'name="form" value="([^"]+)"', office.get("/coverage/register").text)
    assert found is not None
    given = {"form": found[1], "counted_by": "1", "lines": "H1\nH2\nH3\nH9\n\nno such door\n"}
    page = re.sub(r"\s+", " ", office.post("/coverage/register", data=given).text)
    # Eleven, five, four on both: 12 × 6 / 5 - 1 = 13.4, of which twelve are on either.
    assert "(11 + 1) × (5 + 1) / (4 + 1) − 1 = 13.4" in page
    assert "<li>no such door</li>" in page
    file = office.post("/coverage/register", data=given | {"form_of_file": "csv"})
    assert file.text.lstrip("\ufeff").splitlines() == ["On the other list alone", "no such door"]
    refused = office.post("/coverage/register", data=given | {"lines": " "})
    assert (refused.status_code, "The other list is empty" in refused.text) == (422, True)
