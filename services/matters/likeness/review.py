"""The review list: reports side by side, confirmed or rejected by whoever answers for the later one."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from services.access.audit import record
from services.access.roles import require
from services.access.scope import Scope
from services.errors import NotFound
from services.locating.reach import in_reach
from services.locating.tables import MatterLocation
from services.matters.likeness.tables import MatterPair
from services.matters.tables import Matter

DECIDING = ("office", "community")


@dataclass(frozen=True, slots=True)
class Side:
    """One report of a pair, as far as it is in scope."""

    ref: str
    code: str
    source: str | None
    address: str | None
    opened_at: datetime
    closed_at: datetime | None
    stage: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports that are alike; the first is None where it lies in somebody else's grid."""

    first_id: UUID
    again_id: UUID
    first: Side | None
    again: Side
    apart_m: float
    state: str


def pairs(session: Session, scope: Scope, edition_id: int, state: str = "found", *, limit: int = 50,
          offset: int = 0) -> tuple[list[Pair], int]:  # fmt: skip
    """Pairs in a state whose later report is in scope, the newest first, and how many there are."""
    first, again = aliased(Matter), aliased(Matter)
    mine = (
        select(MatterPair, again)
        .join(again, again.id == MatterPair.again_id)
        .join(MatterLocation, MatterLocation.point_id == again.id)
        .where(MatterPair.state == state, MatterLocation.edition_id == edition_id, in_reach(scope, MatterLocation))
    )
    count = session.scalar(select(func.count()).select_from(mine.subquery("mine")))
    page = mine.order_by(again.opened_at.desc(), MatterPair.again_id, MatterPair.first_id).limit(limit).offset(offset)
    rows = session.execute(page).all()
    firsts = _in_scope(session, scope, edition_id, [pair.first_id for pair, _ in rows], first)
    found = [Pair(p.first_id, p.again_id, firsts.get(p.first_id), _side(m), p.apart_m, p.state) for p, m in rows]
    return found, count or 0


def _in_scope(
    session: Session, scope: Scope, edition_id: int, ids: list[UUID], first: type[Matter]
) -> dict[UUID, Side]:
    rows = session.scalars(
        select(first)
        .join(MatterLocation, MatterLocation.point_id == first.id)
        .where(first.id.in_(ids), MatterLocation.edition_id == edition_id, in_reach(scope, MatterLocation))
    )
    return {matter.id: _side(matter) for matter in rows}


def _side(matter: Matter) -> Side:
    return Side(matter.external_ref, matter.code, matter.source, matter.address, matter.opened_at, matter.closed_at,
                matter.stage)  # fmt: skip


def decide(session: Session, scope: Scope, first_id: UUID, again_id: UUID, *, same: bool) -> None:
    """Say whether two reports are of one thing; it can be said otherwise later. Raises Forbidden or NotFound."""
    require(scope, *DECIDING)
    state = "confirmed" if same else "rejected"
    mine = select(MatterLocation.point_id).where(MatterLocation.point_id == again_id, in_reach(scope, MatterLocation))
    changed = session.scalars(
        update(MatterPair)
        .where(MatterPair.first_id == first_id, MatterPair.again_id == again_id, MatterPair.again_id.in_(mine))
        .values(state=state, decided_by=scope.person_id, decided_at=datetime.now(UTC))
        .returning(MatterPair.again_id)
    ).first()  # fmt: skip
    if changed is None:
        raise NotFound("likeness.no_pair")
    record(session, scope.person_id, "pair.decide", str(again_id), {"first": str(first_id), "same": same})
