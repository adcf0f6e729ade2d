"""The pages of coverage: before a cycle, levels in each scope, a grid's work list, a statement from one to another."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.access.people import NewPerson, add_person
from services.access.scope import Scope
from services.access.tables import Person
from services.cluster.roles import Urls
from services.coverage.addresses import Place
from services.coverage.cycles import Opening, open_cycle
from services.database import owner_engine
from services.geography.tables import Edition
from services.register.editions import Freezing, freeze
from tests import database, town
from tests.services.coverage.conftest import ZONE, Month, settle
from tests.web.conftest import PASSWORD, ROLES
from tests.web.reading import Reader, read_by_login


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Urls]:
    """The town of coverage's own tests: in grid 1 two of five verified, one refused; nobody else visited."""
    with database.cloned("coverage_page") as urls:
        engine = owner_engine(urls.owner)
        with Session(engine) as session, session.begin():
            settle(session, tmp_path_factory.mktemp("coverage"))
            for role, zones in ROLES.items():
                add_person(session, NewPerson(role, role, role, zones), PASSWORD)
            person = session.query(Person).filter_by(login="office").one()
            office = Scope(person.id, "office", everything=True, grid_ids=())
            freeze(session, office, Freezing("census of homes", date(2026, 9, 30)))
            cycle = open_cycle(session, office, Opening("2026-10", 1), ZONE)
            month = Month(session, office, Place(cycle, session.query(Edition).one().id))
            month.visit("H0", "2026-10-02 09:00")
            month.visit("H1", "2026-10-03 09:00")
            month.visit("H2", "2026-10-03 10:00", "refused")
        engine.dispose()
        yield urls


@pytest.fixture(scope="module")
def reader(october: Urls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Somebody signed in, reading English."""
    with read_by_login(october, tmp_path_factory.mktemp("home")) as opened:
        yield opened


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def form_of(page: str) -> str:
    found = re.search(r'name="form" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_the_office_sees_all_with_the_registers_date_and_source(reader: Reader) -> None:
    said = words(reader("office").get("/coverage?level=grid").text)
    assert "edition 1 of the register, as of Sep 30, 2026: 11 addresses" in said
    assert "Source of the register: census of homes." in said
    # Two of eleven, rounded down; grid 1 has two of five, grid 4 none to visit, and one address lies outside.
    assert "18.1 %" in said
    assert re.search(r"Z001 .*?– 40\.0 % .*?5 4 3 2 2", said)
    assert "not applicable" in said
    assert "Outside all grids" in said


def test_a_leader_sees_their_grid_alone_and_a_community_only_as_cut(reader: Reader) -> None:
    client = reader("grid_leader")
    said = words(client.get("/coverage?level=grid").text)
    assert "2 of 5 addresses verified" in said
    # Without a level the page begins where theirs is whole.
    assert "only a part is in your scope" not in words(client.get("/coverage").text)
    assert town.GRIDS[0] in client.get("/coverage").text
    assert town.GRIDS[1] not in client.get("/coverage?level=grid").text
    assert "only a part is in your scope" in words(client.get("/coverage?level=community").text)
    assert client.get(f"/coverage/grids/{town.GRIDS[1]}").status_code == 403


def test_the_work_list_holds_what_is_not_verified_in_the_order_to_walk(reader: Reader) -> None:
    page = reader("grid_leader").get(f"/coverage/grids/{town.GRIDS[0]}").text
    # Along the street from west to east; H0 and H1 are verified.
    assert re.findall(r'<span class="code">(H\d)</span>', page) == ["H2", "H3", "H4"]
    assert "Refused" in page
    assert "a way of about 30 m" in page


def test_a_statement_goes_from_the_leader_to_another_person(reader: Reader) -> None:
    leader, staff = reader("grid_leader"), reader("community")
    path = f"/coverage/grids/{town.GRIDS[0]}"
    given = {"form": form_of(leader.get(path).text), "ref": "H3", "cycle": "2026-10", "reason": "works"}
    refused = leader.post(path, data=given)
    assert (refused.status_code, "photo or document" in refused.text) == (422, True)
    assert leader.post(path, data=given | {"evidence": "photo 17"}).status_code == 303
    assert "waits for another person" in leader.get("/coverage").text
    page = staff.get("/coverage").text
    assert "photo 17" in page
    number = re.search(r"/coverage/statements/(\d+)", page)
    assert number is not None
    act = {"form": form_of(page), "cycle": "2026-10", "act": "approve"}
    assert staff.post(f"/coverage/statements/{number[1]}", data=act).status_code == 303
    again = staff.post(f"/coverage/statements/{number[1]}", data=act)
    assert (again.status_code, "decided already" in again.text) == (409, True)
    assert "Can't be reached" in words(leader.get(path).text).replace("&#39;", "'")


def test_the_office_opens_a_cycle_or_is_told_why_not(reader: Reader) -> None:
    office = reader("office")
    form = form_of(office.get("/coverage").text)
    told = office.post("/coverage/cycles", data={"form": form, "key": "2026-10", "counted_by": "1"})
    assert (told.status_code, "open already" in told.text) == (409, True)
    made = office.post("/coverage/cycles", data={"form": form, "key": "2026-11", "counted_by": "1"})
    assert (made.status_code, made.headers["location"]) == (303, "/coverage?cycle=2026-11")
    assert office.get("/coverage?cycle=2026-11").status_code == 200
    assert office.get("/coverage?cycle=2026-12").status_code == 404


def test_the_office_closes_a_cycle_opens_it_again_and_opens_the_next(reader: Reader) -> None:
    office = reader("office")
    form = {"form": form_of(office.get("/coverage?cycle=2026-10").text)}
    path = "/coverage/cycles/2026-10"
    unsure = office.post(path, data=form | {"act": "close"})
    assert (unsure.status_code, "Say that you are sure" in unsure.text) == (422, True)
    assert office.post(path, data=form | {"act": "close", "sure": "yes"}).status_code == 303
    closed = words(office.get("/coverage?cycle=2026-10").text)
    assert "do not move it" in closed
    assert re.search(r"closed \w+ \d+, \d{4}", words(reader("grid_leader").get("/coverage?cycle=2026-10").text))
    assert office.post(path, data=form | {"act": "reopen"}).status_code == 303
    assert "I am sure" in words(office.get("/coverage?cycle=2026-10").text)
    told = office.post(path, data=form | {"act": "next"})
    assert (told.status_code, "is open already" in told.text) == (409, True)
    assert office.post("/coverage/cycles/2026-11", data=form | {"act": "next"}).headers["location"].endswith("2026-12")


def test_a_back_check_is_sized_drawn_answered_once_and_proves(reader: Reader) -> None:
    office = reader("office")
    page = office.get(f"/coverage/checks?zone={town.GRIDS[0]}").text
    assert "Of 5 addresses, if no miss is found" in words(page)
    given = {"form": form_of(page), "counted_by": "1", "zone": town.GRIDS[0], "tolerance": "0.05"}
    refused = office.post("/coverage/checks", data=given | {"seed": " "})
    assert (refused.status_code, "needs a seed that everybody knows" in refused.text) == (422, True)
    made = office.post("/coverage/checks", data=given | {"seed": "2026-11-25 no. 7"})
    assert made.status_code == 303
    path = made.headers["location"]
    said = words(office.get(path).text)
    assert "at least 0.0 % are covered, with 95 % confidence" in said
    assert "The seed draws these same addresses again" in said
    assert re.search(r"Claimed: [\d.]+ % are verified in \w+ 2026\.", said)
    # To rule out one miss in five, all five are checked; one of them missed leaves four.
    answers = {f"a-H{i}": "covered" for i in range(4)} | {"a-H4": "missed"}
    near = office.post(path, data={"form": given["form"], "checker": "community"} | answers)
    assert (near.status_code, "A back-check is made by somebody from another community." in near.text) == (403, True)
    assert re.search(r'name="a-H4" value="missed" checked', near.text)
    answers["checker"] = "office"
    assert office.post(path, data={"form": given["form"]} | answers).status_code == 303
    assert "at least 80.0 % are covered" in words(office.get(path).text)
    again = office.post(path, data={"form": given["form"], "a-H0": "missed", "checker": "office"})
    assert (again.status_code, "has its answer already" in again.text) == (409, True)
    assert reader("community").get(path).status_code == 403


def test_before_the_first_cycle_the_page_says_what_to_do(browser: Callable[[str | None], TestClient]) -> None:
    said = browser("office").get("/coverage?lang=en").text
    assert "No cycle is open yet" in said
    assert "xunge register freeze" in said
    assert "The office opens cycles" in browser("grid_leader").get("/coverage?lang=en").text


def test_a_community_shows_all_gaps_of_its_grids_and_leads_to_each(reader: Reader) -> None:
    office, code = reader("office"), town.GRIDS[0][:12]
    assert f'href="/coverage/communities/{code}?cycle=2026-10"' in office.get("/coverage?cycle=2026-10").text
    page = office.get(f"/coverage/communities/{code}?cycle=2026-10").text
    said = words(page)
    # Grid 1: two of five verified; grid 2: none of three. What is left: 3 and 3, equally many in the order of codes.
    assert "2 of 8 addresses verified" in said
    assert re.search(r"To walk to 6 in 2 grids", said)
    assert re.findall(r'<a href="/coverage/grids/(\d+)\?cycle=2026-10">', page)[:2] == list(town.GRIDS[:2])
    # No place of a visit is on record in a grid, so nothing speaks for a pass.
    assert "Nobody passed here yet" in said
    assert len(re.findall(r'<circle class="(?:missing|refused|inaccessible)"', page.split("<figcaption>")[0])) == 6


def test_a_zone_that_is_not_wholly_in_scope_has_no_page_of_gaps(reader: Reader) -> None:
    assert reader("grid_leader").get(f"/coverage/communities/{town.GRIDS[0][:12]}").status_code == 403
    assert reader("community").get(f"/coverage/communities/{town.GRIDS[0][:12]}").status_code == 200
    assert reader("office").get("/coverage/areas/999901009").status_code == 404


def test_the_bands_of_days_are_the_offices_and_every_figure_follows(reader: Reader) -> None:
    office = reader("office")
    page = office.get("/coverage/bands")
    assert "up to 30 days" in words(page.text)
    assert "own, until the office sets another" in words(page.text)
    answer = {"form": form_of(page.text), "ends": "7、 14", "source": "article 4"}
    assert office.post("/coverage/bands", data=answer | {"ends": "14, 7"}).status_code == 422
    assert office.post("/coverage/bands", data=answer, follow_redirects=False).headers["location"] == "/coverage/bands"
    assert "8 to 14 days" in words(office.get("/coverage/bands").text)
    # The cycle's last day is 31 October or today before that; both visits of grid 1 are on the map by their age.
    overview = office.get("/coverage?level=grid&map=age").text
    assert "8 to 14 days" in words(overview)
    assert "age-never" in overview
    grid = office.get(f"/coverage/grids/{town.GRIDS[0]}?map=age").text
    assert len(re.findall(r'class="by-age c[0-2]"', grid)) == 2
    assert len(re.findall('class="by-age age-never"', grid)) == 3
    assert "more than 14 days" in words(reader("grid_leader").get("/coverage/bands").text)
    assert reader("grid_leader").post("/coverage/bands", data=answer).status_code == 403
