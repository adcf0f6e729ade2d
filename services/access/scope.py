"""What a caller may see, as every query takes it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from services.access.tables import Person

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
