"""The hotspot page: what it claims, the map and table in each scope, the files, and every state before a map."""

import re
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.access.scope import scope_of
from services.access.tables import AuditEvent, Person
from services.cluster.roles import Urls
from services.database import act_as, app_engine, owner_engine
from services.geography.tables import Edition
from services.hotspots.analyse import analyse
from services.hotspots.question import Question
from services.hotspots.tables import HotspotAnalysis
from services.hotspots.work import ANALYSE
from services.jobs.run import Shop, run
from services.jobs.tables import Job
from services.settings import Settings
from services.work import KINDS
from tests import database, town
from tests.services.hotspots.test_analyse import HOME, fill
from tests.web.conftest import PASSWORD
from tests.web.reading import Reader, read_by_login
from web.pages import grid_file
from web.pages.hotspots import show

STREET = text("""INSERT INTO street (kind, geom)
    VALUES ('arterial', ST_Multi(ST_MakeLine(ST_Point(:west, :south, 4326), ST_Point(:east, :north, 4326))))""")
PEOPLE = {"office": (), "grid_leader": (HOME,), "inspector": ("999901001002",), "forum": ("999901001001",)}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Urls]:
    """The town of the analysis' own tests: many matters in the west of grid 1, nobody ever in grid 4."""
    with database.cloned("hotspots_page") as urls:
        engine = owner_engine(urls.owner)
        with Session(engine) as session, session.begin():
            fill(session, tmp_path_factory.mktemp("hotspots"))
            for role, zones in PEOPLE.items():
                add_person(session, NewPerson(role, role, role, zones), PASSWORD)
        engine.dispose()
        yield urls


@pytest.fixture(scope="module")
def reader(planted: Urls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Somebody signed in, reading English."""
    with read_by_login(planted, tmp_path_factory.mktemp("home")) as opened:
        yield opened


@pytest.fixture
def owner(planted: Urls) -> Iterator[Session]:
    """The tables' owner; maps and jobs of a test go with it."""
    engine = owner_engine(planted.owner)
    with Session(engine) as session:
        yield session
        session.rollback()
        session.execute(delete(HotspotAnalysis))
        session.execute(delete(Job))
        session.commit()
    engine.dispose()


@pytest.fixture
def drawn(planted: Urls, owner: Session) -> int:
    """A map of 2026 by patrols, drawn in the office's name."""
    office = owner.scalars(select(Person).where(Person.role == "office")).one()
    edition = owner.scalars(select(Edition.id)).one()
    asked = Question(edition, "2026", found_by="anyone", across_m=50, permutations=999)
    engine = app_engine(planted.app)
    with Session(engine) as session, session.begin():
        act_as(session, office.id)
        made = analyse(session, scope_of(session, office), asked, Settings().zone, lambda _done, _of: None)
    engine.dispose()
    return made


def form_of(page: str) -> str:
    found = re.search(r'name="form" value="(\w+)"', page)
    assert found
    return found[1]


def test_before_any_map_the_office_is_shown_how_to_get_one_and_others_who_asks(reader: Reader) -> None:
    office, leader = (reader(role).get("/hotspots").text for role in ("office", "grid_leader"))
    assert "No hotspot map has been drawn yet" in office
    assert "Draw the map" in office
    assert "The office asks for hotspot maps" in leader
    assert "Draw the map" not in leader
    assert reader("forum").get("/hotspots").status_code == 403
    assert reader("office").get("/hotspots/7").status_code == 404


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_map_says_what_it_claims_and_what_not_and_tells_four_verdicts_apart(
    reader: Reader, drawn: int, lang: str
) -> None:
    page = reader("office").get(f"/hotspots?lang={lang}").text
    claims = {"zh": ("本图表明", "本图不表明"), "en": ("Claimed:", "Not claimed:")}[lang]
    assert all(claim in page for claim in claims)
    legend = page[page.index('class="hot-legend"') :]
    assert re.findall(r'<rect class="unit (\w+)"', legend)[:4] == ["confirmed", "watch", "none", "not_enough"]
    for verdict in ("confirmed", "none", "not_enough"):
        assert re.search(rf'<path class="unit {verdict}[^"]*" d="M', page)
    assert f'href="/hotspots/{drawn}/1"' in page


def test_a_map_weighed_against_reports_says_that_it_compares_shares(reader: Reader, drawn: int, owner: Session) -> None:
    said = "it compares shares"
    assert said not in reader("office").get("/hotspots").text
    made = owner.get_one(HotspotAnalysis, drawn)
    made.question = made.question | {"exposure": "reports", "code": "06010"}
    owner.commit()
    assert said in reader("office").get("/hotspots").text


def test_a_hotspot_opens_its_matters_its_effort_and_its_months(reader: Reader, drawn: int, owner: Session) -> None:
    page = reader("office").get(f"/hotspots/{drawn}/1?lang=en").text
    assert "Hotspot 1" in page
    assert len(re.findall(r'<a href="/matters/M\d+"', page)) > 10
    assert page.count('<rect class="found"') == page.count('<rect class="spent"') == 12
    assert owner.scalars(select(AuditEvent.action).where(AuditEvent.action == "hotspots.matters")).first()
    assert reader("office").get(f"/hotspots/{drawn}/99").status_code == 404


def test_each_scope_sees_its_own_units_and_hotspots(reader: Reader, drawn: int) -> None:
    leader, other = reader("grid_leader"), reader("inspector")
    assert "Z001" in leader.get(f"/hotspots/{drawn}/1").text
    assert other.get(f"/hotspots/{drawn}/1").status_code == 404
    page = other.get("/hotspots").text
    assert "No place stands out." in page
    assert 'class="unit confirmed"' not in page[: page.index('class="hot-legend"')]


def test_the_files_hold_the_same_places(reader: Reader, drawn: int) -> None:
    file = reader("office").get(f"/hotspots/{drawn}.csv?lang=en")
    assert file.headers["content-disposition"] == f'attachment; filename="hotspots_{drawn}.csv"'
    lines = file.content.decode("utf-8-sig").splitlines()
    assert [line for line in lines if line.startswith("1,Confirmed hotspot,Z001,")]
    assert reader("office").get(f"/hotspots/{drawn}.xlsx").content[:2] == b"PK"


def test_asking_starts_a_job_whose_progress_is_shown_and_whose_end_is_the_map(
    reader: Reader, planted: Urls, owner: Session
) -> None:
    office = reader("office")
    asked = {"form": form_of(office.get("/hotspots").text), "period": "2026", "type": "group:sanitation"}
    assert office.post("/hotspots", data=asked).headers["location"] == "/hotspots"
    job = owner.scalars(select(Job).where(Job.kind == ANALYSE)).one()
    assert job.arguments["group"] == "sanitation"
    page = office.get("/hotspots").text
    assert f'data-job="{job.id}"' in page
    assert "intake/progress.js" in page
    engine = owner_engine(planted.owner)
    run(Shop(Settings(), engine, KINDS), job.id)
    engine.dispose()
    ended = office.get("/hotspots").text
    assert "data-job" not in ended
    assert "Year 2026" in ended


def test_a_map_that_failed_says_so(reader: Reader, owner: Session) -> None:
    office = reader("office")
    office.post("/hotspots", data={"form": form_of(office.get("/hotspots").text), "period": "2026", "unit": "street"})
    said = {"text": "No streets have been taken in, so there are none to be units. Choose hexagons.", "params": {}}
    owner.execute(update(Job).values(state="failed", sentence=said))
    owner.commit()
    page = office.get("/hotspots?lang=en").text
    assert "The last map was not drawn." in page
    assert "Choose hexagons." in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"period": "2026-13"}, "2026-13"),
        ({"period": "2026", "exposure": "reports"}, "All reports can only be what one type or group is weighed"),
        ({"period": "2026", "across_m": "10"}, "50 to 250 m"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_in_words(reader: Reader, wrong: dict[str, str], said: str) -> None:
    office = reader("office")
    page = office.post("/hotspots", data={"form": form_of(office.get("/hotspots?lang=en").text), **wrong})
    assert page.status_code == 422
    assert said in page.text


def test_one_click_puts_a_hotspot_on_the_next_rounds_list_and_another_takes_it_off(reader: Reader, drawn: int) -> None:
    office, address = reader("office"), f"/hotspots/{drawn}/1"
    form = re.search(r'name="form" value="([^"]+)"', office.get(address).text)
    assert form is not None
    added = office.post("/inspection", data={"form": form[1], "analysis": drawn, "place": 1})
    assert (added.status_code, added.headers["location"]) == (303, address)
    assert "On the next round&#39;s list" in office.get(address).text
    listed = office.get("/inspection").text
    assert address in listed
    assert 'class="mark-number"' in listed
    number = re.search(r'action="(/inspection/\d+/drop)"', listed)
    assert number is not None
    assert office.post(number[1], data={"form": form[1]}).status_code == 303
    assert "Nothing is put down yet." in office.get("/inspection").text


def test_the_list_of_the_next_round_is_not_hinted_at_to_who_is_looked_at(reader: Reader, drawn: int) -> None:
    leader = reader("grid_leader")
    assert "next round" not in leader.get(f"/hotspots/{drawn}/1").text
    assert leader.get("/inspection").status_code == 403


@pytest.mark.parametrize(
    ("address", "module", "maker"), [("/hotspots", show, "picture"), (f"/grids/{HOME}", grid_file, "draw")]
)
@pytest.mark.usefixtures("drawn")
def test_a_map_is_drawn_once_and_anew_when_a_street_is_built(
    reader: Reader, owner: Session, monkeypatch: pytest.MonkeyPatch, address: str, module: ModuleType, maker: str
) -> None:
    drawn: list[Any] = []
    draw: Callable[..., Any] = getattr(module, maker)

    def counted(*given: Any) -> Any:
        drawn.append(draw(*given))
        return drawn[-1]

    monkeypatch.setattr(module, maker, counted)
    office, street = reader("office"), 'data-kind="arterial"'
    before = [office.get(address).text for _ in range(3)]
    assert len(drawn) <= 1  # another test may have had it drawn
    assert not any(street in page for page in before)
    (west, south), (east, north) = town.at(0, 10), town.at(90, 90)
    owner.execute(STREET, {"west": west, "south": south, "east": east, "north": north})
    owner.commit()
    drawn.clear()
    assert [street in office.get(address).text for _ in range(3)] == [True, True, True]
    assert len(drawn) == 1
    owner.execute(text("DELETE FROM street"))
    owner.commit()
    assert street not in office.get(address).text
    assert len(drawn) == 2
