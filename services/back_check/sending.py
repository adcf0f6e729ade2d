"""Sending a sample to the person who checks it, and their answers from the field: blind to every first result."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.back_check.checker import checker_of
from services.back_check.draw import back_check, for_office
from services.back_check.tables import BackCheckAddress
from services.errors import Conflict, NotFound
from services.register.tables import Household


@dataclass(frozen=True, slots=True)
class Stop:
    """An address to be visited a second time. Degrees."""

    number: int
    household_id: UUID
    ref: str
    address: str | None
    lon: float
    lat: float


def send_sample(session: Session, scope: Scope, number: int, login: str, now: datetime) -> int:
    """Send what is not answered yet to a person; how many addresses that are.

    Raises Forbidden for anybody but the office, NotFound, Forbidden for a checker from the same community or who was
    there, and Conflict where all is answered.
    """
    for_office(scope)
    kept = back_check(session, number)
    chosen = (
        select(BackCheckAddress, Household.external_ref)
        .join(Household, Household.id == BackCheckAddress.household_id)
        .where(BackCheckAddress.back_check_id == number, BackCheckAddress.covered.is_(None))
        .with_for_update(of=BackCheckAddress)
    )
    left = session.execute(chosen).all()
    if not left:
        raise Conflict("back_check.all_answered", number=number)
    person = checker_of(session, kept, login, [ref for _, ref in left])
    for one, _ in left:
        one.sent_to, one.sent_at = person.id, now
    session.flush()
    record(session, scope.person_id, "back_check.send", str(number), {"to": login, "n": len(left)})
    return len(left)


def stops_today(session: Session, scope: Scope, now: datetime, zone: ZoneInfo) -> list[Stop]:
    """The addresses that were sent to the caller on this local day; reading them is put on record.

    They lie in communities of others, of which the caller is told no more than this.
    """
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = session.execute(text("SELECT * FROM app.sent_stops(:since)"), {"since": midnight}).all()
    if rows:
        record(session, scope.person_id, "back_check.stops", "household", {"n": len(rows)})
    return [Stop(**row._asdict()) for row in rows]


def answer_stop(session: Session, scope: Scope, stop: Stop, *, covered: bool, now: datetime) -> None:
    """Write down what the caller found at an address that was sent to them; an answer is given once.

    Raises NotFound where it was not sent to them, Conflict where it has its answer.
    """
    one = session.scalar(
        select(BackCheckAddress)
        .where(BackCheckAddress.back_check_id == stop.number, BackCheckAddress.household_id == stop.household_id,
               BackCheckAddress.sent_to == scope.person_id)
        .with_for_update()
    )  # fmt: skip
    if one is None:
        raise NotFound("back_check.address", ref=stop.ref, number=stop.number)
    if one.covered is not None:
        raise Conflict("back_check.answered", ref=stop.ref)
    one.covered, one.checked_at, one.answered_at = covered, now, now
    one.answered_by = one.checked_by = scope.person_id
    session.flush()
    record(session, scope.person_id, "back_check.answer", str(stop.number), {"covered": covered, "field": True})
