"""What a caller may see, as every query takes it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from services.access.tables import Person
from services.database import act_as
from services.errors import NotFound

ROLES = ("office", "inspector", "community", "area_leader", "grid_leader", "forum")


@dataclass(frozen=True, slots=True)
class Scope:
    """The grids of a person: all of them for the office, else those inside the person's zones."""

    person_id: UUID
    role: str
    everything: bool
    grid_ids: tuple[int, ...]


def scope_of(session: Session, person: Person) -> Scope:
    """The scope of a person who has been named to the transaction (services.database.act_as)."""
    grids = session.scalar(select(text("app.my_grids()"))) or []
    return Scope(person.id, person.role, person.role == "office", tuple(grids))


def acting_as(session: Session, login: str) -> Scope:
    """The scope of a person by login, named to the transaction. Raises NotFound."""
    person = session.scalar(select(Person).where(Person.login == login, Person.active))
    if person is None:
        raise NotFound("access.inactive", login=login)
    act_as(session, person.id)
    return scope_of(session, person)
