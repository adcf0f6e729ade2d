"""People of a test, by login."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.access.scope import Scope, scope_of
from services.database import act_as


def scopes(session: Session, people: Mapping[str, tuple[str, Sequence[str]]]) -> dict[str, Scope]:
    """Add people, each with a role and the codes of zones. Returns everybody's scope."""
    made = {}
    for login, (role, zones) in people.items():
        person = add_person(session, NewPerson(login, login.title(), role, zones), "a long password")
        act_as(session, person.id)
        made[login] = scope_of(session, person)
    return made
