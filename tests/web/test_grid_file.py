"""The grid file as a page: its sums, its scope, both languages, and names that try to be more than names."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.access.people import NewPerson, add_person
from services.cluster.roles import Urls
from services.database import app_engine, owner_engine
from services.settings import Settings
from tests import town
from tests.web.conftest import PASSWORD, Browser
from web.app import create_app

OWN, OTHER = town.GRIDS[0], town.GRIDS[1]
ATTACK = "<script>alert(1)</script>\"'=cmd|' /C calc'!A0"


def text_of(html: str) -> str:
    """What a reader reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_page_says_its_day_its_edition_and_sums_that_add_up(browser: Browser) -> None:
    page = text_of(browser("office").get(f"/grids/{OWN}?lang=en&day=2026-03-31").text)
    assert "Mar 31, 2026" in page
    assert "first · 1" in page
    # Two households and two matters, opened on the first and second of March, never closed, without a deadline.
    assert "2 registered + 0 vacant = 2" in page
    assert "0 closed + 0 voided + 2 open = 2 opened" in page
    assert "2 opened in 12 months + 0 older = 2 open, 0 of them overdue" in page
    assert "0 to households of the zone + 0 to others + 0 without household = 0" in page


def test_matters_are_called_by_their_type(browser: Browser) -> None:
    office = browser("office")
    for lang, name in (("en", "Exposed rubbish"), ("zh", "暴露垃圾")):
        page = text_of(office.get(f"/grids/{OWN}?lang={lang}&day=2026-03-31").text)
        assert page.count(f"{name} 06010") == 3  # by type, and two open ones


def test_the_map_names_the_zone_and_its_neighbours(browser: Browser) -> None:
    page = browser("office").get(f"/grids/{OTHER}?lang=en").text
    names = re.findall(r'<text class="zone-name"[^>]*>([^<]+)<', page)
    assert {"Z001", "Z002"} <= set(names)
    assert f'href="/grids/{OWN}?edition=1"' in page


def test_who_works_in_a_grid_opens_its_file_and_no_other(browser: Browser) -> None:
    leader = browser("grid_leader")
    own = leader.get(f"/grids/{OWN}?lang=en")
    assert own.status_code == 200
    # A neighbour is named but leads nowhere.
    assert f"/grids/{OTHER}" not in own.text
    for code in (OTHER, "999901001001", "nowhere"):
        answer = leader.get(f"/grids/{code}?lang=en")
        assert answer.status_code == 403
        assert "lies wholly in your scope" in answer.text
    assert browser("forum").get(f"/grids/{OWN}").status_code == 403
    assert browser("office").get("/grids/nowhere").status_code == 404


def test_an_open_matter_leads_to_its_page(browser: Browser) -> None:
    leader = browser("grid_leader")
    linked = re.findall(r'href="(/matters/M[^"]*)"', leader.get(f"/grids/{OWN}?lang=en&day=2026-03-31").text)
    assert linked == ["/matters/M0", "/matters/M1"]
    assert [leader.get(address).status_code for address in linked] == [200, 200]


def test_areas_and_communities_have_the_same_page(browser: Browser) -> None:
    page = text_of(browser("community").get("/grids/999901001001?lang=en").text)
    assert "2 grids" in page
    assert "3 registered + 0 vacant = 3" in page


def test_chinese_comes_first_and_english_is_complete(browser: Browser) -> None:
    office = browser("office")
    assert "一格一档" in office.get(f"/grids/{OWN}?lang=zh").text
    english = re.sub(r"<[^>]+>|〔.*?〕", "", office.get(f"/grids/{OWN}?lang=en").text)
    assert set(re.findall(r"[\u4e00-\u9fff]+", english)) <= {"巡格", "中文"}


@pytest.mark.parametrize(
    "path", ["/grids/a%00b", "/grids/x?edition=0", "/grids/x?day=yesterday", "/grids/x?level=ward"]
)
def test_an_address_that_can_be_nothing_is_unreadable(browser: Browser, path: str) -> None:
    assert browser("office").get(path).status_code == 400


@pytest.fixture
def attacked(fresh_urls: Urls, tmp_path: Path) -> Iterator[TestClient]:
    """An office in a town whose zones, edition and files have names that are code in some language."""
    owner = owner_engine(fresh_urls.owner)
    path = town.write_zones(tmp_path / "zones.geojson")
    zones = json.loads(path.read_text(encoding="utf-8"))
    for feature in zones["features"]:
        feature["properties"]["name"] = ATTACK
    path.write_text(json.dumps(zones), encoding="utf-8")
    with Session(owner) as session, session.begin():
        town.take_zones(session, path, name=ATTACK)
        lon, lat = town.at(50, 50)
        table = tmp_path / "m.csv"
        rows = f'M1,{ATTACK},"{ATTACK.replace(chr(34), chr(34) * 2)}",{lon!r},{lat!r},2026-03-01'
        table.write_text(
            "编号,事项代码,地址,经度,纬度,上报时间\n" + rows.replace(f",{ATTACK},", ",=cmd,"), encoding="utf-8"
        )
        town.take(session, "matters", table)
        add_person(session, NewPerson("office", ATTACK, "office"), PASSWORD)
    owner.dispose()
    engine = app_engine(fresh_urls.app)
    client = TestClient(create_app(Settings(home=tmp_path), engine))
    client.post("/sign-in", data={"login": "office", "password": PASSWORD})
    yield client
    engine.dispose()


def test_names_stay_names(attacked: TestClient) -> None:
    page = attacked.get(f"/grids/{OWN}?lang=en&day=2026-03-31")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert page.text.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 5
    point = attacked.get("/api/points/matter/M1?lang=en").json()
    # As JSON it is the plain text; whoever shows it sets it as text.
    assert ["Address", ATTACK] in point["rows"]


def test_a_grid_leader_begins_at_the_own_file_and_others_at_the_map(browser: Browser) -> None:
    assert browser("grid_leader").get("/grids").headers["location"] == f"/grids/{OWN}"
    assert browser("office").get("/grids").headers["location"] == "/"
    assert browser("forum").get("/grids").status_code == 403
