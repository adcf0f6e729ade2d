"""The review list of reports that may be of one thing, as a person uses it."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.cluster.roles import Urls
from services.database import owner_engine
from services.matters.likeness.tables import DefaultPoint, LikenessRule, MatterPair
from services.matters.tables import Matter
from tests.web.conftest import Browser

PAGE = "/matters/alike?lang=en"


@pytest.fixture
def owner(web_urls: Urls) -> Iterator[Session]:
    """The town's database as it stands; decisions and rules are forgotten afterwards."""
    engine = owner_engine(web_urls.owner)
    with Session(engine) as session:
        yield session
        session.rollback()
        session.query(MatterPair).update({"state": "found"})
        session.execute(delete(LikenessRule))
        session.execute(delete(DefaultPoint))
        session.commit()
    engine.dispose()


def send(client: TestClient, path: str, **fields: object) -> int:
    """Send a form of the page. Returns the answer's number."""
    token = re.search(r'name="form" value="([^"]+)"', client.get(PAGE).text)
    assert token is not None
    return client.post(path, data={"form": token[1], **{k: str(v) for k, v in fields.items()}}).status_code


def test_a_pair_stands_side_by_side_and_is_decided(browser: Browser, owner: Session) -> None:
    # M0 and M1 were reported a day apart, five metres from each other.
    client = browser("community")
    page = client.get(PAGE).text
    assert re.search(r"M0.*M1", page, re.DOTALL)
    assert "5 m apart" in page
    assert "1.0 days later" in page
    [pair] = owner.scalars(select(MatterPair)).all()
    assert {m.external_ref for m in owner.scalars(select(Matter).where(Matter.id == pair.again_id))} == {"M1"}
    decided = {"first": pair.first_id, "again": pair.again_id, "same": "false"}
    assert send(client, "/matters/alike", **decided) == 303
    assert "Nothing waits here." in client.get(PAGE).text
    assert "M1" in client.get(f"{PAGE}&state=rejected").text
    assert send(client, "/matters/alike", **decided | {"same": "true"}) == 303
    assert "M1" in client.get(f"{PAGE}&state=confirmed").text


def test_who_does_not_decide_sees_no_button(browser: Browser) -> None:
    page = browser("grid_leader").get(PAGE).text
    assert "M1" in page
    assert "Different things" not in page
    assert "/matters/alike/rules" not in page


@pytest.mark.usefixtures("owner")
def test_the_office_sets_and_drops_a_rule_and_a_wrong_one_is_told(browser: Browser) -> None:
    client = browser("office")
    rules = "/matters/alike/rules"
    assert send(client, rules, code="06010", metres=50, days=3, act="set") == 303
    assert re.search(r"06010 [^<]+</th><td class=\"n\">50</td><td class=\"n\">3</td>", client.get(PAGE).text)
    assert send(client, rules, code="06010", metres=5000, days=3, act="set") == 422
    assert send(client, rules, code="06010", metres=0, days=0, act="drop") == 303
    assert not re.search(r"06010 [^<]+</th><td", client.get(PAGE).text)


def test_a_shared_point_is_listed_and_called_a_place(browser: Browser, owner: Session) -> None:
    where = select(Matter.geom).where(Matter.external_ref == "M0").scalar_subquery()
    owner.add(DefaultPoint(tile_x=7, tile_y=8, geom=where, rows=1365, addresses=897))
    owner.commit()
    client = browser("office")
    outside = "/outside?edition=1&lang=en"
    page = client.get(outside).text
    assert "1,365" in page
    assert "counts in no grid" in page
    assert send(client, "/outside/shared", x=7, y=8, a_place="true", edition=1) == 303
    assert "a real place" in client.get(outside).text
    assert send(client, "/outside/shared", x=9, y=9, a_place="true", edition=1) == 404
    assert "It is a real place" not in browser("grid_leader").get(outside).text
