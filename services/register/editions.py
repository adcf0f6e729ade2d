"""Dated editions of the register: frozen, listed, held against their hash. The only writer of their two tables."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, literal, select, text
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.database import sql
from services.errors import Conflict, Forbidden, Invalid, NotFound
from services.measures.period import parse
from services.register.tables import Household, RegisterEdition, RegisterEntry


@dataclass(frozen=True, slots=True)
class Freezing:
    """What is said of an edition: where it comes from, for which day it holds, which cycle is counted by it, if any.

    `cycle` is a key of services.measures.period.
    """

    source: str
    as_of: date
    cycle: str | None = None


def freeze(session: Session, scope: Scope, given: Freezing) -> RegisterEdition:
    """Keep the register as it stands, household by household.

    Raises Forbidden for anybody but the office, Invalid without a source, a household or a readable cycle, Conflict
    where the same register is kept already or the cycle is counted by another edition.
    """
    if not scope.everything:
        raise Forbidden("register.office")
    source = given.source.strip()
    if not source:
        raise Invalid("register.source")
    cycle = parse(given.cycle).key if given.cycle else None
    # What is hashed is what is kept: nothing comes in between.
    session.execute(text("LOCK TABLE household IN SHARE MODE"))
    households, digest = session.execute(sql(__file__, "lines.sql")).one()
    if not households:
        raise Invalid("register.empty")
    _refuse_again(session, digest, cycle)
    made = RegisterEdition(
        as_of=given.as_of, source=source, sha256=digest, households=households, cycle=cycle, frozen_by=scope.person_id
    )
    session.add(made)
    session.flush()
    columns = ["edition_id", "household_id", "state", "residents"]
    chosen = select(literal(made.id), Household.id, Household.state, Household.residents)
    session.execute(insert(RegisterEntry).from_select(columns, chosen))
    detail = {"as_of": str(given.as_of), "households": households, "sha256": digest, "cycle": cycle}
    record(session, scope.person_id, "register.freeze", str(made.id), detail)
    return made


def _refuse_again(session: Session, digest: str, cycle: str | None) -> None:
    same = session.scalar(select(RegisterEdition).where(RegisterEdition.sha256 == digest))
    if same is not None:
        raise Conflict("register.same", number=same.id, day=same.as_of)
    if cycle is not None and (held := of_cycle(session, cycle)):
        raise Conflict("register.cycle", number=held.id, cycle=cycle)


def editions(session: Session) -> list[RegisterEdition]:
    """All editions, the newest first."""
    return list(session.scalars(select(RegisterEdition).order_by(RegisterEdition.id.desc())))


def edition(session: Session, number: int) -> RegisterEdition:
    """An edition by its number. Raises NotFound."""
    found = session.get(RegisterEdition, number)
    if found is None:
        raise NotFound("register.none", number=number)
    return found


def of_cycle(session: Session, cycle: str) -> RegisterEdition | None:
    """The edition that a cycle is counted by, where one was frozen for it."""
    return session.scalar(select(RegisterEdition).where(RegisterEdition.cycle == cycle))


def holds(session: Session, scope: Scope, number: int) -> bool:
    """Whether an edition is still what its hash says. Raises NotFound, Forbidden for who sees but a part of it."""
    if not scope.everything:
        raise Forbidden("register.office")
    kept = edition(session, number)
    found = session.execute(sql(__file__, "lines_of.sql"), {"edition": number}).one()
    return (found.households, found.sha256) == (kept.households, kept.sha256)
