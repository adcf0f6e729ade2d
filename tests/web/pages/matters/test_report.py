"""Reporting a matter on the page: what is near is shown first, nothing typed is lost, and others get a receipt."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.cluster.roles import Urls
from services.database import owner_engine
from services.matters.tables import Matter
from tests import town
from tests.services.matters.photos.pictures import picture
from tests.web.conftest import Browser

NEW = "/matters/new"


@pytest.fixture(autouse=True)
def unchanged(web_urls: Urls) -> Iterator[None]:
    """What was reported here is gone afterwards."""
    yield
    engine = owner_engine(web_urls.owner)
    with Session(engine) as session, session.begin():
        session.execute(delete(Matter).where(Matter.reported_by.is_not(None)))
    engine.dispose()


def send(client: TestClient, path: str = "", x_m: float | None = 50, files: Any = None, **more: Any) -> Any:
    token = re.search(r'name="form" value="(\w+)"', client.get(NEW).text)
    assert token is not None
    lon, lat = town.at(x_m, 50) if x_m is not None else ("", "")
    given = {"form": token[1], "code": "06010", "lon": lon, "lat": lat, "note": "by the gate", "source": "hotline"}
    return client.post(f"{NEW}{path}?lang=en", data=given | more, files=files)


def test_a_report_leads_to_its_page(browser: Browser) -> None:
    answer = send(browser("office"))
    assert answer.status_code == 303
    page = browser("office").get(answer.headers["location"] + "?lang=en").text
    assert "by the gate" in page
    assert "Hotline" in page


def test_what_is_near_is_shown_before_anything_is_written(browser: Browser) -> None:
    client = browser("office")
    first = send(client).headers["location"].rpartition("/")[2]
    looked = send(client, "/look", x_m=52)
    assert "Reported near here already" in looked.text
    assert first in looked.text
    lon, lat = town.at(52, 50)
    piece = client.get(f"{NEW}/near?code=06010&lon={lon}&lat={lat}&lang=en").text
    assert first in piece
    assert "<html" not in piece
    assert "Nothing like it" in send(client, "/look", x_m=52, code="09005").text


def test_a_report_without_a_place_is_refused_and_loses_nothing(browser: Browser) -> None:
    answer = send(browser("office"), x_m=None, address="opposite number 5")
    assert answer.status_code == 422
    assert "It is not said where" in answer.text
    assert "by the gate</textarea>" in answer.text
    assert 'value="opposite number 5"' in answer.text


def test_the_office_says_where_it_heard_of_it(browser: Browser) -> None:
    answer = send(browser("office"), source="")
    assert answer.status_code == 422
    assert "is no source" in answer.text


def test_who_may_not_read_it_back_gets_its_number(browser: Browser) -> None:
    answer = send(browser("grid_leader"), x_m=250, source="own_grid")
    assert answer.status_code == 201
    ref = re.search(r"It is reported as ([\d-]+)", answer.text)
    assert ref is not None
    assert browser("grid_leader").get(f"/matters/{ref[1]}").status_code == 404
    assert browser("inspector").get(f"/matters/{ref[1]}").status_code == 200


def test_an_address_is_found_and_chosen_without_a_script(browser: Browser) -> None:
    client = browser("office")
    found = send(client, "/look", x_m=None, find=town.GRIDS[0])
    assert 'name="hit" value="0"' in found.text
    chosen = send(client, "/look", x_m=None, find=town.GRIDS[0], hit=0).text
    assert re.search(r'name="lon" type="number" value="1\d\d\.\d+"', chosen)
    assert 'class="mark-pin"' in chosen


def photos(*names: str) -> list[tuple[str, tuple[str, bytes, str]]]:
    return [("photo", (name, picture(), "image/jpeg")) for name in names]


def test_photos_come_with_the_report_and_one_that_was_chosen_twice_is_one(browser: Browser) -> None:
    client = browser("office")
    answer = send(client, files=photos("a.jpg", "b.jpg"))
    assert answer.status_code == 303
    page = client.get(answer.headers["location"] + "&lang=en").text
    assert "Reported with 1 photos." in page
    assert page.count("/small.jpg") == 1


def test_photos_of_a_report_in_anothers_grid_are_kept_for_those_who_may_read_it(browser: Browser) -> None:
    answer = send(browser("grid_leader"), x_m=250, source="own_grid", files=photos("a.jpg"))
    assert (answer.status_code, "The 1 photos were kept with it." in answer.text) == (201, True)
    ref = re.search(r"It is reported as ([\d-]+)", answer.text)
    assert ref is not None
    page = browser("inspector").get(f"/matters/{ref[1]}?lang=en").text
    assert page.count("/small.jpg") == 1
    photo = re.search(r'src="(/photos/[-\w]+/small\.jpg)"', page)
    assert photo is not None
    assert browser("inspector").get(photo[1]).status_code == 200
    assert browser("grid_leader").get(photo[1]).status_code == 404


def test_photos_of_a_report_that_is_refused_are_asked_for_again(browser: Browser) -> None:
    refused = send(browser("office"), x_m=None, files=photos("a.jpg"))
    assert refused.status_code == 422
    assert "Choose the 1 photos again" in refused.text
    assert "by the gate</textarea>" in refused.text


def test_no_photo_and_too_many_are_refused_before_anything_is_reported(browser: Browser) -> None:
    client = browser("office")
    wrong = send(client, files=[("photo", ("p.heic", b"heic", "image/heic"))])
    assert (wrong.status_code, "can&#39;t be read as a photo" in wrong.text) == (422, True)
    assert "10 photos were chosen" in send(client, files=photos(*(f"{i}.jpg" for i in range(10)))).text
    assert "Nothing like it" in send(client, "/look").text
