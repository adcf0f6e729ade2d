"""A town of four grids through two editions, with a year of known matters, visits and patrols."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.access.scope import Scope
from services.geography.tables import Zone
from services.gridfile.file import Asked, GridFile, grid_file
from tests import town

NOW = datetime(2026, 3, 31, 4, 0, tzinfo=UTC)  # noon in Shanghai
Opened = Callable[..., GridFile]


def write(path: Path, head: str, rows: list[str]) -> Path:
    """A table of points; `x,y` in a row are metres from the town's corner."""
    path.write_text(head + "\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def place(x_m: float, y_m: float) -> str:
    """Longitude and latitude as two cells."""
    lon, lat = town.at(x_m, y_m)
    return f"{lon!r},{lat!r}"


@pytest.fixture
def two_editions(session: Session, tmp_path: Path) -> Session:
    """Grid 1 gives its eastern 40 m to grid 2 in 2026; one household and one matter lie in them."""
    town.take_zones(session, town.write_zones(tmp_path / "one.geojson"))
    town.take_zones(
        session, town.write_zones(tmp_path / "two.geojson", (0, 60, 200, 300, 400)), "second", date(2026, 1, 1)
    )
    homes = [
        f"H0,{place(10, 50)},5,2,在册,30", f"H1,{place(30, 50)},5,3,在册,", f"H2,{place(40, 50)},5,,空置,",
        f"H3,{place(80, 50)},5,4,在册,", f"H4,{place(150, 50)},5,1,在册,",
    ]  # fmt: skip
    town.take(session, "households", write(tmp_path / "h.csv", "编号,经度,纬度,精度,人数,状态,走访周期天", homes))
    matters = [
        # Due and closed in time; closed late; open and overdue; open and not yet due; in the land that moves.
        f"M0,06010,own_grid,{place(10, 20)},5,2026-02-01 08:00:00,2026-02-03 08:00:00,2026-02-02 08:00:00",
        f"M1,06010,hotline,{place(20, 20)},5,2026-02-01 08:00:00,2026-02-03 08:00:00,2026-02-04 08:00:00",
        f"M2,06012,own_grid,{place(30, 20)},5,2026-03-01 08:00:00,2026-03-03 08:00:00,",
        f"M3,06012,,{place(58, 20)},30,2026-03-30 08:00:00,2026-04-02 08:00:00,",
        f"M4,06010,hotline,{place(80, 20)},5,2024-02-01 08:00:00,2024-02-03 08:00:00,",
        # Outside all grids, 12 m west of grid 1.
        f"M5,06010,hotline,{place(-12, 20)},5,2026-03-01 08:00:00,,",
    ]
    head = "编号,事项代码,来源,经度,纬度,精度,上报时间,截止时间,结案时间"
    town.take(session, "matters", write(tmp_path / "m.csv", head, matters))
    visits = [
        f"V0,走访,H0,zhang,d1,{place(10, 50)},5,2026-03-30 09:00:00",
        f"V1,走访,H1,zhang,d1,{place(30, 50)},5,2025-12-31 09:00:00",
        # A visit to H1 that was recorded in grid 3, 220 m away, proves nothing in grid 1.
        f"V2,走访,H1,zhang,d1,{place(250, 50)},5,2026-03-20 09:00:00",
        f"V3,走访,H4,zhang,d1,{place(20, 50)},5,2026-03-05 09:00:00",
        f"V4,巡查,,zhang,d1,{place(20, 60)},5,2026-03-21 09:00:00",
        f"V5,巡查,,zhang,d1,{place(20, 60)},5,2025-03-31 23:30:00",
    ]
    head = "编号,类型,户编号,走访人,设备,经度,纬度,精度,走访时间"
    town.take(session, "visits", write(tmp_path / "v.csv", head, visits))
    return session


@pytest.fixture
def everything(two_editions: Session) -> Scope:
    """The office's scope."""
    person = add_person(two_editions, NewPerson("office", "Office", "office"), "a long password")
    return Scope(person.id, "office", everything=True, grid_ids=())


@pytest.fixture
def opened(two_editions: Session, everything: Scope) -> Opened:
    """The file of a code, as the office reads it at noon of 31 March 2026."""

    def read(code: str, **asked: object) -> GridFile:
        return grid_file(two_editions, everything, Asked(code, **asked), town.READING.zone, NOW)  # type: ignore[arg-type]

    return read


def zone_id(session: Session, code: str) -> int:
    """The id of a grid."""
    return session.scalars(select(Zone.id).where(Zone.code == code, Zone.level == "grid")).one()
