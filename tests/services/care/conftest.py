"""The small town with four households that are visited regularly."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.access.scope import Scope, scope_of
from services.access.tables import Person
from services.care.due import CareVisit, care_visits
from services.database import act_as
from services.geography.tables import Edition, Zone
from tests import town

ZONE = ZoneInfo("Asia/Shanghai")
# H0 every 30 days and H1 every 7 in grid 1, H2 without a flag; H3 every 14 in grid 2; H4 every 30 in grid 3; H5 vacant.
HOMES = (
    (10, "30", "在册"),
    (30, "7", "在册"),
    (50, "", "在册"),
    (110, "14", "在册"),
    (230, "30", "在册"),
    (60, "30", "空置"),
)
PEOPLE = {
    "office": ("office", ()), "clerk": ("community", (town.GRIDS[0][:12],)), "li": ("grid_leader", (town.GRIDS[0],)),
    "wu": ("grid_leader", (town.GRIDS[2],)), "chief": ("area_leader", (town.GRIDS[0][:12],)),
    "far": ("area_leader", (town.GRIDS[2][:12],)), "eye": ("inspector", (town.GRIDS[0][:12],)),
    "hall": ("forum", (town.GRIDS[0][:12],)),
}  # fmt: skip
TODAY = date(2026, 10, 31)


@dataclass(frozen=True)
class Town:
    """The town and everybody's scope by login."""

    session: Session
    people: dict[str, Scope]
    edition: int

    def visit(self, ref: str, when: str, found: str | None = None, off_m: float = 0) -> UUID:
        """A visit to a household at a local time, so many metres south of its door."""
        row = {"id": uuid4(), "own": str(uuid4()), "ref": ref, "found": found, "off": off_m / town.NORTH_M,
               "at": datetime.fromisoformat(when).replace(tzinfo=ZONE)}  # fmt: skip
        self.session.execute(
            text("INSERT INTO visit (id, external_ref, kind, household_ref, visited_at, found, accuracy_m, geom) "
                 "SELECT :id, :own, 'visit', external_ref, :at, :found, 5, "
                 "ST_Translate(geom, 0, -:off) FROM household WHERE external_ref = :ref"), row,
        )  # fmt: skip
        return row["id"]  # type: ignore[return-value]

    def listed(self, login: str, day: date = TODAY) -> dict[str, CareVisit]:
        """What somebody reads of all grids, by reference."""
        grids = self.session.scalars(select(Zone.id).where(Zone.level == "grid")).all()
        found = care_visits(self.session, self.people[login], self.edition, grids, day, ZONE)
        return {one.ref: one for one in found}


def settle(session: Session, folder: Path) -> None:
    """The boundaries, the households with their intervals, and the people."""
    town.take_zones(session, town.write_zones(folder / "zones.geojson"))
    rows = [f"H{i},{town.at(x, 50)[0]!r},{town.at(x, 50)[1]!r},2,{state},{every}"
            for i, (x, every, state) in enumerate(HOMES)]  # fmt: skip
    path = folder / "h.csv"
    path.write_text("编号,经度,纬度,人数,状态,走访周期天\n" + "\n".join(rows) + "\n", encoding="utf-8")
    town.take(session, "households", path)
    for login, (role, zones) in PEOPLE.items():
        add_person(session, NewPerson(login, login.title(), role, zones), "a long password")


@pytest.fixture
def cared(session: Session, tmp_path: Path) -> Town:
    """The town on 31 October 2026; the intervals hold since the first of September."""
    settle(session, tmp_path)
    session.execute(text("UPDATE household_care SET since = '2026-09-01'"))
    return Town(session, scopes(session), session.scalars(select(Edition.id)).one())


def scopes(session: Session) -> dict[str, Scope]:
    """Everybody's scope by login."""
    found = {}
    for person in session.scalars(select(Person)):
        act_as(session, person.id)
        found[person.login] = scope_of(session, person)
    return found
