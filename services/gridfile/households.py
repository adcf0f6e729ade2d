"""The households of some grids, as counts: register, coverage by visits, and welfare visits that are due."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.database import sql
from services.gridfile.window import Window
from services.gridfile.zone import Subject

DAYS = (30, 90, 365)


@dataclass(frozen=True, slots=True)
class Care:
    """Registered households to be visited every so many days: how many, and how many are due."""

    every_days: int
    households: int
    due: int


@dataclass(frozen=True, slots=True)
class Households:
    """Counts: registered + vacant = all. `visited` is days → registered households visited within them."""

    registered: int
    vacant: int
    residents: int
    without_residents: int
    visited: dict[int, int]
    never: int
    care: tuple[Care, ...]

    @property
    def all(self) -> int:
        """Every household there is."""
        return self.registered + self.vacant


def households(session: Session, subject: Subject, window: Window) -> Households:
    """The register as it stands today; visits before the window's end. The zone is in scope (find_zone)."""
    rows = session.execute(
        sql(__file__, "households.sql"),
        {
            "edition": subject.edition.id, "grids": list(subject.grid_ids), "stop": window.stop,
            "zone": window.zone.key, **{f"since_{days}": window.since(days) for days in DAYS},
        },
    ).all()  # fmt: skip
    at_home = [row for row in rows if row.state == "registered"]
    return Households(
        registered=sum(row.households for row in at_home),
        vacant=sum(row.households for row in rows if row.state == "vacant"),
        residents=sum(row.residents for row in rows),
        without_residents=sum(row.households - row.stated for row in at_home),
        visited={days: sum(getattr(row, f"seen_{days}") for row in at_home) for days in DAYS},
        never=sum(row.never for row in at_home),
        care=tuple(Care(row.every_days, row.households, row.due) for row in at_home if row.every_days is not None),
    )
