"""The households of some grids, as counts: register, coverage by visits, and welfare visits that are due."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.care.due import CareCount, care_counts
from services.database import sql
from services.gridfile.window import Window
from services.gridfile.zone import Subject

DAYS = (30, 90, 365)


@dataclass(frozen=True, slots=True)
class Households:
    """Counts: registered + vacant = all. `visited` is days → registered households visited within them.

    `care` is empty for who is not entitled to it.
    """

    registered: int
    vacant: int
    residents: int
    without_residents: int
    visited: dict[int, int]
    never: int
    care: tuple[CareCount, ...]

    @property
    def all(self) -> int:
        """Every household there is."""
        return self.registered + self.vacant


def households(session: Session, scope: Scope, subject: Subject, window: Window) -> Households:
    """The register as it stands today; visits before the window's end. The zone is in scope (find_zone)."""
    rows = session.execute(
        sql(__file__, "households.sql"),
        {
            "edition": subject.edition.id, "grids": list(subject.grid_ids), "stop": window.stop,
            **{f"since_{days}": window.since(days) for days in DAYS},
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
        care=care_counts(session, scope, subject.edition.id, subject.grid_ids, window.day, window.zone),
    )
