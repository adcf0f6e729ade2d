"""People: added, reset, and the very first one."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.passwords import hash_password
from services.access.scope import ROLES
from services.access.tables import Person, PersonZone, SignIn, SignInAttempt
from services.errors import Conflict, Forbidden, Invalid, NotFound
from services.geography.tables import Zone

# Any number, the same for all: held while the first account is made, so that there is only one.
FIRST_ACCOUNT_LOCK = 7_406_001


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to be added; zones by their codes."""

    login: str
    display_name: str
    role: str
    zones: Sequence[str] = ()


def any_password() -> str:
    """A password that nobody has had before."""
    return secrets.token_urlsafe(12)


def add_person(session: Session, new: NewPerson, password: str) -> Person:
    """Add a person. Raises Invalid, Conflict or NotFound where role, login or a zone is wrong."""
    return _add(session, new, hash_password(password))


def add_people(session: Session, people: Iterable[NewPerson], password: str) -> int:
    """Add people who share a first password, hashed once. Returns their number. Raises as add_person does."""
    shared = hash_password(password)
    return len([_add(session, new, shared) for new in people])


def _add(session: Session, new: NewPerson, password_hash: str) -> Person:
    if new.role not in ROLES:
        raise Invalid("access.role_name", role=new.role, roles=", ".join(ROLES))
    if session.scalar(select(func.count()).where(Person.login == new.login)):
        raise Conflict("access.login_taken", login=new.login)
    person = Person(login=new.login, display_name=new.display_name, role=new.role, password_hash=password_hash)
    session.add(person)
    session.flush()
    for code in new.zones:
        zones = session.scalars(select(Zone.id).where(Zone.code == code)).all()
        if not zones:
            raise NotFound("access.no_zone", zone=code)
        session.add_all(PersonZone(person_id=person.id, zone_id=zone) for zone in zones)
    record(session, None, "person.add", new.login, {"role": new.role, "zones": list(new.zones)})
    session.flush()
    return person


def reset_password(session: Session, login: str, password: str) -> None:
    """Give a person a new password and end their sessions. Raises NotFound."""
    person = session.scalars(select(Person).where(Person.login == login)).first()
    if person is None:
        raise NotFound("access.no_person", login=login)
    person.password_hash = hash_password(password)
    session.execute(delete(SignIn).where(SignIn.person_id == person.id))
    session.execute(delete(SignInAttempt).where(SignInAttempt.login == login))
    record(session, None, "person.reset", login, {})


def nobody_yet(session: Session) -> bool:
    """Whether there is no account at all."""
    return not session.scalar(select(func.count()).select_from(Person))


def first_account(session: Session, given_word: str, word: str, new: NewPerson, password: str) -> Person:
    """Make the first office account, once. Raises Forbidden where the word is wrong or one exists."""
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": FIRST_ACCOUNT_LOCK})
    if not nobody_yet(session):
        raise Forbidden("access.set_up")
    if not secrets.compare_digest(given_word.encode(), word.encode()):
        raise Forbidden("access.set_up_token")
    return add_person(session, new, password)
