"""Files of the present version are answered before every other layer, with the same headers, and nothing else is."""

import gzip

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Browser
from web.static_files import FOLDER, FOREVER, VersionedFiles


@pytest.fixture
def client(browser: Browser) -> TestClient:
    return browser("office")


def address(name: str) -> str:
    return VersionedFiles().address(name)


@pytest.mark.parametrize("name", ["map/page.js", "css/map.css", "vendor/maplibre-gl/maplibre-gl.mjs", "brand/icon.svg"])
def test_a_file_is_the_one_that_lies_there_packed_and_kept_for_a_year(client: TestClient, name: str) -> None:
    short, long = client.get(address(name)), client.get(f"/static/{name}")
    assert short.content == long.content == (FOLDER / name).read_bytes()
    assert short.headers["cache-control"] == FOREVER
    for header in ("content-type", "content-encoding", "content-security-policy", "x-content-type-options", "vary"):
        assert short.headers[header] == long.headers[header]


def test_letters_are_sent_as_they_are(client: TestClient) -> None:
    answer = client.get(address("vendor/noto-sans-sc/noto-sans-sc-latin-400-normal.woff2"))
    assert answer.headers["content-type"] == "font/woff2"
    assert "content-encoding" not in answer.headers


def test_a_pack_is_sent_packed_or_as_text(client: TestClient) -> None:
    with client.stream("GET", address("packs/page.js")) as answer:
        raw = b"".join(answer.iter_raw())
        assert answer.headers["content-type"].startswith("text/javascript")
    plain = client.get(address("packs/page.js"), headers={"Accept-Encoding": "identity"})
    assert gzip.decompress(raw) == plain.content
    assert "content-encoding" not in plain.headers


def test_other_versions_and_paths_go_the_long_way(client: TestClient) -> None:
    assert client.get("/static/v000000000000/map/page.js").headers["cache-control"] != FOREVER
    assert client.get(address("%2e%2e/app.py")).status_code == 404
    assert client.get(address("packs/none.js")).status_code == 404
    assert client.head(address("map/page.js")).status_code == 200
