"""What the second visits found, and what that proves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_FLOOR, Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from geo.coverage.bound import covered_at_least
from services.access.audit import record
from services.access.scope import Scope
from services.back_check.checker import checker_of
from services.back_check.draw import back_check, for_office
from services.back_check.tables import BackCheck, BackCheckAddress
from services.database import sql
from services.errors import Conflict, Invalid, NotFound
from services.register.tables import Household


@dataclass(frozen=True, slots=True)
class Address:
    """A household of the sample. Nothing is said of the first visit."""

    ref: str
    address: str | None
    lon: float
    lat: float
    covered: bool | None
    answered_at: datetime | None
    checked_at: datetime | None
    checker: str | None
    sent_to: str | None


@dataclass(frozen=True, slots=True)
class Proof:
    """At least `at_least` of `households` are covered, with `confidence`; what is not answered counts as missed."""

    households: int
    checked: int
    missed: int
    unanswered: int
    at_least: int
    confidence: Decimal

    @property
    def per_cent(self) -> Decimal:
        """The proven share in per cent, rounded down: it never says more than is proven."""
        return (Decimal(100 * self.at_least) / self.households).quantize(Decimal("0.1"), ROUND_FLOOR)


def sample(session: Session, scope: Scope, number: int) -> list[Address]:
    """The sample with its answers; reading it is put on record. Raises NotFound, Forbidden."""
    for_office(scope)
    back_check(session, number)
    found = [Address(**row._asdict()) for row in session.execute(sql(__file__, "sample.sql"), {"number": number})]
    record(session, scope.person_id, "back_check.sample", str(number), {"n": len(found)})
    return found


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The last moment of a local day, or now while it lasts."""
    following = datetime.combine(day + timedelta(days=1), time(), zone)
    return min(following - timedelta(microseconds=1), datetime.now(UTC))


def answer(
    session: Session, scope: Scope, number: int, found: Mapping[str, bool], checker: str,
    checked_at: datetime | None = None,
) -> None:  # fmt: skip
    """Write down what second visits found, by reference: covered or missed; by whose login they were made, and when.

    A miss speaks against every visit before `checked_at`, which is now where nothing is said.

    All are written or none. Raises NotFound for one that is not in the sample or a checker that there is not,
    Conflict for one that has its answer, Forbidden, also for a checker from the same community or who was there.
    """
    for_office(scope)
    kept = back_check(session, number)
    known = _locked(session, number)
    for ref in found:
        if ref not in known:
            raise NotFound("back_check.address", ref=ref, number=number)
        if known[ref].covered is not None:
            raise Conflict("back_check.answered", ref=ref)
    person, now = checker_of(session, kept, checker, found), datetime.now(UTC)
    when = checked_at or now
    if not kept.drawn_at <= when <= now:
        raise Invalid("back_check.when")
    for ref, covered in found.items():
        one = known[ref]
        one.covered, one.answered_at, one.answered_by, one.checked_by = covered, now, scope.person_id, person.id
        one.checked_at = when
    session.flush()
    counts = {"covered": sum(found.values()), "missed": len(found) - sum(found.values()), "by": checker}
    record(session, scope.person_id, "back_check.answer", str(number), counts)


def proof(session: Session, scope: Scope, number: int) -> Proof:
    """What a back-check proves so far. Raises NotFound, Forbidden."""
    for_office(scope)
    kept: BackCheck = back_check(session, number)
    answers = list(session.scalars(select(BackCheckAddress.covered).where(BackCheckAddress.back_check_id == number)))
    missed, unanswered = answers.count(False), answers.count(None)
    at_least = covered_at_least(kept.households, len(answers), missed + unanswered, kept.confidence, "spread")
    return Proof(kept.households, len(answers), missed, unanswered, at_least, kept.confidence)


def _locked(session: Session, number: int) -> dict[str, BackCheckAddress]:
    """The sample by reference, kept from others until the end of the transaction."""
    chosen = (
        select(Household.external_ref, BackCheckAddress)
        .join(Household, Household.id == BackCheckAddress.household_id)
        .where(BackCheckAddress.back_check_id == number)
        .with_for_update(of=BackCheckAddress)
    )
    return {row[0]: row[1] for row in session.execute(chosen)}
