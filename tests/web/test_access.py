"""Nobody is in who may not be: every route decides, and every answer keeps to the caller's scope."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from starlette.routing import Mount
from starlette.testclient import TestClient

from services.access.sign_in import form_token, open_session
from services.access.tables import AuditEvent, Person, SignIn
from services.cluster.roles import Urls
from services.database import app_engine, owner_engine
from services.errors import CATALOGUE
from services.locating.tables import HouseholdLocation
from services.register.tables import Household
from services.settings import Settings
from tests import database
from tests.web.conftest import PASSWORD, Browser
from web.access import EVERYONE, STAFF, Allow, Public
from web.app import create_app

PUBLIC = (*EVERYONE, "nobody")
OFFICE = ("office",)
FILES = ("office", "community")
NONE = "-"  # a hash that no password has
# These lead there when they have done what they do.
LEAD_TO_SIGN_IN = {"/sign-out", "/set-up"}
# Who may call what. A route that is not here fails the tests until it is decided, here and in its dependency.
DECIDED: dict[tuple[str, str], tuple[str, ...]] = {
    ("GET", "/sign-in"): PUBLIC,
    ("POST", "/sign-in"): PUBLIC,
    ("GET", "/set-up"): PUBLIC,
    ("POST", "/set-up"): PUBLIC,
    ("GET", "/healthz"): PUBLIC,
    ("POST", "/sign-out"): EVERYONE,
    ("GET", "/"): STAFF,
    ("GET", "/parts"): EVERYONE,
    ("GET", "/outside"): STAFF,
    ("GET", "/api/values"): STAFF,
    ("GET", "/api/ranking.{form}"): STAFF,
    ("GET", "/coverage"): STAFF,
    ("GET", "/coverage/bands"): STAFF,
    ("POST", "/coverage/bands"): OFFICE,
    ("GET", "/coverage/grids/{code}"): STAFF,
    ("GET", "/coverage/communities/{code}"): STAFF,
    ("GET", "/coverage/areas/{code}"): STAFF,
    ("POST", "/coverage/grids/{code}"): STAFF,
    ("POST", "/coverage/cycles/{key}"): OFFICE,
    ("POST", "/coverage/grids/{code}/send"): STAFF,
    ("GET", "/field"): STAFF,
    ("POST", "/field"): STAFF,
    ("GET", "/coverage/register"): STAFF,
    ("GET", "/coverage/register.{form}"): STAFF,
    ("POST", "/coverage/register"): OFFICE,
    ("POST", "/coverage/cycles"): OFFICE,
    ("GET", "/coverage/checks"): OFFICE,
    ("POST", "/coverage/checks"): OFFICE,
    ("GET", "/coverage/checks/{number}"): OFFICE,
    ("POST", "/coverage/checks/{number}"): OFFICE,
    ("POST", "/coverage/statements/{number}"): STAFF,
    ("GET", "/assessment"): STAFF,
    ("POST", "/assessment/run"): OFFICE,
    ("GET", "/assessment/published"): EVERYONE,
    ("GET", "/assessment/{cycle}/marks"): OFFICE,
    ("POST", "/assessment/{cycle}/marks/back"): OFFICE,
    ("GET", "/assessment/{cycle}/marks/{kind}/{code:path}"): OFFICE,
    ("POST", "/assessment/{cycle}/marks/{kind}/{code:path}"): OFFICE,
    ("GET", "/assessment/{cycle}/publication"): EVERYONE,
    ("POST", "/assessment/{cycle}/publication"): OFFICE,
    ("GET", "/assessment/{cycle}/{kind}/certainty"): OFFICE,
    ("GET", "/assessment/{cycle}/{kind}/places.{form}"): STAFF,
    ("GET", "/assessment/{cycle}/{kind}/{code}/steps.{form}"): STAFF,
    ("GET", "/assessment/{cycle}/{kind}/{code:path}"): STAFF,
    ("GET", "/hotspots"): STAFF,
    ("POST", "/hotspots"): OFFICE,
    ("GET", "/hotspots/{number}"): STAFF,
    ("GET", "/hotspots/{number}.{form}"): STAFF,
    ("GET", "/hotspots/{number}/{place}"): STAFF,
    ("GET", "/matters/alike"): STAFF,
    ("GET", "/matters/indicators"): STAFF,
    ("GET", "/matters"): STAFF,
    ("GET", "/matters.{form}"): STAFF,
    ("GET", "/work-log.{form}"): STAFF,
    ("GET", "/work-log/{code:path}"): STAFF,
    ("POST", "/photos"): STAFF,
    ("GET", "/photos/{photo_id}/{size}.jpg"): STAFF,
    ("POST", "/photos/{photo_id}/remove"): ("office",),
    ("GET", "/matters/new"): STAFF,
    ("GET", "/matters/new/near"): STAFF,
    ("POST", "/matters/new"): STAFF,
    ("POST", "/matters/new/look"): STAFF,
    ("GET", "/matters/{ref:path}"): STAFF,
    ("POST", "/matters/{ref:path}"): STAFF,
    ("GET", "/matters/queue"): STAFF,
    ("GET", "/visits"): STAFF,
    ("GET", "/visits/review"): STAFF,
    ("GET", "/visits/review/{ref:path}"): STAFF,
    ("POST", "/visits/review/{ref:path}"): STAFF,
    ("GET", "/visits/devices"): STAFF,
    ("GET", "/visits/devices/{device:path}"): STAFF,
    ("POST", "/visits/devices/{device:path}"): OFFICE,
    ("GET", "/visits/limits"): STAFF,
    ("GET", "/visits/care"): ("office", "community", "area_leader", "grid_leader"),
    ("POST", "/visits/care"): ("office", "community"),
    ("GET", "/visits/month"): STAFF,
    ("GET", "/visits/month/{code}"): STAFF,
    ("POST", "/visits/month/{code}"): STAFF,
    ("POST", "/visits/limits"): OFFICE,
    ("GET", "/matters/rules"): STAFF,
    ("GET", "/matters/rules/calendar"): STAFF,
    ("GET", "/matters/rules/types"): STAFF,
    ("POST", "/matters/rules/limits"): ("office",),
    ("POST", "/matters/rules/departments"): ("office",),
    ("POST", "/matters/rules/calendar"): ("office",),
    ("POST", "/matters/rules/calendar/hours"): ("office",),
    ("GET", "/matters/rules/crosswalk"): ("office",),
    ("POST", "/matters/rules/crosswalk"): ("office",),
    ("GET", "/matters/rules/redate"): ("office",),
    ("POST", "/matters/rules/redate"): ("office",),
    ("POST", "/matters/rules/types"): ("office",),
    ("POST", "/matters/rules/types/use"): ("office",),
    ("POST", "/matters/rules/types/group"): ("office",),
    ("GET", "/matters/indicators.{form}"): STAFF,
    ("GET", "/inspection"): ("office",),
    ("POST", "/inspection"): ("office",),
    ("POST", "/inspection/{candidate}/drop"): ("office",),
    ("POST", "/matters/alike"): ("office", "community"),
    ("POST", "/matters/alike/rules"): ("office",),
    ("POST", "/outside/shared"): ("office",),
    ("GET", "/api/search"): STAFF,
    ("GET", "/search"): STAFF,
    ("GET", "/api/points/{kind}/{ref:path}"): STAFF,
    ("GET", "/grids"): STAFF,
    ("GET", "/grids/{code:path}"): STAFF,
    ("GET", "/report/map.html"): STAFF,
    ("GET", "/boundaries"): STAFF,
    ("POST", "/boundaries/drafts"): OFFICE,
    ("POST", "/boundaries/{edition_id}/withdraw"): OFFICE,
    ("GET", "/boundaries/{edition_id}/redraw"): OFFICE,
    ("POST", "/boundaries/{edition_id}/edits"): OFFICE,
    ("POST", "/boundaries/{edition_id}/force"): OFFICE,
    ("POST", "/boundaries/{edition_id}/discard"): OFFICE,
    ("GET", "/api/boundaries/{edition_id}/grids.geojson"): OFFICE,
    ("GET", "/api/boundaries/{edition_id}/codes"): OFFICE,
    ("POST", "/api/boundaries/{edition_id}/edits"): OFFICE,
    ("GET", "/rubric"): STAFF,
    ("POST", "/rubric"): OFFICE,
    ("POST", "/rubric/measures"): OFFICE,
    ("GET", "/rubric/{version_id}"): STAFF,
    ("GET", "/rubric/{version_id}/file"): STAFF,
    ("GET", "/rubric/{version_id}/rehearsal"): OFFICE,
    ("POST", "/rubric/{version_id}/approve"): OFFICE,
    ("POST", "/rubric/{version_id}/discard"): OFFICE,
    ("GET", "/intake"): FILES,
    ("POST", "/intake"): FILES,
    ("GET", "/intake/{upload_id}"): FILES,
    ("GET", "/api/intake/{upload_id}/problems"): FILES,
    ("POST", "/intake/{upload_id}/layer"): FILES,
    ("POST", "/intake/{upload_id}/check"): FILES,
    ("POST", "/intake/{upload_id}/write"): FILES,
    ("GET", "/intake/batches/{batch_id}"): FILES,
    ("POST", "/intake/batches/{batch_id}/undo"): FILES,
    ("GET", "/jobs"): STAFF,
    ("POST", "/jobs/{job_id}/cancel"): STAFF,
    ("GET", "/api/jobs/{job_id}"): STAFF,
    ("GET", "/api/zones.geojson"): STAFF,
    ("GET", "/api/{layer}.geojson"): STAFF,
    ("POST", "/api/matters"): STAFF,
    ("GET", "/api/matters/{matter_id}"): STAFF,
    ("POST", "/api/matters/{matter_id}/moves"): STAFF,
    ("GET", "/tiles/{layer}.json"): EVERYONE,
    ("GET", "/map/style.json"): EVERYONE,
    ("GET", "/map/base/{version}/{z}/{x}/{y}"): EVERYONE,
}


@contextmanager
def records(engine: Engine) -> Iterator[Session]:
    """A look into the database, its connections closed afterwards."""
    with Session(engine) as session:
        yield session
    engine.dispose()


def routes(app: FastAPI) -> list[APIRoute]:
    """Every endpoint there is, those of included routers too."""
    found: list[APIRoute] = []

    def walk(listed: list[object]) -> None:
        for route in listed:
            if isinstance(route, APIRoute):
                found.append(route)
            elif not isinstance(route, Mount):
                inner = getattr(route, "original_router", None) or getattr(route, "router", None)
                walk(list(inner.routes) if inner is not None else [])

    walk(list(app.router.routes))
    return found


def test_every_route_has_decided_who_may_call_it(web_app: FastAPI) -> None:
    found = {(method, r.path): r for r in routes(web_app) for method in r.methods or ()}
    assert sorted(found) == sorted(DECIDED)
    for key, route in found.items():
        decisions = [d.call for d in route.dependant.dependencies if isinstance(d.call, (Allow, Public))]
        assert len(decisions) == 1, route.path
        assert isinstance(decisions[0], Public) == (DECIDED[key] is PUBLIC), route.path


@pytest.fixture(scope="module")
def spare() -> Iterator[Urls]:
    """A town of its own, for calls that may change something."""
    with database.cloned("spare") as urls:
        with records(owner_engine(urls.owner)) as session, session.begin():
            session.add_all(Person(login=r, display_name=r, role=r, password_hash=NONE) for r in EVERYONE)
        yield urls


@pytest.fixture(scope="module")
def spare_app(spare: Urls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The app over it."""
    engine = app_engine(spare.app)
    yield create_app(Settings(home=tmp_path_factory.mktemp("spare"), lang="en"), engine)
    engine.dispose()


def outcome(app: FastAPI, urls: Urls, key: tuple[str, str], role: str | None) -> str:
    """What becomes of a bare call by a person of that role, or by nobody: "in", "refused" or "sign in"."""
    client = TestClient(app, follow_redirects=False)
    form = ""
    if role is not None:
        with records(owner_engine(urls.owner)) as session, session.begin():
            token = open_session(session, session.scalars(select(Person).where(Person.role == role)).one(), 1)
        client.cookies.set("xunge_session", token)
        form = form_token(token)
    method, path = key
    answer = client.request(
        method, re.sub(r"\{\w+(:\w+)?\}", "1", path), data={"form": form} if method == "POST" else None
    )
    assert answer.status_code < 500, (key, role, answer.text)
    if answer.status_code == 401 or answer.headers.get("location") == "/sign-in":
        return "in" if role is not None and path in LEAD_TO_SIGN_IN else "sign in"
    refused = answer.status_code == 403 and CATALOGUE["access.role"] in html.unescape(answer.text)
    return "refused" if refused else "in"


@pytest.mark.parametrize("key", DECIDED, ids=" ".join)
def test_each_role_gets_the_answer_that_was_decided(spare_app: FastAPI, spare: Urls, key: tuple[str, str]) -> None:
    decided = DECIDED[key]
    if decided is not PUBLIC:
        assert outcome(spare_app, spare, key, None) == "sign in"
    for role in EVERYONE:
        wanted = "in" if role in decided else "refused"
        assert outcome(spare_app, spare, key, role) == wanted, role


def test_who_is_not_signed_in_is_led_to_the_sign_in_or_told_401(browser: Browser) -> None:
    nobody = browser(None)
    for path in ("/", "/outside?edition=1"):
        assert nobody.get(path).headers["location"] == "/sign-in"
    for path in ("/api/zones.geojson?edition=1", "/api/points/household/H0"):
        answer = nobody.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")


@pytest.mark.parametrize(("role", "grids"), [("office", 4), ("community", 2), ("inspector", 2), ("grid_leader", 1)])
def test_the_map_has_the_grids_of_the_scope(browser: Browser, role: str, grids: int) -> None:
    shapes = browser(role).get("/api/zones.geojson?edition=1").json()
    assert len(shapes["features"]) == grids


def test_a_forum_sees_no_points_and_no_ranking(browser: Browser) -> None:
    forum = browser("forum")
    assert forum.get("/").status_code == 403
    assert forum.get("/api/points/household/H0").status_code == 403


def test_a_point_of_another_grid_is_not_there_and_reading_ones_own_is_on_record(
    browser: Browser, web_urls: Urls
) -> None:
    leader = browser("grid_leader")
    assert [leader.get(f"/api/points/household/{ref}").status_code for ref in ("H0", "H2")] == [200, 404]
    with records(owner_engine(web_urls.owner)) as session:
        read = select(AuditEvent.detail).join(Person, Person.id == AuditEvent.person_id)
        seen = session.scalars(read.where(Person.login == "grid_leader", AuditEvent.action == "point.read")).all()
    assert {detail["ref"] for detail in seen if detail["ref"].startswith("H")} == {"H0"}


def test_row_level_security_stands_without_the_first_wall(web_urls: Urls) -> None:
    with records(app_engine(web_urls.app)) as session:
        for table in (Household, HouseholdLocation):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_the_database_keeps_no_token(browser: Browser, web_urls: Urls) -> None:
    token = browser("office").cookies["xunge_session"]
    with records(owner_engine(web_urls.owner)) as session:
        hashes = session.scalars(select(SignIn.token_hash)).all()
    assert hashes
    assert token.encode() not in hashes


def test_a_session_ends_with_the_sign_out(browser: Browser) -> None:
    client = browser("office")
    token = client.cookies["xunge_session"]
    found = re.search(r'name="form" value="(\w+)"', client.get("/").text)
    assert found is not None
    assert client.post("/sign-out", data={"form": "forged"}).status_code == 403
    assert client.post("/sign-out", data={"form": found[1]}).headers["location"] == "/sign-in"
    client.cookies.set("xunge_session", token)
    assert client.get("/").headers["location"] == "/sign-in"


def test_a_form_from_another_site_is_refused(browser: Browser) -> None:
    answer = browser(None).post(
        "/sign-in", data={"login": "office", "password": "x"}, headers={"Origin": "http://elsewhere.test"}
    )
    assert answer.status_code == 403


def test_guessing_is_locked_out(browser: Browser) -> None:
    client = browser(None)
    tried = [client.post("/sign-in?lang=en", data={"login": "nobody", "password": "guess"}).text for _ in range(9)]
    assert "wrong" in tried[7]
    assert "Too many failed tries" in tried[8]


def test_a_new_sign_in_ends_the_session_before_it(browser: Browser) -> None:
    client = browser("office")
    before = client.cookies["xunge_session"]
    client.post("/sign-in", data={"login": "office", "password": PASSWORD})
    assert client.cookies["xunge_session"] != before
    stale = browser(None)
    stale.cookies.set("xunge_session", before)
    assert stale.get("/").headers["location"] == "/sign-in"


@pytest.mark.parametrize("login", ["x" * 6000, "a\x00b"])
def test_a_name_that_can_be_nobodys_is_refused_as_unreadable(browser: Browser, login: str) -> None:
    assert browser(None).post("/sign-in", data={"login": login, "password": "x"}).status_code == 400


def test_the_set_up_is_closed_once_somebody_is_there(browser: Browser) -> None:
    client = browser(None)
    assert client.get("/set-up").headers["location"] == "/sign-in"
    answer = client.post("/set-up", data={"word": "x", "login": "me", "password": "a long password"})
    assert answer.status_code == 403
