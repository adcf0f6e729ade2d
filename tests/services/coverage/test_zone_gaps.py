"""Gaps of zones are worked out once, and again only where something changed in their own grids."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from services.coverage.addresses import addresses
from services.coverage.zone_gaps import BY_GRID, around_zone, gaps_of_zone
from services.database import owner_engine
from services.gridfile.map import Surroundings
from services.gridfile.zone import Subject, find_zone
from services.versions.of_grids import versions_of_grids
from tests import database, town
from tests.services.coverage.conftest import Month, opened, settle

Versions = tuple[tuple[str, int, int], ...]


@pytest.fixture
def october(tmp_path: Path) -> Iterator[Month]:
    """October in a database of its own: versions rise with each transaction that is committed."""
    with database.cloned("zone_gaps") as urls:
        engine = owner_engine(urls.owner)
        with Session(engine, expire_on_commit=False) as session:
            settle(session, tmp_path)
            month = opened(session)
            session.commit()
            yield month
            session.rollback()
        engine.dispose()


def community(month: Month, grid: int) -> Subject:
    """The community of the grid with a number from 1."""
    code = town.GRIDS[grid - 1][:12]
    return find_zone(month.session, month.office, code, date(2026, 10, 1), month.place.edition_id, "community")


def versions(month: Month, zone: Subject) -> Versions:
    return versions_of_grids(month.session, BY_GRID, month.place.edition_id, zone.grid_ids)


def visit_in_grid_1(month: Month) -> None:
    asked = {"v": month.visit("H0", "2026-10-02 09:00"), "e": month.place.edition_id, "code": town.GRIDS[0]}
    month.session.execute(
        text("INSERT INTO visit_location (point_id, edition_id, grid_id, doubtful, quadkey, tile_x, tile_y, ref) "
             "SELECT :v, :e, id, false, 0, 0, 0, 'V' FROM zone WHERE code = :code"), asked,
    )  # fmt: skip
    month.session.commit()


def test_a_visit_changes_the_version_of_its_own_grids_alone(october: Month) -> None:
    west, east = community(october, 1), community(october, 3)
    before = versions(october, west), versions(october, east)
    visit_in_grid_1(october)
    assert versions(october, east) == before[1]
    # Grid 1 has new figures and a first visit, grid 2 what it had.
    changed = set(versions(october, west)) - set(before[0])
    first = min(west.grid_ids)
    assert {(layer, grid) for layer, grid, _ in changed} == {("coverage", first), ("visits", first)}


def test_gaps_are_kept_until_a_grid_of_theirs_changes(october: Month) -> None:
    looked: list[str] = []

    def passes(zone: Subject) -> int:
        def around() -> Surroundings:
            looked.append(zone.code)
            return around_zone(october.session, zone)

        every = addresses(october.session, october.office, october.place, zone.grid_ids)
        found = gaps_of_zone(october.session, october.place, zone, every, around).passes
        october.session.commit()
        return found

    west, east = community(october, 1), community(october, 3)
    assert (passes(west), passes(east), passes(west), passes(east)) == (0, 0, 0, 0)
    assert looked == [west.code, east.code]
    visit_in_grid_1(october)
    assert (passes(west), passes(east)) == (1, 0)
    assert looked == [west.code, east.code, west.code]
