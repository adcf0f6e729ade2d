"""Welfare visits on their page, on the grid file and at the household, for those entitled and for nobody else."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.cluster.roles import Urls
from services.database import owner_engine
from tests import town
from tests.web.conftest import Browser


@pytest.fixture
def cared(web_urls: Urls) -> Iterator[None]:
    """H0 is visited every 30 days, H2 every 7, H3 of the other community every 14; since long ago, nobody came."""
    engine = owner_engine(web_urls.owner)
    with Session(engine) as session, session.begin():
        session.execute(text("INSERT INTO household_care (household_id, every_days, since) "
                             "SELECT h.id, g.days, '2026-01-01' FROM (VALUES ('H0', 30), ('H2', 7), "
                             "('H3', 14)) g(ref, days) JOIN household h ON h.external_ref = g.ref"))  # fmt: skip
    yield
    with Session(engine) as session, session.begin():
        session.execute(text("DELETE FROM household_care"))
    engine.dispose()


def refs(client: TestClient, query: str = "") -> list[str]:
    return re.findall(r'<small class="code">(\w+)</small>', client.get(f"/visits/care?lang=en{query}").text)


@pytest.mark.usefixtures("cared")
def test_each_reads_the_list_of_the_own_grids(browser: Browser) -> None:
    assert refs(browser("office")) == ["H0", "H2", "H3"]
    assert refs(browser("community")) == refs(browser("area_leader")) == ["H0", "H2"]
    assert refs(browser("grid_leader")) == ["H0"]
    assert refs(browser("office"), f"&zone={town.GRIDS[1]}") == ["H2"]
    assert refs(browser("office"), "&standing=soon") == []
    page = browser("office").get("/visits/care?lang=en").text
    assert "days overdue" in page
    assert page.count('class="care-dot overdue"') == 4  # three doors and the legend
    assert (
        "no grid, area or community called “nowhere”" in browser("office").get("/visits/care?lang=en&zone=nowhere").text
    )


@pytest.mark.usefixtures("cared")
def test_an_inspector_and_a_forum_see_nothing_of_it_anywhere(browser: Browser) -> None:
    for role in ("inspector", "forum"):
        assert browser(role).get("/visits/care").status_code == 403
    inspector = browser("inspector")  # works in the community in which H3 lies
    assert 'href="/visits/care' not in inspector.get("/visits/review?lang=en").text
    told = {role: browser(role).get("/api/points/household/H3?lang=en").text for role in ("office", "inspector")}
    assert "every 14 days" in told["office"]
    assert "days" not in told["inspector"]
    files = {role: browser(role).get(f"/grids/{town.GRIDS[2]}?lang=en").text for role in ("office", "inspector")}
    assert "every 14 days 1 households, 1 due" in files["office"]
    assert "Welfare" not in files["inspector"]


@pytest.mark.usefixtures("cared")
def test_staff_set_an_interval_and_end_it(browser: Browser) -> None:
    clerk = browser("community")
    form = re.search(r'name="form" value="(\w+)"', clerk.get("/visits/care?lang=en").text)
    assert form is not None
    sent = {"form": form[1], "ref": "H1"}
    assert clerk.post("/visits/care", data=sent | {"every_days": 60}).headers["location"].endswith("ref=H1#set")
    assert refs(clerk, "&standing=all") == ["H0", "H2", "H1"]
    refused = clerk.post("/visits/care?lang=en", data=sent | {"every_days": 60})
    assert (refused.status_code, "H1 is visited every 60 days already." in refused.text) == (409, True)
    assert 'value="H1"' in refused.text
    assert clerk.post("/visits/care", data=sent).status_code == 303
    assert refs(clerk, "&standing=all") == ["H0", "H2"]
    assert clerk.post("/visits/care?lang=en", data=sent | {"ref": "H3", "every_days": 7}).status_code == 404
    leader = browser("grid_leader")
    assert "How often a household is visited" not in leader.get("/visits/care?lang=en").text


def test_without_any_the_page_says_so(browser: Browser) -> None:
    assert "No household is visited regularly" in browser("grid_leader").get("/visits/care?lang=en").text
