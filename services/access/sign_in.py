"""Sign in, stay signed in, sign out. The browser holds a token, the database its hash only."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from services.access.passwords import matches
from services.access.tables import Person, SignIn, SignInAttempt
from services.errors import Forbidden

MOST_FAILURES = 8
LOCK_MINUTES = 15


def token_hash(token: str) -> bytes:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).digest()


def form_token(token: str) -> str:
    """The word that every form carries, derived from the session's token."""
    return hashlib.sha256(b"form:" + token.encode()).hexdigest()[:40]


def check_password(session: Session, login: str, password: str) -> Person | None:
    """The person, if the password is right; the try is counted either way.

    Raises Forbidden after too many failures in a row. The caller commits, also on None.
    """
    since = datetime.now(UTC) - timedelta(minutes=LOCK_MINUTES)
    last_success = (
        select(func.coalesce(func.max(SignInAttempt.id), 0))
        .where(SignInAttempt.login == login, SignInAttempt.succeeded)
        .scalar_subquery()
    )
    failed = session.scalar(
        select(func.count()).where(
            SignInAttempt.login == login, SignInAttempt.at > since, SignInAttempt.id > last_success
        )
    )
    if (failed or 0) >= MOST_FAILURES:
        raise Forbidden("access.locked", minutes=LOCK_MINUTES)
    person = session.scalars(select(Person).where(Person.login == login, Person.active)).first()
    right = matches(person.password_hash if person else None, password)
    session.add(SignInAttempt(login=login, succeeded=right))
    session.flush()
    return person if right else None


def open_session(session: Session, person: Person, hours: int) -> str:
    """A fresh session for a person; returns its token, which is shown to the browser alone."""
    session.execute(delete(SignIn).where(SignIn.expires_at < func.now()))
    token = secrets.token_urlsafe(32)
    expires = datetime.now(UTC) + timedelta(hours=hours)
    session.add(SignIn(token_hash=token_hash(token), person_id=person.id, expires_at=expires))
    session.flush()
    return token


def close_session(session: Session, token: str) -> None:
    """End a session."""
    session.execute(delete(SignIn).where(SignIn.token_hash == token_hash(token)))


def whose(session: Session, token: str | None) -> Person | None:
    """The active person whose unexpired session this token is."""
    if not token:
        return None
    return session.scalars(
        select(Person)
        .join(SignIn, SignIn.person_id == Person.id)
        .where(SignIn.token_hash == token_hash(token), SignIn.expires_at > func.now(), Person.active)
    ).first()
