"""Cycles: a period, the edition of the register that counts it, and the rules that hold. The only writer of theirs.

What is derived of a cycle is counted by triggers, in the transaction that changes a visit, an address or a statement.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.access.tables import Person
from services.coverage.tables import CoverageCycle
from services.errors import Conflict, Forbidden, Invalid, NotFound
from services.measures.period import Period, edges, parse
from services.register.editions import edition, editions, of_cycle

TRIES, FRESH_DAYS, NEAR_M = 3, 90, 30.0


@dataclass(frozen=True, slots=True)
class Opening:
    """A cycle to be opened: its period's key, and the number of the register's edition that counts it.

    Without a number it is the edition that was frozen for the period. After `tries` at different times without
    anybody at home there is no contact; a verified visit is fresh for so many days; a visit is at the address within
    `near_m`, or twice its accuracy.
    """

    key: str
    register: int | None = None
    tries: int = TRIES
    fresh_days: int = FRESH_DAYS
    near_m: float = NEAR_M


def open_cycle(session: Session, scope: Scope, given: Opening, zone: ZoneInfo) -> CoverageCycle:
    """Open a cycle and count it.

    Raises Forbidden for anybody but the office, NotFound, Invalid without an edition or for rules that can't hold,
    and Conflict where the cycle is open already or its period is counted by another edition.
    """
    if not scope.everything:
        raise Forbidden("coverage.cycle_office")
    period = parse(given.key)
    if given.tries < 1 or given.fresh_days < 1 or not 0 < given.near_m <= 100:
        raise Invalid("coverage.rules", tries=given.tries, days=given.fresh_days, metres=given.near_m)
    if session.scalar(select(CoverageCycle.id).where(CoverageCycle.key == period.key)) is not None:
        raise Conflict("coverage.open_already", cycle=period.key)
    starts_at, stops_at = edges([period], zone)
    made = CoverageCycle(
        key=period.key, register_edition_id=_counted_by(session, period, given.register),
        starts_at=starts_at, stops_at=stops_at, zone=zone.key, tries=given.tries, fresh_days=given.fresh_days,
        near_m=given.near_m, opened_by=scope.person_id,
    )  # fmt: skip
    session.add(made)
    session.flush()
    detail = {"register": made.register_edition_id, "tries": made.tries, "fresh_days": made.fresh_days}
    record(session, scope.person_id, "coverage.open", made.key, detail)
    return made


def _counted_by(session: Session, period: Period, register: int | None) -> int:
    frozen = of_cycle(session, period.key)
    if register is None and frozen is None:
        raise Invalid("coverage.register", cycle=period.key)
    if register is not None and frozen is not None and frozen.id != register:
        raise Conflict("register.cycle", number=frozen.id, cycle=period.key)
    return edition(session, register or (frozen.id if frozen else 0)).id


def close_cycle(session: Session, scope: Scope, key: str, now: datetime) -> CoverageCycle:
    """Close a cycle that is over: its addresses are kept as they stand, and nothing moves it from then on.

    Raises Forbidden for anybody but the office, NotFound, Invalid while it runs, Conflict where it is closed.
    """
    found = _locked(session, scope, key)
    if found.closed_at is not None:
        raise Conflict("coverage.closed", cycle=key)
    if now < found.stops_at:
        last = found.stops_at.astimezone(ZoneInfo(found.zone)).date() - timedelta(days=1)
        raise Invalid("coverage.runs", cycle=key, day=last)
    found.closed_at, found.closed_by = now, scope.person_id
    session.flush()
    record(session, scope.person_id, "coverage.close", key, {})
    return found


def reopen_cycle(session: Session, scope: Scope, key: str) -> CoverageCycle:
    """Open a closed cycle again: it is counted by what is on record now.

    Raises Forbidden for anybody but the office, NotFound, Conflict where it is not closed.
    """
    found = _locked(session, scope, key)
    if found.closed_at is None:
        raise Conflict("coverage.not_closed", cycle=key)
    found.closed_at = found.closed_by = None
    session.flush()
    record(session, scope.person_id, "coverage.reopen", key, {})
    return found


def next_of(session: Session, before: CoverageCycle) -> Opening | None:
    """The cycle after one, by its rules and the newest edition of the register; None where it is open already."""
    key = parse(before.key).moved(1).key
    if session.scalar(select(CoverageCycle.id).where(CoverageCycle.key == key)) is not None:
        return None
    frozen = of_cycle(session, key)
    newest = frozen or next(iter(editions(session)))
    return Opening(key, newest.id, before.tries, before.fresh_days, before.near_m)


def open_next(session: Session, scope: Scope, key: str, zone: ZoneInfo) -> CoverageCycle:
    """Open the cycle after one, as `next_of` has it. Raises NotFound, Conflict where it is open already, Forbidden."""
    following = next_of(session, cycle(session, key))
    if following is None:
        raise Conflict("coverage.next_open", cycle=key)
    return open_cycle(session, scope, following, zone)


def closer(session: Session, of: CoverageCycle) -> str | None:
    """Who closed a cycle, by name."""
    return session.scalar(select(Person.display_name).where(Person.id == of.closed_by))


def _locked(session: Session, scope: Scope, key: str) -> CoverageCycle:
    if not scope.everything:
        raise Forbidden("coverage.close_office")
    chosen = select(CoverageCycle).where(CoverageCycle.key == key).with_for_update()
    found = session.scalar(chosen.execution_options(populate_existing=True))
    if found is None:
        raise NotFound("coverage.no_cycle", cycle=key)
    return found


def cycles(session: Session) -> list[CoverageCycle]:
    """All cycles, the latest first."""
    return list(session.scalars(select(CoverageCycle).order_by(CoverageCycle.starts_at.desc(), CoverageCycle.id)))


def cycle(session: Session, key: str) -> CoverageCycle:
    """A cycle by its period's key. Raises NotFound."""
    found = session.scalar(select(CoverageCycle).where(CoverageCycle.key == key))
    if found is None:
        raise NotFound("coverage.no_cycle", cycle=key)
    return found
