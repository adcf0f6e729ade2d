"""One matter on its page: its facts, its life, the moves of its reader, and what a slower colleague is told."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.cluster.roles import Urls
from services.database import owner_engine
from services.matters.deadlines.tables import MatterLimit
from services.matters.tables import Department, Matter
from tests import town
from tests.services.matters.photos.pictures import picture
from tests.web.conftest import Browser

SINCE = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def department(web_urls: Urls) -> Iterator[None]:
    """There is one department; afterwards neither that nor what was reported here, nor a limit."""
    engine = owner_engine(web_urls.owner)
    with Session(engine) as session, session.begin():
        session.add(Department(code="hw", name="环卫所", name_en="Sanitation"))
    yield
    with Session(engine) as session, session.begin():
        session.execute(delete(Matter).where(Matter.reported_by.is_not(None)))
        session.execute(delete(Department))
        session.execute(delete(MatterLimit))
    engine.dispose()


def reported(client: TestClient, x_m: float = 50) -> str:
    """A matter that was reported just now: its address."""
    token = re.search(r'name="form" value="(\w+)"', client.get("/").text)
    assert token is not None
    lon, lat = town.at(x_m, 50)
    given = {"form": token[1], "code": "06010", "lon": lon, "lat": lat, "source": "hotline", "note": "by the gate"}
    return f"/matters/{client.post('/api/matters', data=given).json()['ref']}"


def move(client: TestClient, path: str, act: str, **more: Any) -> Any:
    """Send a form of the page as it is shown now, or what `more` says instead."""
    page = client.get(path).text
    form = re.search(r'name="form" value="(\w+)"', page)
    seq = re.search(r'name="seq" value="(\d+)"', page)
    assert form is not None
    given = {"form": form[1], "act": act, "seq": seq[1] if seq else 1} | more
    return client.post(f"{path}?lang=en", data=given)


def acts(page: str) -> list[str]:
    return re.findall(r'name="act" value="(\w+)"', page)


def test_a_matter_is_shown_with_its_place_its_map_and_its_life(browser: Browser) -> None:
    office = browser("office")
    page = office.get(f"{reported(office)}?lang=en").text
    assert "Exposed rubbish" in page
    assert town.GRIDS[0] in page
    assert 'class="mark-pin"' in page
    assert "by the gate" in page
    assert acts(page) == ["accept", "supervise", "void", "self_handle"]


def test_it_is_moved_on_step_by_step_by_the_forms_of_the_page(browser: Browser) -> None:
    office = browser("office")
    path = reported(office)
    steps: list[tuple[str, dict[str, str]]] = [
        ("accept", {}), ("file", {}), ("dispatch", {"department": "hw"}), ("handle", {"note": "done"}), ("check", {}),
        ("close", {}),
    ]  # fmt: skip
    for act, said in steps:
        assert move(office, path, act, **said).status_code == 303
    page = office.get(f"{path}?lang=en").text
    assert acts(page) == ["appeal"]
    assert "→ Sanitation" in page
    assert "→ 环卫所" in office.get(f"{path}?lang=zh").text
    assert page.index("Close the case") < page.index("Report as handled") < page.index("Accept")


def test_who_comes_second_is_told_and_loses_nothing_of_what_was_typed(browser: Browser) -> None:
    office, community = browser("office"), browser("community")
    path = reported(office)
    assert move(community, path, "accept").status_code == 303
    answer = move(office, path, "void", seq=1, note="nothing was seen there")
    assert answer.status_code == 409
    assert "community was faster: the matter is accepted now." in answer.text
    assert "nothing was seen there</textarea>" in answer.text


def test_a_move_that_says_too_little_is_refused_and_kept_open(browser: Browser) -> None:
    office = browser("office")
    path = reported(office)
    answer = move(office, path, "void", note=" ")
    assert answer.status_code == 422
    assert "needs a sentence that says why" in answer.text
    assert re.search(r'<details class="move" open><summary>Void', answer.text)


def test_a_deferral_is_said_with_its_end_in_local_time_and_with_both_deadlines(
    browser: Browser, web_urls: Urls
) -> None:
    engine = owner_engine(web_urls.owner)
    with Session(engine) as session, session.begin():
        session.add(MatterLimit(stage="close", urgent=False, clock="calendar_days", amount=5, valid_from=SINCE))
    engine.dispose()
    office = browser("office")
    path = reported(office)
    for act in ("accept", "file"):
        move(office, path, act)
    year = datetime.now(UTC).year + 2
    assert move(office, path, "defer", note="the owner is away", until=f"{year}-05-01T09:30").status_code == 303
    page = office.get(f"{path}?lang=en").text
    assert f"until May 1, {year} 09:30" in page
    # Not quite five days were left of the five.
    moved = re.findall(r"Due for closing moved from (.+) to (.+)</p>", page)
    assert len(moved) == 1
    assert moved[0][1].startswith(f"May 6, {year} 09:")


def test_nobody_finds_a_matter_beyond_their_scope(browser: Browser) -> None:
    office = browser("office")
    path = reported(office, x_m=250)
    assert browser("grid_leader").get(path).status_code == 404
    assert browser("inspector").get(path).status_code == 200


def test_a_role_without_moves_reads_only(browser: Browser) -> None:
    office = browser("office")
    path = reported(office)
    assert acts(browser("grid_leader").get(path).text) == ["self_handle"]
    refused = move(browser("grid_leader"), path, "accept")
    assert refused.status_code == 403
    assert "is not for your role" in refused.text


def test_a_photo_is_added_shown_and_taken_away(browser: Browser) -> None:
    office = browser("office")
    path = reported(office)
    form = re.search(r'name="form" value="(\w+)"', office.get(path).text)
    assert form is not None
    given = {"form": form[1], "ref": path.rpartition("/")[2]}
    sent = office.post("/photos", data=given, files={"photo": ("p.jpg", picture(), "image/jpeg")})
    assert sent.headers["location"] == f"{path}#photos"
    photo = re.search(r'src="(/photos/[-\w]+)/small\.jpg"', office.get(path).text)
    assert photo is not None
    shown = office.get(f"{photo[1]}/large.jpg")
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    assert browser(None).get(f"{photo[1]}/large.jpg").status_code in {303, 401}
    wrong = office.post("/photos?lang=en", data=given, files={"photo": ("p.heic", b"heic", "image/heic")})
    assert wrong.status_code == 422
    assert "p.heic can&#39;t be read as a photo" in wrong.text
    assert office.post(f"{photo[1]}/remove", data={"form": form[1]}).status_code == 303
    assert "/small.jpg" not in office.get(path).text
