"""A base map of the operator's: off by default, a file served from here, or one other host and no further."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from starlette.testclient import TestClient

from services.cluster.roles import Urls
from services.database import app_engine
from services.settings import Settings
from tests.tiles.base_file import write_lake, write_pictures
from tests.tiles.place import features, tile_at
from tests.web.conftest import PASSWORD, Browser
from web.app import create_app

STYLE = "/map/style.json?edition=1&level=grid"
ELSEWHERE = "https://maps.example:8443/{z}/{x}/{y}.png"


@contextmanager
def served(urls: Urls, home: Path, **chosen: Any) -> Iterator[TestClient]:
    """The app with a base map, and the office signed in."""
    engine = app_engine(urls.app)
    client = TestClient(create_app(Settings(home=home, **chosen), engine), follow_redirects=False)
    assert client.post("/sign-in", data={"login": "office", "password": PASSWORD}).status_code == 303
    yield client
    engine.dispose()


def test_without_the_settings_nothing_else_is_drawn_and_no_other_host_is_let_in(browser: Browser) -> None:
    client = browser("office")
    answer = client.get(STYLE)
    assert {source["type"] for source in answer.json()["sources"].values()} == {"vector"}
    assert "://" not in answer.text
    assert "://" not in answer.headers["content-security-policy"]
    assert client.get("/map/base/1/0/0/0").status_code == 404


def test_a_file_lies_under_our_own_map_and_is_served_from_here(web_urls: Urls, tmp_path: Path) -> None:
    with served(web_urls, tmp_path, base_file=write_lake(tmp_path / "lake.pmtiles")) as client:
        style = client.get(STYLE)
        source = style.json()["sources"]["base-file"]
        layers = [layer.get("source") for layer in style.json()["layers"]]
        assert (source["minzoom"], source["maxzoom"], layers[:2]) == (8, 14, [None, "base-file"])
        assert layers.index("water") > max(i for i, name in enumerate(layers) if name == "base-file")
        x, y = tile_at(200, 50, 14)
        tile = client.get(source["tiles"][0].format(z=14, x=x, y=y))
        assert [f["name"] for f in features(tile.content)] == ["湖"]
        assert tile.headers["cache-control"] == "private, max-age=31536000, immutable"
        plain = client.get(source["tiles"][0].format(z=14, x=x, y=y), headers={"Accept-Encoding": "identity"})
        assert ("content-encoding" in plain.headers, plain.content) == (False, tile.content)
        assert client.get(source["tiles"][0].format(z=14, x=0, y=0)).status_code == 204
        assert client.get("/map/base/old/99/0/0").status_code == 400
        assert "://" not in style.headers["content-security-policy"]


def test_pictures_have_a_clear_one_where_there_is_none_and_their_maker_is_told(web_urls: Urls, tmp_path: Path) -> None:
    with served(web_urls, tmp_path, base_file=write_pictures(tmp_path / "pictures.pmtiles")) as client:
        source = client.get(STYLE).json()["sources"]["base-file"]
        assert (source["type"], source["attribution"]) == ("raster", "Maps &amp; Makers")
        assert client.get(source["tiles"][0].format(z=1, x=1, y=0)).content == b"four"
        missing = client.get(source["tiles"][0].format(z=1, x=1, y=1))
        assert (missing.headers["content-type"], missing.content[1:4]) == ("image/png", b"PNG")


def test_one_other_host_is_let_in_for_tiles_and_for_nothing_else(web_urls: Urls, tmp_path: Path) -> None:
    with served(web_urls, tmp_path, base_tiles=ELSEWHERE, base_attribution="Maps <& Makers>") as client:
        answer = client.get(STYLE)
        style = answer.json()
        assert style["sources"]["base-elsewhere"]["attribution"] == "Maps &lt;&amp; Makers&gt;"
        assert [layer["id"] for layer in style["layers"][:2]] == ["paper", "base-elsewhere"]
        policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
        assert {name for name, allowed in policy.items() if "://" in allowed} == {"img-src", "connect-src"}
        assert policy["connect-src"] == "'self' https://maps.example:8443"


@pytest.mark.parametrize("address", [
    "maps.example/{z}/{x}/{y}.png", "https://maps.example/{z}/{x}.png", "javascript://{z}/{x}/{y}",
    "https://maps.example; script-src *//{z}/{x}/{y}", "https://m aps/{z}/{x}/{y}",
])  # fmt: skip
def test_an_address_that_is_none_of_tiles_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match=r"https://maps.example/\{z\}"):
        Settings(base_tiles=address)
