"""A file comes in by the page: seen first, then checked, then written, and undone; never past the caller's scope."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.access.people import NewPerson, add_person
from services.cluster.roles import Urls
from services.database import app_engine, owner_engine
from services.geography.tables import Edition
from services.intake.tables import Batch
from services.jobs.worker import serve_jobs
from services.matters.tables import Matter
from services.register.tables import Household
from services.settings import Settings
from tests import town
from tests.web.conftest import PASSWORD
from web.app import create_app

HEADER = "编号,经度,纬度,人数"


STAGES = (
    "编号,事项代码,经度,纬度,上报时间,案件状态\n"
    "1,06010,113.601,33.4005,2026-03-01 08:00,挂起=一\n2,06010,113.601,33.4005,2026-03-01 08:00,已受理\n"
)


class Office:
    """A person in front of the page, with a worker that does what waits."""

    def __init__(self, app: FastAPI, settings: Settings, urls: Urls, role: str) -> None:
        self.settings, self.urls = settings, urls
        self.client = TestClient(app, follow_redirects=False)
        assert self.client.post("/sign-in", data={"login": role, "password": PASSWORD}).status_code == 303
        self.client.get("/intake?lang=en")

    def form(self, **fields: object) -> dict[str, object]:
        word = re.search(r'name="form" value="(\w+)"', self.client.get("/intake").text)
        assert word is not None
        return {"form": word[1], **fields}

    def hand_in(self, subject: str, *files: Path) -> str:
        parts = [("file", (f.name, f.read_bytes())) for f in files]
        answer = self.client.post("/intake", data=self.form(subject=subject), files=parts)
        assert answer.status_code == 303, answer.text
        self.work()
        return str(answer.headers["location"])

    def send(self, address: str, **fields: object) -> str:
        """Send a form, let the worker work, and read the page after it."""
        answer = self.client.post(address, data=self.form(**fields))
        assert answer.status_code == 303, answer.text
        self.work()
        return self.client.get(answer.headers["location"]).text

    def work(self) -> None:
        serve_jobs(self.settings, self.urls.owner, wait=False)


@pytest.fixture
def served(fresh_urls: Urls, tmp_path: Path) -> Iterator[tuple[FastAPI, Settings]]:
    """The app over four grids, with an office and a community worker of the western community."""
    owner = owner_engine(fresh_urls.owner)
    with Session(owner) as session, session.begin():
        town.take_zones(session, town.write_zones(tmp_path / "town.geojson"))
        for role, zones in (("office", ()), ("community", ("999901001001",)), ("inspector", ())):
            add_person(session, NewPerson(role, role, role, zones), PASSWORD)
    owner.dispose()
    settings = Settings(home=tmp_path / "home", database_url=None, lang="en", upload_limit_mb=1)
    engine = app_engine(fresh_urls.app)
    yield create_app(settings, engine), settings
    engine.dispose()


@pytest.fixture
def office(served: tuple[FastAPI, Settings], fresh_urls: Urls) -> Office:
    return Office(*served, fresh_urls, "office")


@pytest.fixture
def community(served: tuple[FastAPI, Settings], fresh_urls: Urls) -> Office:
    return Office(*served, fresh_urls, "community")


@pytest.fixture
def owner_of(fresh_urls: Urls) -> Iterator[Engine]:
    engine = owner_engine(fresh_urls.owner)
    yield engine
    engine.dispose()


def count(engine: Engine, table: type[Household | Batch | Edition]) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def households(path: Path, *places_m: tuple[float, float], more: str = "") -> Path:
    rows = [f"H{i},{town.at(*p)[0]!r},{town.at(*p)[1]!r},2" for i, p in enumerate(places_m)]
    path.write_text("\n".join([HEADER, *rows, more]), encoding="gb18030")
    return path


def test_a_file_is_seen_checked_written_and_undone(office: Office, owner_of: Engine, tmp_path: Path) -> None:
    path = households(tmp_path / "登记 台账.csv", (50, 50), (150, 50), (900, 50))
    address = office.hand_in("households", path)
    seen = office.client.get(address).text
    assert "GB18030" in seen
    assert '<option value="lon=经度" selected>' in seen
    checked = office.send(f"{address}/check")
    assert "2 inside + 1 outside = 3" in checked
    assert count(owner_of, Household) == 0
    written = office.send(f"{address}/write")
    assert "3 rows were added." in written
    assert "2 inside + 1 outside = 3" in written
    assert count(owner_of, Household) == 3
    batch = re.search(r"/intake/batches/[\w-]+", office.client.get("/intake").text)
    assert batch is not None
    assert "登记_台账.csv" in office.client.get("/intake").text
    office.send(f"{batch[0]}/undo")
    assert count(owner_of, Household) == 3
    office.send(f"{batch[0]}/undo", sure="true")
    assert count(owner_of, Household) == 0
    assert "was undone" in office.client.get(batch[0]).text


def test_the_same_file_again_adds_nothing_and_says_so(office: Office, owner_of: Engine, tmp_path: Path) -> None:
    path = households(tmp_path / "h.csv", (50, 50), (150, 50))
    for _ in range(2):
        address = office.hand_in("households", path)
        checked = office.send(f"{address}/check")
        written = office.send(f"{address}/write")
    assert "taken in before" in checked
    assert "writing it adds nothing" in checked
    assert "nothing was added" in written
    assert count(owner_of, Household) == 2


def test_bad_rows_are_named_and_left_out_only_by_word(office: Office, owner_of: Engine, tmp_path: Path) -> None:
    path = households(tmp_path / "h.csv", (50, 50), more="H8,NA,NA,1\nH9,33.4,113.6,1")
    address = office.hand_in("households", path)
    checked = office.send(f"{address}/check")
    assert "Row 3, column 经度: empty." in checked
    assert "Row 4: longitude and latitude are swapped" in checked
    assert "something still speaks against the file" in office.send(f"{address}/write")
    assert count(owner_of, Household) == 0
    assert "1 rows were added." in office.send(f"{address}/write", keep_good="true")


def test_boundaries_with_a_gap_are_drawn_and_accepted_by_name(office: Office, owner_of: Engine, tmp_path: Path) -> None:
    path = town.write_zones(tmp_path / "zones.geojson", g999901001001001=town.block(0, 96))
    address = office.hand_in("zones", path)
    given = {"edition": "second", "valid_from": "2026-01-01", "reason": "redrawn", "document": "2"}
    checked = office.send(f"{address}/check", **given)
    assert "Between 999901001001001, 999901001001002 there is a sliver" in checked
    assert '<svg viewBox="0 0' in checked
    assert 'class="mark stops"' in checked
    assert count(owner_of, Edition) == 1
    assert "something still speaks" in office.send(f"{address}/write")
    assert "6 rows were added." in office.send(f"{address}/write", accept="gap")
    assert count(owner_of, Edition) == 2


def test_parts_of_a_shapefile_come_together_and_other_files_do_not(office: Office, tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        households(tmp_path / name, (50, 50))
    parts = [("file", (n, (tmp_path / n).read_bytes())) for n in ("a.csv", "b.csv")]
    answer = office.client.post("/intake", data=office.form(subject="households"), files=parts)
    assert answer.status_code == 422
    assert "Hand in one file" in answer.text
    assert not list((office.settings.home / "uploads").iterdir())


@pytest.mark.parametrize("name", ["../../etc/passwd.csv", "..\\..\\x.csv", ".csv", "a/b\x00c.csv"])
def test_a_name_leads_nowhere_else(office: Office, tmp_path: Path, name: str) -> None:
    content = households(tmp_path / "h.csv", (50, 50)).read_bytes()
    office.client.post("/intake", data=office.form(subject="households"), files=[("file", (name, content))])
    written = [p for p in office.settings.home.rglob("*") if p.is_file()]
    assert all(p.parent.parent == office.settings.home / "uploads" for p in written)


def test_a_file_beyond_the_limit_is_stopped_and_nothing_stays(office: Office, tmp_path: Path) -> None:
    answer = office.client.post("/intake", data=office.form(subject="households"),
                                files=[("file", ("h.csv", b"x" * 1_200_000))])  # fmt: skip
    assert answer.status_code == 422
    assert "at most 1 MB" in answer.text
    assert not list(office.settings.home.rglob("*.csv"))


def test_a_broken_file_ends_in_a_sentence(office: Office, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
        packed.writestr("x.shp", b"\x00\x00\x27\x0a" + b"\xff" * 200)
        packed.writestr("x.dbf", b"\x03")
    page = office.client.get(office.hand_in("zones", tmp_path / "x.zip")).text
    assert "damaged or incomplete" in page


def test_community_staff_bring_in_their_own_zones_and_no_others(
    community: Office, owner_of: Engine, tmp_path: Path
) -> None:
    path = households(tmp_path / "h.csv", (50, 50), (150, 50), (250, 50))
    assert community.client.post(
        "/intake", data=community.form(subject="zones"), files=[("file", ("h.csv", path.read_bytes()))]
    ).status_code == 403  # fmt: skip
    address = community.hand_in("households", path)
    checked = community.send(f"{address}/check")
    assert "Row 4, H2: lies in no grid of yours." in checked
    assert "2 rows were added." in community.send(f"{address}/write", keep_good="true")
    assert count(owner_of, Household) == 2


def test_a_file_whose_points_are_no_longer_all_ones_own_is_not_undone_by_half(
    community: Office, owner_of: Engine, tmp_path: Path
) -> None:
    address = community.hand_in("households", households(tmp_path / "h.csv", (50, 50), (150, 50)))
    community.send(f"{address}/check")
    community.send(f"{address}/write")
    with owner_of.begin() as connection:
        code = {"grid": town.GRIDS[0], "community": "999901001001"}
        connection.execute(text(
            "UPDATE person_zone SET zone_id = (SELECT id FROM zone WHERE code = :grid) "
            "WHERE zone_id = (SELECT id FROM zone WHERE code = :community)"), code)  # fmt: skip
        batch = connection.scalar(text("SELECT id FROM batch WHERE subject = 'households'"))
    community.send(f"/intake/batches/{batch}/undo", sure="true")
    assert "lie outside your grids by now" in community.client.get("/jobs").text
    assert count(owner_of, Household) == 2


def test_a_file_on_its_way_is_seen_by_nobody_else(office: Office, community: Office, tmp_path: Path) -> None:
    address = office.hand_in("households", households(tmp_path / "h.csv", (50, 50)))
    assert community.client.get(address).status_code == 404
    assert community.client.post(f"{address}/check", data=community.form()).status_code == 404
    jobs = community.client.get("/jobs").text
    assert "Look at a file" not in jobs
    assert "Look at a file" in office.client.get("/jobs").text


def test_who_may_not_bring_files_leaves_none_behind(
    served: tuple[FastAPI, Settings], office: Office, tmp_path: Path
) -> None:
    path = households(tmp_path / "h.csv", (50, 50))
    files = [("file", ("h.csv", path.read_bytes()))]
    nobody = TestClient(served[0], follow_redirects=False)
    assert nobody.post("/intake", files=files).headers["location"] == "/sign-in"
    nobody.post("/sign-in", data={"login": "inspector", "password": PASSWORD})
    assert nobody.post("/intake", files=files).status_code == 403
    assert (
        office.client.post("/intake", data={"form": "forged", "subject": "households"}, files=files).status_code == 403
    )
    assert not any(served[1].home.rglob("*.csv"))


def test_the_page_speaks_chinese(office: Office, tmp_path: Path) -> None:
    address = office.hand_in("households", households(tmp_path / "h.csv", (50, 50), more="H9,33.4,113.6,1"))
    office.send(f"{address}/check")
    page = office.client.get(f"{address}?lang=zh").text
    assert "第 3 行：经度与纬度颠倒" in page
    assert "须修改文件" in page


def test_progress_is_read_from_the_api(office: Office, tmp_path: Path) -> None:
    path = households(tmp_path / "h.csv", (50, 50))
    answer = office.client.post("/intake", data=office.form(subject="households"),
                                files=[("file", (path.name, path.read_bytes()))])  # fmt: skip
    page = office.client.get(answer.headers["location"]).text
    job = re.search(r'data-job="([\w-]+)"', page)
    assert job is not None
    assert office.client.get(f"/api/jobs/{job[1]}").json()["state"] == "waiting"
    office.work()
    assert office.client.get(f"/api/jobs/{job[1]}").json()["state"] == "done"
    assert 'data-job="' not in office.client.get(answer.headers["location"]).text


def test_another_systems_stages_are_matched_word_by_word_before_anything_is_written(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "m.csv"
    path.write_text(STAGES, encoding="utf-8")
    address = office.hand_in("matters", path)
    page = office.client.get(address).text
    assert '<option value="status=已受理=accepted" selected>' in page
    assert '<option value="status=挂起=一=" >' in page or '<option value="status=挂起=一=">' in page
    columns = ("status=案件状态", "ref=编号", "matter_code=事项代码", "lon=经度", "lat=纬度", "opened=上报时间")
    checked = office.send(f"{address}/check", column=columns, word=("status=已受理=accepted", "status=挂起=一="))
    assert "no stage is chosen for “挂起=一”" in checked
    assert "Can be settled here" in checked
    assert '<a href="#words">' in checked
    assert '<details class="intake-columns" open>' in checked
    assert "“已受理” stands 1 times and is taken as: accepted." in checked
    again = office.send(f"{address}/check", column=columns, word=("status=已受理=accepted", "status=挂起=一=filed"))
    assert '<option value="status=挂起=一=filed" selected>' in again
    assert "Words without a stage" not in again
    assert "2 rows were added" in office.send(f"{address}/write")
    assert stood(office) == [("1", "filed"), ("2", "accepted")]


def stood(office: Office) -> list[tuple[str, str]]:
    """Each matter and its stage."""
    owner = owner_engine(office.urls.owner)
    with Session(owner) as session:
        rows = session.execute(select(Matter.external_ref, Matter.stage).order_by(Matter.external_ref)).all()
    owner.dispose()
    return [(ref, stage) for ref, stage in rows]


def test_steps_of_another_system_are_matched_checked_written_and_undone(office: Office, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(STAGES.replace("已受理", ""), encoding="utf-8")
    come = office.hand_in("matters", tmp_path / "m.csv")
    office.send(f"{come}/check", column=("status=", "ref=编号", "matter_code=事项代码", "lon=经度", "lat=纬度",
                                         "opened=上报时间"))  # fmt: skip
    office.send(f"{come}/write")
    steps = tmp_path / "steps.csv"
    steps.write_text("案件编号,办理环节,办理时间\n1,签收,2026-03-01 09:00\n3,受理,2026-03-01 09:00\n", encoding="utf-8")
    address = office.hand_in("histories", steps)
    columns = ("matter_ref=案件编号", "step=办理环节", "at=办理时间")
    checked = office.send(f"{address}/check", column=columns, word=("step=签收=accept", "step=受理=accept"))
    assert "“签收” stands 1 times and is taken as: Accept." in checked
    assert "Row 3: there is no matter “3”" in checked
    assert "1 rows were added" in office.send(f"{address}/write", keep_good="true")
    assert stood(office) == [("1", "accepted"), ("2", "reported")]
    batch = re.search(r"/intake/batches/[\w-]+", office.client.get("/intake").text)
    assert batch is not None
    assert "1 steps that this file added" in office.client.get(batch[0]).text
    office.send(f"{batch[0]}/undo", sure="true")
    assert stood(office) == [("1", "reported"), ("2", "reported")]


FROM_ELSEWHERE = (
    "编号,事项代码,经度,纬度,上报时间,问题来源,承办部门\n"
    "1,06010,113.601,33.4005,2026-03-01 08:00,市民随手拍,消防队\n2,06010,113.601,33.4005,2026-03-01 08:00,热线,\n"
)


def test_sources_and_departments_of_another_system_are_matched_on_the_page(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text(FROM_ELSEWHERE, encoding="utf-8")
    address = office.hand_in("matters", path)
    page = office.client.get(address).text
    assert "Sources, word by word" in page
    assert '<option value="source=热线=hotline" selected>' in page
    assert '<option value="department=消防队=">no department</option>' in page
    columns = ("status=", "ref=编号", "matter_code=事项代码", "lon=经度", "lat=纬度", "opened=上报时间",
               "source=问题来源", "department=承办部门")  # fmt: skip
    checked = office.send(f"{address}/check", column=columns, word=("source=市民随手拍=", "department=消防队="))
    assert "“市民随手拍” stands 1 times, and no source is chosen for it" in checked
    assert "choose the department that each of these words stands for" in checked
    assert '<details class="intake-columns" open>' in checked
    again = office.send(f"{address}/check", column=columns, word=("source=市民随手拍=resident", "department=消防队="))
    assert "“市民随手拍” stands 1 times and is taken as the source: Resident." in again
    assert "Words without a source" not in again
    assert "2 rows were added" in office.send(f"{address}/write")
