"""Statements that an address can't be reached or is none: said by one person, decided by another. Their only writer."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.coverage.addresses import Place, of_ref
from services.coverage.tables import REASONS, AddressStatement, CoverageCycle
from services.database import sql
from services.errors import Conflict, Forbidden, Invalid, NotFound

MAY_DECIDE = ("office", "community", "area_leader")
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Said:
    """What is stated of an address: the kind, why by the list, and the number of the photo or document that shows it.

    The reasons are a list, so that nothing is written about who lives there.
    """

    ref: str
    kind: str
    reason: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A statement as it stands, with its address."""

    id: int
    ref: str
    address: str | None
    grid_id: int
    kind: str
    reason: str
    evidence: str
    stated_at: datetime
    stated_by: UUID | None
    stater: str | None
    approved: bool | None
    decided_at: datetime | None
    decider: str | None


def state(session: Session, scope: Scope, place: Place, said: Said) -> AddressStatement:
    """State something of an address in the caller's scope; nothing changes before another person approved it.

    Raises NotFound for an address that is not in the cycle or not the caller's, Invalid without reason or evidence,
    Conflict where one stands already or the address was collected.
    """
    evidence = said.evidence.strip()
    if place.cycle.closed_at is not None:
        raise Conflict("coverage.closed", cycle=place.cycle.key)
    if said.reason not in REASONS.get(said.kind, ()):
        raise Invalid("coverage.reason")
    if not evidence or len(evidence) > LONGEST:
        raise Invalid("coverage.evidence", longest=LONGEST)
    found = of_ref(session, scope, place, said.ref)
    if found.state in ("collected", "vacant"):
        raise Conflict("coverage.reached", ref=said.ref)
    _refuse_second(session, place.cycle, found.household_id, said.ref)
    made = AddressStatement(
        cycle_id=place.cycle.id, household_id=found.household_id, kind=said.kind, reason=said.reason,
        evidence=evidence, stated_by=scope.person_id,
    )  # fmt: skip
    session.add(made)
    session.flush()
    detail = {"ref": said.ref, "kind": said.kind, "reason": said.reason}
    record(session, scope.person_id, "coverage.state", place.cycle.key, detail)
    return made


def decide(session: Session, scope: Scope, number: int, *, approve: bool) -> AddressStatement:
    """Approve or reject a statement.

    Raises Forbidden for who may not decide or stated it, NotFound, and Conflict where it is decided.
    """
    if scope.role not in MAY_DECIDE:
        raise Forbidden("coverage.may_decide")
    found = session.scalar(select(AddressStatement).where(AddressStatement.id == number))
    if found is None:
        raise NotFound("coverage.no_statement", number=number)
    closed = session.execute(
        select(CoverageCycle.key).where(CoverageCycle.id == found.cycle_id, CoverageCycle.closed_at.is_not(None))
    ).scalar()
    if closed is not None:
        raise Conflict("coverage.closed", cycle=closed)
    if found.approved is not None:
        raise Conflict("coverage.decided", number=number)
    if found.stated_by == scope.person_id:
        raise Forbidden("coverage.another")
    found.approved, found.decided_at, found.decided_by = approve, datetime.now(UTC), scope.person_id
    session.flush()
    record(session, scope.person_id, "coverage.decide", str(number), {"approved": approve})
    return found


def statements(session: Session, scope: Scope, place: Place) -> list[Standing]:
    """The statements of a cycle in the caller's scope: those to be decided first, then the latest."""
    asked = {"cycle": place.cycle.id, "edition": place.edition_id, "everything": scope.everything,
             "grids": list(scope.grid_ids)}  # fmt: skip
    return [Standing(**row._asdict()) for row in session.execute(sql(__file__, "statements.sql"), asked)]


def _refuse_second(session: Session, cycle: CoverageCycle, household: UUID, ref: str) -> None:
    standing = select(AddressStatement).where(
        AddressStatement.cycle_id == cycle.id, AddressStatement.household_id == household,
        AddressStatement.approved.is_not(False),
    )  # fmt: skip
    if (found := session.scalar(standing)) is not None:
        raise Conflict("coverage.stated", ref=ref, number=found.id)
