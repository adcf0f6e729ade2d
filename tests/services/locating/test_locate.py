"""Every point has a place under every edition, and the counts add up."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.geography.editions import by_name
from services.locating.counts import counts, outsiders
from services.locating.tables import HouseholdLocation
from tests import town

OFFICE = Scope(UUID(int=1), "office", everything=True, grid_ids=())


def edition_id(session: Session, name: str) -> int:
    edition = by_name(session, name)
    assert edition is not None
    return edition.id


def test_inside_and_outside_are_all_and_doubt_is_counted(session: Session, tmp_path: Path) -> None:
    town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
    # In the middle of a grid; five metres from a border; thirty metres east of the town. Accuracy 8 m.
    path = town.write_households(tmp_path / "h.csv", [(50, 50), (105, 50), (430, 50)], accuracy_m=8)
    town.take(session, "households", path)
    found = counts(session, OFFICE, "household", edition_id(session, "first"))
    assert (found.inside, found.outside, found.doubtful, found.all) == (2, 1, 1, 3)
    stray = outsiders(session, OFFICE, "household", edition_id(session, "first"))
    assert [s.nearest for s in stray] == [town.GRIDS[3]]
    assert stray[0].nearest_m == pytest.approx(30, abs=0.1)


def test_a_moved_border_moves_points_under_the_new_edition_only(session: Session, tmp_path: Path) -> None:
    town.take_zones(session, town.write_zones(tmp_path / "first.geojson"))
    town.take(session, "households", town.write_households(tmp_path / "h.csv", [(90, 50), (50, 50)]))
    # The border between the first two grids moves from 100 m to 80 m.
    second = town.write_zones(tmp_path / "second.geojson", (0, 80, 200, 300, 400))
    town.take_zones(session, second, "second", date(2026, 7, 1))
    grids = {
        name: session.scalars(
            select(HouseholdLocation.grid_id).where(HouseholdLocation.edition_id == edition_id(session, name))
        ).all()
        for name in ("first", "second")
    }
    assert len(set(grids["first"])) == 1
    assert len(set(grids["second"])) == 2


def test_points_that_come_later_are_located_under_both_editions(session: Session, tmp_path: Path) -> None:
    town.take_zones(session, town.write_zones(tmp_path / "first.geojson"))
    town.take_zones(session, town.write_zones(tmp_path / "second.geojson"), "second", date(2026, 7, 1))
    town.take(session, "households", town.write_households(tmp_path / "h.csv", [(50, 50)]))
    for name in ("first", "second"):
        assert counts(session, OFFICE, "household", edition_id(session, name)).inside == 1
