"""Who may make a second visit: another person than the first, and from another community."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.access.tables import Person, PersonZone
from services.back_check.draw import for_office
from services.back_check.tables import BackCheck
from services.database import sql
from services.errors import Forbidden, NotFound


def checkers(session: Session, scope: Scope) -> list[Person]:
    """The people of whom one may be named as the checker, by name. Raises Forbidden."""
    for_office(scope)
    chosen = select(Person).where(Person.active, Person.role != "forum")
    return list(session.scalars(chosen.order_by(Person.display_name, Person.login)))


def checker_of(session: Session, check: BackCheck, login: str, refs: Iterable[str]) -> Person:
    """The person, once it is known that they may check all of these addresses.

    The office's people may have no community; whoever else has none can't be told to be from another one. Raises
    NotFound, and Forbidden with the first address that speaks against it.
    """
    person = session.scalar(select(Person).where(Person.login == login, Person.active, Person.role != "forum"))
    if person is None:
        raise NotFound("back_check.checker", login=login)
    placed = session.scalar(select(PersonZone.zone_id).where(PersonZone.person_id == person.id).limit(1)) is not None
    if not placed and person.role != "office":
        raise Forbidden("back_check.checker_nowhere", login=login)
    asked = {"boundaries": check.edition_id, "refs": sorted(refs), "person": person.id, "login": login}
    for row in session.execute(sql(__file__, "checker.sql"), asked):
        if row.community is not None:
            raise Forbidden("back_check.checker_near", login=login, ref=row.ref, community=row.community)
        if row.visited:
            raise Forbidden("back_check.checker_was_there", login=login, ref=row.ref)
    return person
