"""Visits under review as people use them: the list, one visit, a device, a threshold."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from geo.crs import wgs84_to_gcj02
from services.cluster.roles import Urls
from services.database import owner_engine
from services.intake.tables import Batch
from services.locating.tables import HouseholdLocation, VisitLocation
from services.month_end.tables import MonthEvent, MonthReport
from services.visit_review.tables import DeviceMixup, VisitCorrection, VisitLimit, VisitLook, VisitReview
from services.visits.tables import Visit
from tests import town
from tests.web.conftest import Browser

HEADER = "编号,经度,纬度,类型,户编号,走访人,设备,精度,走访时间"
HOME = {"H0": (50.0, 50.0), "H1": (60.0, 50.0), "H2": (150.0, 50.0)}


def line(ref: str, home: str, at: tuple[float, float], when: str, device: str = "d1") -> str:
    return f"{ref},{at[0]!r},{at[1]!r},visit,{home},grid_leader,{device},8,{when}"


@pytest.fixture
def visited(web_urls: Urls, tmp_path: Path) -> Iterator[None]:
    """V1 was told from 120 m north of H0; d7 tells twenty visits to H1 in GCJ-02. Forgotten afterwards."""
    shifted = tuple(float(v) for v in wgs84_to_gcj02(*town.at(*HOME["H1"])))
    lines = [line("V0", "H1", town.at(*HOME["H1"]), "2026-10-12 09:00"),
             line("V1", "H0", town.at(50, 170), "2026-10-12 09:30")]  # fmt: skip
    lines += [line(f"S{i:02d}", "H1", (shifted[0] + i * 1e-6, shifted[1]), f"2026-10-{i + 10} 10:00", "d7")
              for i in range(20)]  # fmt: skip
    path = tmp_path / "visits.csv"
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    engine = owner_engine(web_urls.owner)
    with Session(engine) as session, session.begin():
        town.take(session, "visits", path)
    yield
    with Session(engine) as session, session.begin():
        for table in (VisitCorrection, DeviceMixup, Visit, VisitReview, VisitLook, VisitLimit):
            session.execute(delete(table))
        session.execute(delete(Batch).where(Batch.subject == "visits"))
    engine.dispose()


def send(client: TestClient, path: str, **fields: Any) -> Any:
    """Send a form of a page, as it is shown now."""
    page = client.get(f"{path}?lang=en").text
    form, seq = re.search(r'name="form" value="(\w+)"', page), re.search(r'name="seq" value="(\d+)"', page)
    assert form is not None
    return client.post(path, data={"form": form[1], "seq": seq[1] if seq else 1} | fields)


@pytest.mark.usefixtures("visited")
def test_a_visit_is_listed_answered_and_decided(browser: Browser) -> None:
    leader, clerk = browser("grid_leader"), browser("community")
    listed = leader.get("/visits/review?lang=en").text
    assert "Far from the address" in listed
    assert 'href="/visits/review/V1"' in listed
    assert 'href="/visits/review/V1"' not in leader.get("/visits/review?lang=en&reason=strand").text
    assert 'href="/visits/review/V1"' in leader.get(f"/visits/review?lang=en&zone={town.GRIDS[0]}&device=d1").text
    page = leader.get("/visits/review/V1?lang=en").text
    assert "more than 100 m from the address, with an accuracy of 50 m or better" in page
    assert '<h2 id="h-reply">' in page
    assert "h-decide" not in page
    assert page.count('class="day-stop"') == 2  # the other visit of the day, and the legend's
    before = clerk.get("/visits/review/V1?lang=en").text
    assert re.findall(r'name="outcome" value="(\w+)"', before) == ["kept"]
    refused = send(clerk, "/visits/review/V1", act="decide", outcome="struck", note="Too far.")
    assert refused.status_code == 409
    assert "Too far." in refused.text
    assert send(leader, "/visits/review/V1", act="reply", note="I rang from the yard.").status_code == 303
    page = clerk.get("/visits/review/V1?lang=en").text
    assert "I rang from the yard." in page
    assert re.findall(r'name="outcome" value="(\w+)"', page) == ["kept", "accepted", "struck"]
    assert send(clerk, "/visits/review/V1", act="decide", outcome="accepted", note="Known yard.").status_code == 303
    assert "Answer accepted" in clerk.get("/visits/review?state=decided&lang=en").text
    assert "h-reopen" in browser("office").get("/visits/review/V1").text


@pytest.mark.usefixtures("visited")
def test_a_device_is_put_right_as_a_whole_and_set_back(browser: Browser, web_urls: Urls) -> None:
    office = browser("office")
    assert "GCJ-02, as Chinese web maps" in office.get("/visits/devices?lang=en").text
    page = office.get("/visits/devices/d7?lang=en").text
    assert page.count('class="offset"') == 20
    assert "20 visits and 0 patrol points" in page
    assert "Put them right" not in browser("grid_leader").get("/visits/devices/d7?lang=en").text
    number = re.search(r'name="number" value="(\d+)"', page)
    assert number is not None
    told = places(web_urls)
    assert send(office, "/visits/devices/d7", act="correct", number=number[1]).status_code == 303
    right = places(web_urls)
    home = town.at(*HOME["H1"])
    assert all(abs(lon - home[0]) < 3e-5 and abs(lat - home[1]) < 1e-6 for lon, lat, _ in right)
    assert {grid for _, _, grid in right} == {grid_of(web_urls, "H1")}
    assert "Put right" in office.get("/visits/devices/d7?lang=en").text
    assert send(office, "/visits/devices/d7", act="correct", number=number[1]).status_code == 409
    assert send(office, "/visits/devices/d7", act="undo", number=number[1]).status_code == 303
    assert places(web_urls) == told
    assert send(office, "/visits/devices/d7", act="dismiss", number=number[1], note=" ").status_code == 422
    assert browser("office").get("/visits/devices/none").status_code == 404


def places(urls: Urls) -> list[tuple[float, float, int | None]]:
    engine = owner_engine(urls.owner)
    with Session(engine) as session:
        chosen = (
            select(func.ST_X(Visit.geom), func.ST_Y(Visit.geom), VisitLocation.grid_id)
            .join(VisitLocation, VisitLocation.point_id == Visit.id)
            .where(Visit.device == "d7")
            .order_by(Visit.external_ref)
        )
        found = [(row[0], row[1], row[2]) for row in session.execute(chosen)]
    engine.dispose()
    return found


def grid_of(urls: Urls, household: str) -> int | None:
    engine = owner_engine(urls.owner)
    with Session(engine) as session:
        found = session.scalar(select(HouseholdLocation.grid_id).where(HouseholdLocation.ref == household))
    engine.dispose()
    return found


@pytest.mark.usefixtures("visited")
def test_a_threshold_is_set_with_its_source(browser: Browser) -> None:
    office = browser("office")
    assert "United States Census Bureau" in office.get("/visits/limits?lang=en").text
    assert send(office, "/visits/limits", name="near_m", value=45, source="").status_code == 422
    assert send(office, "/visits/limits", name="near_m", value=45, source="Notice 9 of 2026").status_code == 303
    page = office.get("/visits/limits?lang=en").text
    assert re.search(r"45 m</td><td>Notice 9 of 2026 <span class=\"badge good\">the office&#39;s own", page)
    assert "h-set" not in browser("community").get("/visits/limits").text


@pytest.fixture
def months_forgotten(web_urls: Urls) -> Iterator[None]:
    """No month is kept afterwards."""
    yield
    engine = owner_engine(web_urls.owner)
    with Session(engine) as session, session.begin():
        session.execute(delete(MonthEvent))
        session.execute(delete(MonthReport))
    engine.dispose()


@pytest.mark.usefixtures("months_forgotten")
def test_a_month_goes_from_the_leader_to_the_community(browser: Browser) -> None:
    leader, clerk = browser("grid_leader"), browser("community")
    address = f"/visits/month/{town.GRIDS[0]}"
    page = leader.get(f"{address}?month=2026-08&lang=en").text
    assert ">late</span>" in page
    assert "h-verify" not in page
    assert send(leader, address, act="hand_in", month="2026-08", seq=0).status_code == 303
    page = clerk.get(f"{address}?month=2026-08&lang=en").text
    assert "Verify the month" in page
    assert send(clerk, address, act="send_back", month="2026-08", seq=1, note=" ").status_code == 422
    assert send(clerk, address, act="verify", month="2026-08", seq=1).status_code == 303
    listed = browser("office").get("/visits/month?month=2026-08&state=verified&lang=en").text
    # Grids are often named alike: each stands with its community.
    assert ">Z001 Z001</a>" in listed
    assert "August 2026" in listed
    assert town.GRIDS[0] in listed
    assert town.GRIDS[1] not in listed
    assert leader.get(f"/visits/month/{town.GRIDS[3]}?month=2026-08").status_code == 404
    assert leader.get("/visits/month?month=2026-99").status_code == 422
