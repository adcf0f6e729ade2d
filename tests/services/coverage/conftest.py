"""The small town with a frozen register, ready for cycles."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.access.scope import Scope
from services.coverage.addresses import Place
from services.coverage.cycles import Opening, open_cycle
from services.geography.tables import Edition
from services.register.editions import Freezing, freeze
from tests import town

ZONE = ZoneInfo("Asia/Shanghai")
# Five in grid 1, three in grid 2, two in grid 3, none in grid 4, one east of all grids, nearest to grid 4.
HOMES = ([(10.0 + 15 * i, 50.0) for i in range(5)] + [(110.0 + 20 * i, 50.0) for i in range(3)]
         + [(230.0, 50.0), (260.0, 50.0), (420.0, 50.0)])  # fmt: skip


@dataclass(frozen=True)
class Month:
    """October 2026, counted by the register frozen for it."""

    session: Session
    office: Scope
    place: Place

    def visit(self, ref: str, when: str, found: str | None = None, *, off_m: float = 0, accuracy_m: float = 5) -> UUID:
        """A visit to a household at a local time, so many metres south of its door."""
        number = uuid4()
        at = datetime.fromisoformat(when).replace(tzinfo=ZONE)
        row = {
            "id": number, "own": str(number), "ref": ref, "at": at, "found": found,
            "off": off_m / town.NORTH_M, "accuracy": accuracy_m,
        }  # fmt: skip
        self.session.execute(
            text("INSERT INTO visit (id, external_ref, kind, household_ref, visited_at, found, accuracy_m, geom) "
                 "SELECT :id, :own, 'visit', external_ref, :at, :found, :accuracy, "
                 "ST_Translate(geom, 0, -:off) FROM household WHERE external_ref = :ref"), row,
        )  # fmt: skip
        return number

    def person(self, login: str, role: str, *zones: str) -> Scope:
        """A person's scope in the town."""
        made = add_person(self.session, NewPerson(login, login, role, zones), "a long password")
        grids = self.session.scalars(text("SELECT id FROM zone WHERE level = 'grid' AND code LIKE ANY (:codes)"),
                                     {"codes": [f"{z}%" for z in zones]}).all()  # fmt: skip
        return Scope(made.id, role, everything=False, grid_ids=tuple(grids))


def settle(session: Session, folder: Path) -> None:
    """The town with its households, whose residents are on record but for the last one of grid 1."""
    town.take_zones(session, town.write_zones(folder / "zones.geojson"))
    town.take(session, "households", town.write_households(folder / "h.csv", HOMES))
    session.execute(text("UPDATE household SET residents = 2, address = external_ref WHERE external_ref <> 'H4'"))


@pytest.fixture
def month(session: Session, tmp_path: Path) -> Month:
    """October with its register, and nobody visited yet."""
    settle(session, tmp_path)
    return opened(session)


def opened(session: Session) -> Month:
    """The office freezes the register and opens October."""
    person = add_person(session, NewPerson("office", "Office", "office"), "a long password")
    office = Scope(person.id, "office", everything=True, grid_ids=())
    freeze(session, office, Freezing("census", date(2026, 9, 30), "2026-10"))
    made = open_cycle(session, office, Opening("2026-10"), ZONE)
    return Month(session, office, Place(made, session.scalars(select(Edition.id)).one()))


@pytest.fixture
def grids(month: Month) -> Callable[[int], int]:
    """The id of the grid with a number from 1."""
    rows = month.session.execute(text("SELECT code, id FROM zone"))
    found: dict[str, int] = {row.code: row.id for row in rows}
    return lambda number: found[town.GRIDS[number - 1]]
