"""A matter through the API: reported, read, moved on, and refused in words."""

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
from tests.web.conftest import Browser


@pytest.fixture(autouse=True)
def unchanged(web_urls: Urls) -> Iterator[None]:
    """The town is shared: what was reported here is gone afterwards."""
    yield
    engine = owner_engine(web_urls.owner)
    with Session(engine) as session, session.begin():
        session.execute(delete(Matter).where(Matter.reported_by.is_not(None)))
    engine.dispose()


def form_of(client: TestClient) -> str:
    """The word that forms carry."""
    found = re.search(r'name="form" value="(\w+)"', client.get("/").text)
    assert found is not None
    return found[1]


def report(client: TestClient, **more: Any) -> Any:
    lon, lat = town.at(50, 50)
    given = {"form": form_of(client), "code": "06010", "lon": lon, "lat": lat, "note": "by the gate"} | more
    return client.post("/api/matters?lang=en", data=given)


def test_a_report_is_received_read_and_moved_on(browser: Browser) -> None:
    leader, community = browser("grid_leader"), browser("community")
    made = report(leader)
    assert made.status_code == 201
    receipt = made.json()
    assert (receipt["stage"], receipt["seq"]) == ("reported", 1)
    found = community.get(f"/api/matters/{receipt['id']}?lang=en").json()
    assert (found["code_name"], found["source"], found["ref"]) == ("Exposed rubbish", "own_grid", receipt["ref"])
    assert [m["act"] for m in found["moves"]] == ["accept", "void", "self_handle"]
    assert found["events"][0] | {"act": "report", "note": "by the gate", "person": "grid_leader"} == found["events"][0]
    moved = community.post(
        f"/api/matters/{receipt['id']}/moves", data={"form": form_of(community), "act": "accept", "seq": 1}
    )
    assert (moved.status_code, moved.json()["stage"], moved.json()["seq"]) == (200, "accepted", 2)


def test_who_comes_second_gets_a_conflict_in_words(browser: Browser) -> None:
    office = browser("office")
    receipt = report(office, source="hotline").json()
    said = {"form": form_of(office), "act": "accept", "seq": 1}
    first, second = (office.post(f"/api/matters/{receipt['id']}/moves?lang=en", data=said) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 409)
    assert second.json()["detail"].startswith("office was faster: the matter is accepted now.")


@pytest.mark.parametrize(
    ("given", "number"),
    [({"code": "Needle Pickup"}, 422), ({"source": "a friend"}, 422), ({"lon": "east"}, 400), ({"form": "forged"}, 403),
     ({"lat": 89}, 400), ({"accuracy_m": "nan"}, 400)],
)  # fmt: skip
def test_a_report_that_cannot_be_used_is_refused(browser: Browser, given: dict[str, Any], number: int) -> None:
    answer = report(browser("grid_leader"), **given)
    assert answer.status_code == number
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_matter_of_another_scope_is_not_there(browser: Browser) -> None:
    lon, lat = town.at(350, 50)
    receipt = report(browser("office"), source="resident", lon=lon, lat=lat).json()
    leader = browser("grid_leader")
    assert leader.get(f"/api/matters/{receipt['id']}").status_code == 404
    said = {"form": form_of(leader), "act": "self_handle", "seq": 1, "note": "x"}
    assert leader.post(f"/api/matters/{receipt['id']}/moves", data=said).status_code == 404


def test_an_inspector_gets_a_receipt_for_what_lies_elsewhere(browser: Browser) -> None:
    inspector = browser("inspector")
    made = report(inspector)
    assert made.status_code == 201
    assert inspector.get(f"/api/matters/{made.json()['id']}").status_code == 404
    assert browser("office").get(f"/api/matters/{made.json()['id']}").json()["source"] == "cross_inspection"
