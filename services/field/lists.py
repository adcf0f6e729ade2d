"""Sending the work list of a grid to somebody who answers for it, and reading what was sent today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.roles import require
from services.access.scope import Scope
from services.coverage.addresses import Place
from services.coverage.tables import CoverageCycle
from services.database import sql
from services.errors import Conflict, Forbidden, NotFound
from services.field.tables import FieldList

MAY_SEND = ("office", "community", "area_leader", "grid_leader")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who answers for a grid."""

    id: UUID
    login: str
    display_name: str
    role: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A list that was sent: of which grid, in which cycle and edition, and when."""

    number: int
    place: Place
    grid_id: int
    sent_at: datetime


def recipients(session: Session, place: Place, grid_id: int) -> list[Recipient]:
    """Who can be sent to a grid's addresses: the leaders of it and the staff of its community, by name."""
    rows = session.execute(sql(__file__, "recipients.sql"), {"edition": place.edition_id, "grid": grid_id})
    return [Recipient(**row._asdict()) for row in rows]


def send_list(session: Session, scope: Scope, place: Place, grid_id: int, login: str, now: datetime) -> int:
    """Send the work list of a grid to a person; its number.

    Raises Forbidden outside the caller's scope, NotFound for who doesn't answer for the grid, Conflict where the
    cycle is over.
    """
    require(scope, *MAY_SEND)
    if not scope.everything and grid_id not in scope.grid_ids:
        raise Forbidden("field.zone")
    cycle = place.cycle
    if cycle.closed_at is not None or not cycle.starts_at <= now < cycle.stops_at:
        raise Conflict("field.over", cycle=cycle.key)
    person = next((one for one in recipients(session, place, grid_id) if one.login == login), None)
    if person is None:
        raise NotFound("field.nobody", login=login)
    made = FieldList(cycle_id=cycle.id, edition_id=place.edition_id, grid_id=grid_id, sent_to=person.id,
                     sent_by=scope.person_id, sent_at=now)  # fmt: skip
    session.add(made)
    session.flush()
    record(session, scope.person_id, "field.send", str(made.id), {"grid": grid_id, "to": login})
    return made.id


def sent_today(session: Session, scope: Scope, now: datetime, zone: ZoneInfo) -> list[Sent]:
    """The lists that were sent to the caller on this local day, a grid once, the newest first."""
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    chosen = (
        select(FieldList, CoverageCycle)
        .join(CoverageCycle, CoverageCycle.id == FieldList.cycle_id)
        .where(FieldList.sent_to == scope.person_id, FieldList.sent_at >= midnight, CoverageCycle.closed_at.is_(None))
        .order_by(FieldList.id.desc())
    )
    return _once([Sent(row.id, Place(cycle, row.edition_id), row.grid_id, row.sent_at)
                  for row, cycle in session.execute(chosen) if row.grid_id in scope.grid_ids])  # fmt: skip


def _once(found: Sequence[Sent]) -> list[Sent]:
    seen: set[tuple[int, int]] = set()
    kept = []
    for one in found:
        if (one.place.cycle.id, one.grid_id) not in seen:
            seen.add((one.place.cycle.id, one.grid_id))
            kept.append(one)
    return kept
