"""An event never outlives its matter, nor a point the note of its file, whoever writes first and whoever waits."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.cluster.roles import Urls
from services.database import owner_engine
from tests import town
from tests.migrations.test_places_refer import wait_for_a_lock

EVENTS = "SELECT count(*) FROM matter_event"
NOBODY = "'00000000-0000-0000-0000-000000000001'"
STEP = "INSERT INTO matter_event (matter_id, seq, act, at) SELECT {matter}, 9, 'accept', now() FROM matter"
REFUSED = {
    "a step of no matter": STEP.format(matter=NOBODY),
    "a step is given to no matter": f"UPDATE matter_event SET matter_id = {NOBODY}",
    "a matter of no file": f"UPDATE matter SET batch_id = {NOBODY}",
    "a household of no file": f"INSERT INTO household (id, external_ref, batch_id, geom) "
    f"SELECT gen_random_uuid(), 'H', {NOBODY}, geom FROM matter",
    "a file whose points are there is deleted": "DELETE FROM batch WHERE subject = 'matters'",
    "all files are cleared away": "TRUNCATE batch CASCADE",
}


@pytest.fixture
def owner(fresh_urls: Urls, tmp_path: Path) -> Iterator[Engine]:
    """A database with one matter in the town, which came in open."""
    engine = owner_engine(fresh_urls.owner)
    with Session(engine) as session, session.begin():
        town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
        rows = [(50.0, 50.0, "2026-03-02 08:00", "", "")]
        town.take(session, "matters", town.write_matters(tmp_path / "m.csv", rows))
    yield engine
    engine.dispose()


@pytest.mark.parametrize("write", REFUSED.values(), ids=REFUSED)
def test_what_would_refer_to_nothing_is_refused(owner: Engine, write: str) -> None:
    with Session(owner) as session:
        with pytest.raises(IntegrityError, match="refers to"):
            session.execute(text(write))
        session.rollback()
        assert session.scalar(text(EVENTS)) == 1


@pytest.mark.parametrize("write", ["DELETE FROM matter", "TRUNCATE matter CASCADE"])
def test_events_go_with_their_matter_and_then_the_file_may_be_forgotten(owner: Engine, write: str) -> None:
    with Session(owner) as session:
        session.execute(text(write))
        assert session.scalar(text(EVENTS)) == 0
        session.execute(text("DELETE FROM batch WHERE subject = 'matters'"))


def test_whoever_deletes_a_matter_waits_for_its_step_and_takes_it_along(owner: Engine) -> None:
    with Session(owner) as moving, ThreadPoolExecutor() as threads:
        moving.execute(text(STEP.format(matter="id")))
        deleting = threads.submit(run, owner, "DELETE FROM matter")
        wait_for_a_lock(owner)
        moving.commit()
        deleting.result()
        assert moving.scalar(text(EVENTS)) == 0


def test_whoever_moves_a_matter_on_that_is_being_deleted_is_told(owner: Engine) -> None:
    with Session(owner) as deleting, ThreadPoolExecutor() as threads:
        deleting.execute(text("DELETE FROM matter"))
        moving = threads.submit(run, owner, STEP.format(matter="id"))
        wait_for_a_lock(owner)
        deleting.commit()
        with pytest.raises(IntegrityError, match="refers to no matter"):
            moving.result()
        assert deleting.scalar(text(EVENTS)) == 0


def run(owner: Engine, statement: str) -> None:
    """Run a statement in a transaction of its own."""
    with Session(owner) as session, session.begin():
        session.execute(text(statement))
