"""Static files are packed once, kept by their version, and never older than their address."""

import gzip
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from web.static_files import ASK_FIRST, FOREVER, VersionedFiles, version_of

MODULE = "export const answer = 42;\n" * 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A module that is worth packing, in a folder below."""
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "page.js").write_text(MODULE, encoding="utf-8")
    return tmp_path


def client_of(files: VersionedFiles) -> TestClient:
    app = FastAPI()
    app.mount("/static", files)
    return TestClient(app)


def test_a_file_is_sent_packed_and_read_as_it_was(folder: Path) -> None:
    files = VersionedFiles(folder)
    with client_of(files).stream("GET", files.address("map/page.js")) as answer:
        raw = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["content-type"].startswith("text/javascript")
        assert answer.headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(raw).decode() == MODULE
    assert len(raw) < len(MODULE) / 5


def test_who_takes_no_packed_file_gets_the_plain_one(folder: Path) -> None:
    answer = client_of(VersionedFiles(folder)).get("/static/map/page.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert answer.text == MODULE


def test_only_the_present_version_is_kept_for_a_year(folder: Path) -> None:
    files = VersionedFiles(folder)
    client = client_of(files)
    assert client.get(files.address("map/page.js")).headers["cache-control"] == FOREVER
    assert client.get("/static/map/page.js").headers["cache-control"] == ASK_FIRST
    assert client.get("/static/v000000000000/map/page.js").headers["cache-control"] == ASK_FIRST


def test_what_the_browser_has_is_not_sent_again(folder: Path) -> None:
    client = client_of(VersionedFiles(folder))
    tag = client.get("/static/map/page.js").headers["etag"]
    assert client.get("/static/map/page.js", headers={"If-None-Match": tag}).status_code == 304


def test_the_version_changes_with_a_byte_and_with_nothing_else(folder: Path) -> None:
    before = version_of(folder)
    (folder / "map" / "page.js").touch()
    assert version_of(folder) == before
    (folder / "map" / "page.js").write_text(MODULE + "\n", encoding="utf-8")
    assert version_of(folder) != before


def test_no_file_outside_the_folder_is_served(folder: Path) -> None:
    (folder.parent / "secret.js").write_text("no", encoding="utf-8")
    files = VersionedFiles(folder)
    assert client_of(files).get(f"/static/{files.version}/%2e%2e/secret.js").status_code == 404
