"""A place never outlives its point, its edition or its grid, whoever writes first and whoever waits."""

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

PLACED = "SELECT count(*) FROM household_location"
COPIED = """
INSERT INTO household_location (point_id, edition_id, grid_id, doubtful, quadkey, tile_x, tile_y, ref)
SELECT {point}, {edition}, {grid}, doubtful, quadkey, tile_x, tile_y, ref FROM household_location WHERE edition_id = 1
"""
NOBODY = "'00000000-0000-0000-0000-000000000001'"
NOTHING_DRAWN = "; ".join(f"DELETE FROM {t}" for t in ("boundary", "drawn_zone", "zone_label", "zone_feature"))
REFUSED = {
    "a place of no point": COPIED.format(point=NOBODY, edition=1, grid="grid_id"),
    "a place under no edition": COPIED.format(point="point_id", edition=99, grid="grid_id"),
    "a place in no grid": COPIED.format(point="point_id", edition=2, grid=9999),
    "a place is moved into no grid": "UPDATE household_location SET grid_id = 9999",
    "a place is given to no point": f"UPDATE household_location SET point_id = {NOBODY}",
    "an edition with places is deleted": f"{NOTHING_DRAWN}; DELETE FROM edition",
    "a grid with places is deleted": f"{NOTHING_DRAWN}; DELETE FROM zone",
    "all grids are cleared away": "TRUNCATE zone CASCADE",
}


@pytest.fixture
def owner(fresh_urls: Urls, tmp_path: Path) -> Iterator[Engine]:
    """A database with one household in the town, and a second edition that knows nothing of it."""
    engine = owner_engine(fresh_urls.owner)
    with Session(engine) as session, session.begin():
        town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
        town.take(session, "households", town.write_households(tmp_path / "h.csv", [(50.0, 50.0)]))
        session.execute(text(
            "INSERT INTO edition (name, valid_from, reason, document_number, source_name, source_sha256) "
            "VALUES ('second', '2026-07-01', '-', '-', '-', '-')"
        ))  # fmt: skip
    yield engine
    engine.dispose()


def locate_again(session: Session) -> None:
    """Give the household its place under the second edition too."""
    session.execute(text(COPIED.format(point="point_id", edition=2, grid="grid_id")))


@pytest.mark.parametrize("write", REFUSED.values(), ids=REFUSED)
def test_what_would_refer_to_nothing_is_refused(owner: Engine, write: str) -> None:
    with Session(owner) as session:
        with pytest.raises(IntegrityError, match=r"refers to|is only ever added to"):
            session.execute(text(write))
        session.rollback()
        assert session.scalar(text(PLACED)) == 1


@pytest.mark.parametrize("write", ["DELETE FROM household", "TRUNCATE household CASCADE"])
def test_places_go_with_their_points(owner: Engine, write: str) -> None:
    with Session(owner) as session:
        locate_again(session)
        session.execute(text(write))
        assert session.scalar(text(PLACED)) == 0
        assert session.scalar(text("SELECT count(*) FROM point_cell")) == 0


def test_whoever_deletes_a_point_waits_for_its_places_and_takes_them_along(owner: Engine) -> None:
    with Session(owner) as locating, ThreadPoolExecutor() as threads:
        locate_again(locating)
        deleting = threads.submit(delete_households, owner)
        wait_for_a_lock(owner)
        locating.commit()
        assert deleting.result() == 1
        assert locating.scalar(text(PLACED)) == 0


def test_whoever_locates_a_point_that_is_being_deleted_is_told(owner: Engine) -> None:
    with Session(owner) as deleting, ThreadPoolExecutor() as threads:
        deleting.execute(text("DELETE FROM household"))
        locating = threads.submit(try_to_locate, owner)
        wait_for_a_lock(owner)
        deleting.commit()
        with pytest.raises(IntegrityError, match="refers to nothing: point"):
            locating.result()
        assert deleting.scalar(text(PLACED)) == 0


def delete_households(owner: Engine) -> int:
    """Delete all households in a transaction of its own. Returns their number."""
    with Session(owner) as session, session.begin():
        return len(session.execute(text("DELETE FROM household RETURNING id")).all())


def try_to_locate(owner: Engine) -> None:
    """Locate in a transaction of its own."""
    with Session(owner) as session, session.begin():
        locate_again(session)


def wait_for_a_lock(owner: Engine) -> None:
    """Until somebody waits for somebody else."""
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while not connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            pass
