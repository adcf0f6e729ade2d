"""A small town with people, departments and limits, for matters to live in."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from geo.values import LonLat
from services.access.people import NewPerson, add_person
from services.access.scope import Scope, scope_of
from services.access.tables import Person
from services.database import act_as
from services.matters.deadlines.limits import Limit, Terms, load_terms, set_limit
from services.matters.departments import set_department
from services.matters.life.move import Wanted, move, state_of
from services.matters.life.state import EVENT_FIELDS, Event, State
from services.matters.report import NewMatter, Reported, report_matter
from services.matters.tables import Matter, MatterEvent
from services.working_time.tables import CalendarDay
from tests import town

ZONE = ZoneInfo("Asia/Shanghai")
ROLES = {"office": (), "inspector": ("999901001002",), "community": ("999901001001",), "area_leader": ("999901001001",),
         "grid_leader": (town.GRIDS[0],)}  # fmt: skip
SINCE = date(2026, 1, 1)
LIMITS = (
    Limit("file", "working_hours", Decimal(1), SINCE),
    Limit("dispatch", "urgent", Decimal(30), SINCE),
    Limit("handle", "workdays", Decimal(2), SINCE),
    Limit("handle", "working_hours", Decimal(4), SINCE, code="06010"),
    Limit("handle", "urgent", Decimal(120), SINCE, urgent=True),
    Limit("check", "working_hours", Decimal(7), SINCE),
    Limit("close", "workdays", Decimal(5), SINCE),
    Limit("close", "workdays", Decimal(2), SINCE, class_code="06"),
)


def at(text: str) -> datetime:
    """A local time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def settle(session: Session, folder: Path) -> None:
    """Four grids, one person a role, two departments, the limits above, and a National Day week."""
    town.take_zones(session, town.write_zones(folder / "zones.geojson"))
    for role, zones in ROLES.items():
        add_person(session, NewPerson(role, f"{role} of the town", role, zones), "a long password")
    session.add_all(CalendarDay(day=date(2026, 10, d), working=False, name="国庆节") for d in range(1, 8))
    session.add(CalendarDay(day=date(2026, 10, 10), working=True, name="国庆节调休"))
    session.flush()
    office = of(session, "office")
    for code, name in (("cgk", "城管科"), ("hwb", "环卫所")):
        set_department(session, office, code, name, name)
    for limit in LIMITS:
        set_limit(session, office, limit)


def of(session: Session, login: str) -> Scope:
    """The scope of somebody, who is named to the transaction from then on."""
    person = session.scalars(select(Person).where(Person.login == login)).one()
    act_as(session, person.id)
    return scope_of(session, person)


@dataclass
class Town:
    """The town, in a session."""

    session: Session

    @property
    def terms(self) -> Terms:
        """Calendar, codes and limits."""
        return load_terms(self.session, ZONE)

    def report(self, when: str = "2026-10-08 09:00", x_m: float = 50, by: str = "grid_leader", **more: Any) -> Reported:
        """Somebody reports exposed rubbish."""
        new = NewMatter(**{"code": "06010", "at": LonLat(*town.at(x_m, 50))} | more)
        return report_matter(self.session, of(self.session, by), new, self.terms, at(when))

    def move(self, matter_id: UUID, act: str, when: str, by: str = "office", **more: Any) -> State:
        """Somebody makes a move, having seen all that there is, and says what it asks for."""
        said = {"note": "why"} | more | ({"department": more.get("department", "cgk")} if act == "dispatch" else {})
        seen = said.pop("seen", None) or self.state(matter_id).seq
        return move(self.session, of(self.session, by), matter_id, Wanted(act, seen, **said), self.terms, at(when))

    def walk(self, matter_id: UUID, *steps: tuple[str, str]) -> State:
        """The office makes several moves, (act, when) each."""
        for act, when in steps:
            self.move(matter_id, act, when)
        return self.state(matter_id)

    def state(self, matter_id: UUID) -> State:
        """Where a matter stands, as its row keeps it."""
        self.session.expire_all()
        return state_of(self.session.get_one(Matter, matter_id))

    def events(self, matter_id: UUID) -> list[Event]:
        """The events of a matter."""
        chosen = select(MatterEvent).where(MatterEvent.matter_id == matter_id).order_by(MatterEvent.seq)
        return [Event(**{f: getattr(row, f) for f in EVENT_FIELDS}) for row in self.session.scalars(chosen)]
