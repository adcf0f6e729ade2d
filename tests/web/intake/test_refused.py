"""Files that can't be taken in are refused in a sentence, and nothing of them stays."""

import zipfile
from pathlib import Path

import pytest

from tests.web.intake.person import Office, households


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
