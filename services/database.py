"""The ground of all tables: metadata, engines, sessions, and SQL files."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, MetaData, TextClause, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

APP_ROLE = "xunge_app"
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every table row is."""

    metadata = MetaData(naming_convention=NAMES)


@cache
def _statement(path: Path) -> TextClause:
    return text(path.read_text(encoding="utf-8"))


def sql(beside: str, name: str) -> TextClause:
    """The set-based statement in the .sql file that lies beside the module `beside` (its __file__)."""
    return _statement(Path(beside).with_name(name))


def owner_engine(url: str | URL) -> Engine:
    """An engine that owns the tables: for migrations and for the operator at the command line."""
    return create_engine(url, pool_pre_ping=True, pool_size=4, max_overflow=4)


def app_engine(url: str | URL) -> Engine:
    """An engine for the web: every connection acts as the app role, so row-level security holds."""
    engine = create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=10)

    @event.listens_for(engine, "connect")
    def act_as_app(connection: Any, _record: object) -> None:
        connection.autocommit = True
        connection.execute(f"SET ROLE {APP_ROLE}")
        connection.execute("SET jit = off")
        connection.autocommit = False

    return engine


def answers(engine: Engine) -> bool:
    """Whether the database can be used at this moment."""
    try:
        with engine.connect() as connection:
            return bool(connection.scalar(text("SELECT true")))
    except SQLAlchemyError:
        return False


def act_as(session: Session, person_id: UUID | None) -> None:
    """Name the person for this transaction alone; row-level security reads it, nobody sees nothing."""
    session.execute(text("SELECT set_config('app.person_id', :person, true)"), {"person": str(person_id or "")})


def behind_wall(session: Session) -> None:
    """Act as the app's role for the rest of the transaction, so that row-level security holds for the owner too."""
    _take_role(session, APP_ROLE)


@contextmanager
def lifted(session: Session) -> Iterator[None]:
    """Some statements as the login itself, in a transaction that stands behind the wall otherwise.

    For what no policy can judge yet; an error ends the transaction, and with it the role.
    """
    role = session.scalar(text("SELECT current_setting('role')"))
    _take_role(session, "none")
    yield
    if role == APP_ROLE:
        behind_wall(session)


def _take_role(session: Session, role: str) -> None:
    session.execute(text("SELECT set_config('role', :role, true)"), {"role": role})


@contextmanager
def transaction(sessions: sessionmaker[Session], person_id: UUID | None = None) -> Iterator[Session]:
    """One transaction, as that person: committed on leaving, rolled back on an error."""
    with sessions.begin() as session:
        act_as(session, person_id)
        yield session
