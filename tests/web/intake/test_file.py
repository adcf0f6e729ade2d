"""A file comes in by the page: seen first, then checked, then written, and undone."""

import re
from pathlib import Path

from sqlalchemy import Engine

from services.geography.tables import Edition
from services.register.tables import Household
from tests import town
from tests.web.intake.person import Office, count, households


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
    assert "nothing is left to write" in checked
    assert "Write the file" not in checked
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


def test_a_file_without_a_good_row_offers_no_writing(office: Office, tmp_path: Path) -> None:
    address = office.hand_in("households", households(tmp_path / "h.csv", more="H8,NA,NA,1\nH9,33.4,113.6,1"))
    checked = office.send(f"{address}/check")
    assert "No row of this file can be written." in checked
    assert f'action="{address}/write"' not in checked


def test_the_jobs_say_which_file_they_were_about(office: Office, tmp_path: Path) -> None:
    address = office.hand_in("households", households(tmp_path / "village.csv", (50, 50)))
    office.send(f"{address}/check")
    office.send(f"{address}/write")
    batch = re.search(r"/intake/batches/[\w-]+", office.client.get("/intake").text)
    assert batch is not None
    jobs = office.send(f"{batch[0]}/undo", sure="true")
    assert jobs.count("<small>village.csv</small>") == 4
    assert f'<a href="{batch[0]}">Undo a file</a>' in jobs
