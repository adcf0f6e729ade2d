"""Work is done once and whole: told on the way, called off, broken or killed without a trace."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.access.scope import Scope
from services.cluster.roles import Urls
from services.database import act_as, app_engine, owner_engine
from services.errors import Conflict, NotFound
from services.intake.tables import Batch
from services.jobs.ask import ask, cancel, jobs_of, seen
from services.jobs.tables import Job
from services.messages import from_data
from tests import town


@pytest.fixture
def urls_of_work(fresh_urls: Urls) -> Urls:
    """A database with an office and a community worker."""
    return fresh_urls


@pytest.fixture
def people(urls_of_work: Urls) -> dict[str, Scope]:
    """The scopes of two people who may ask for work."""
    engine = owner_engine(urls_of_work.owner)
    with Session(engine) as session, session.begin():
        made = {role: add_person(session, NewPerson(role, role, role), "a long password").id
                for role in ("office", "community")}  # fmt: skip
    engine.dispose()
    return {role: Scope(person, role, role == "office", ()) for role, person in made.items()}


@pytest.fixture
def web(urls_of_work: Urls) -> Iterator[Engine]:
    """The database as the web sees it."""
    engine = app_engine(urls_of_work.app)
    yield engine
    engine.dispose()


@contextmanager
def as_person(web: Engine, scope: Scope) -> Iterator[Session]:
    """A request of a person."""
    with Session(web) as session, session.begin():
        act_as(session, scope.person_id)
        yield session


def worker(urls: Urls, *more: str) -> subprocess.Popen[bytes]:
    """A worker in a process of its own."""
    url = urls.owner.render_as_string(hide_password=False)
    return subprocess.Popen([sys.executable, "-m", "tests.services.jobs.slow", url, *more])


def asked(web: Engine, scope: Scope, kind: str, **arguments: object) -> UUID:
    with as_person(web, scope) as session:
        return ask(session, scope, kind, arguments).id


def until(web: Engine, scope: Scope, job: UUID, holds: Callable[[Job], bool]) -> Job:
    """The job as soon as something holds of it; fails after half a minute."""
    for _ in range(300):
        with as_person(web, scope) as session:
            found = seen(session, scope, job)
            session.expunge(found)
        if holds(found):
            return found
        time.sleep(0.1)
    raise AssertionError((found.state, found.done, found.sentence))


def batches(urls: Urls) -> int:
    engine = owner_engine(urls.owner)
    with Session(engine) as session:
        found = session.scalar(select(func.count()).select_from(Batch))
    engine.dispose()
    return found or 0


def test_work_is_done_and_says_so(urls_of_work: Urls, web: Engine, people: dict[str, Scope]) -> None:
    office = people["office"]
    jobs = [asked(web, office, "test.slow", steps=2), asked(web, office, "test.wrong"),
            asked(web, office, "test.refused")]  # fmt: skip
    assert worker(urls_of_work, "once").wait(60) == 0
    done, wrong, refused = (until(web, office, job, lambda _: True) for job in jobs)
    assert (done.state, done.result, batches(urls_of_work)) == ("done", {"written": 1}, 1)
    assert wrong.state == refused.state == "failed"
    assert wrong.sentence is not None
    assert refused.sentence is not None
    assert str(wrong.id)[:8] in from_data(wrong.sentence).render("en")
    assert from_data(refused.sentence).render("zh") == "该任务已经结束，无法取消。"


def test_work_called_off_writes_nothing(urls_of_work: Urls, web: Engine, people: dict[str, Scope]) -> None:
    office = people["office"]
    job = asked(web, office, "test.slow")
    with worker(urls_of_work) as process:
        halfway = until(web, office, job, lambda j: j.done > 3)
        assert (halfway.state, halfway.total) == ("running", 100)
        with as_person(web, office) as session:
            cancel(session, office, job)
        assert until(web, office, job, lambda j: j.state != "running").state == "cancelled"
        process.terminate()
    assert batches(urls_of_work) == 0
    with as_person(web, office) as session, pytest.raises(Conflict, match="ended already"):
        cancel(session, office, job)


def test_waiting_work_called_off_is_never_begun(urls_of_work: Urls, web: Engine, people: dict[str, Scope]) -> None:
    office = people["office"]
    job = asked(web, office, "test.slow", steps=1)
    with as_person(web, office) as session:
        assert cancel(session, office, job).state == "cancelled"
    assert worker(urls_of_work, "once").wait(60) == 0
    assert batches(urls_of_work) == 0


def test_killed_work_is_rolled_back_and_taken_up_once(
    urls_of_work: Urls, web: Engine, people: dict[str, Scope]
) -> None:
    office = people["office"]
    job = asked(web, office, "test.slow", steps=30)
    first = worker(urls_of_work)
    until(web, office, job, lambda j: j.done > 3)
    first.kill()
    first.wait()
    assert batches(urls_of_work) == 0
    assert worker(urls_of_work, "once").wait(60) == 0
    done = until(web, office, job, lambda _: True)
    assert (done.state, done.attempts, batches(urls_of_work)) == ("done", 2, 1)


def test_work_that_is_killed_twice_is_given_up_in_words(
    urls_of_work: Urls, web: Engine, people: dict[str, Scope]
) -> None:
    office = people["office"]
    job = asked(web, office, "test.slow")
    for attempt in (1, 2):
        process = worker(urls_of_work)
        until(web, office, job, lambda j, n=attempt: j.attempts == n and j.done > 3)  # type: ignore[misc]
        process.kill()
        process.wait()
    assert worker(urls_of_work, "once").wait(60) == 0
    given_up = until(web, office, job, lambda _: True)
    assert given_up.state == "interrupted"
    assert given_up.sentence is not None
    assert "stopped 2 times" in from_data(given_up.sentence).render("en")
    assert batches(urls_of_work) == 0


def test_a_person_sees_their_own_jobs_and_the_office_all(web: Engine, people: dict[str, Scope]) -> None:
    office, community = people["office"], people["community"]
    theirs, own = asked(web, office, "test.slow"), asked(web, community, "test.slow")
    with as_person(web, community) as session:
        assert [j.id for j in jobs_of(session, community)] == [own]
        with pytest.raises(NotFound):
            seen(session, community, theirs)
        # Row-level security stands where a query forgets the scope.
        assert session.scalars(select(Job.id)).all() == [own]
    with as_person(web, office) as session:
        assert {j.id for j in jobs_of(session, office)} == {theirs, own}


def test_work_asked_for_in_a_request_that_fails_is_not_queued(
    urls_of_work: Urls, web: Engine, people: dict[str, Scope]
) -> None:
    office = people["office"]
    with Session(web) as session:
        act_as(session, office.person_id)
        ask(session, office, "test.slow", {"steps": 1})
        session.rollback()
    assert worker(urls_of_work, "once").wait(60) == 0
    assert batches(urls_of_work) == 0


def test_work_that_forgets_the_scope_still_sees_only_what_the_asker_sees(
    urls_of_work: Urls, web: Engine, people: dict[str, Scope], tmp_path: Path
) -> None:
    engine = owner_engine(urls_of_work.owner)
    with Session(engine) as session, session.begin():
        town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
        places = [(50.0, 50.0), (60.0, 50.0), (350.0, 50.0)]
        town.take(session, "households", town.write_households(tmp_path / "h.csv", places))
        western = NewPerson("western", "Staff", "community", ["999901001001"])
        person = add_person(session, western, "a long password").id
    staff = Scope(person, "community", everything=False, grid_ids=())
    # In this order: the community removes its own two, the office what is left.
    results = []
    for asker in (staff, people["office"]):
        job = asked(web, asker, "test.careless")
        assert worker(urls_of_work, "once").wait(60) == 0
        results.append(until(web, asker, job, lambda _: True).result)
    assert results == [
        {"role": "xunge_app", "seen": 2, "removed": 2},
        {"role": "xunge_app", "seen": 1, "removed": 1},
    ]
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM household_location")) == 0
    engine.dispose()
