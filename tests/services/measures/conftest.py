"""The small town in spring 2026, with figures that a reader can count on their fingers."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests import town

# One grid is a hectare, a hundredth of a km². A, B lie in the first community, C, D in the second, from west to east.
A, B, C, D, EAST_OF_D = 50.0, 150.0, 250.0, 350.0, 430.0
HOUSEHOLDS = [A, A, B, C, EAST_OF_D]
MATTERS = [
    # On time; late; still open; due on the first of April, in the next month.
    (A, 50.0, "2026-03-02 08:00", "2026-03-04 08:00", "2026-03-04 08:00"),
    (A, 50.0, "2026-03-03 08:00", "2026-03-05 08:00", "2026-03-05 08:01"),
    (B, 50.0, "2026-03-04 08:00", "2026-03-06 08:00", ""),
    (D, 50.0, "2026-03-31 23:59", "2026-04-02 08:00", "2026-04-01 08:00"),
    # Outside all grids, nearest to D.
    (EAST_OF_D, 50.0, "2026-03-05 08:00", "2026-03-07 08:00", "2026-03-06 08:00"),
    # At the first midnight of April.
    (C, 50.0, "2026-04-01 00:00", "", ""),
]
VISITS = [
    (A, 50.0, "visit", "2026-03-10 10:00"), (A, 50.0, "visit", "2026-03-11 10:00"),
    (A, 50.0, "patrol", "2026-03-11 11:00"),
    (B, 50.0, "visit", "2026-02-11 10:00"), (EAST_OF_D, 50.0, "visit", "2026-03-12 10:00"),
]  # fmt: skip


@pytest.fixture
def spring(session: Session, tmp_path: Path) -> Session:
    """Five households, six matters and five visits or patrols; one of each lies outside all grids, east of D."""
    town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
    town.take(session, "households", town.write_households(tmp_path / "h.csv", [(x, 50) for x in HOUSEHOLDS]))
    town.take(session, "matters", town.write_matters(tmp_path / "m.csv", MATTERS))
    town.take(session, "visits", town.write_visits(tmp_path / "v.csv", VISITS))
    return session
