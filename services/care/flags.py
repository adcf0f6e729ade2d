"""Intervals of welfare visits: set, ended, read of one household. The only writer of their table."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.care.tables import HouseholdCare
from services.database import sql
from services.errors import Conflict, Forbidden, Invalid, NotFound
from services.locating.reach import in_reach
from services.locating.tables import HouseholdLocation
from services.register.tables import Household

ENTITLED = ("office", "community", "area_leader", "grid_leader")
MAY_SET = ("office", "community")
MOST_DAYS = 366


def entitled(scope: Scope) -> bool:
    """Whether the caller's role has to do with welfare visits at all."""
    return scope.role in ENTITLED


def require_entitled(scope: Scope) -> None:
    """Raises Forbidden for a role that welfare visits are not shown to."""
    if not entitled(scope):
        raise Forbidden("care.entitled")


def set_interval(
    session: Session, scope: Scope, edition_id: int, ref: str, every_days: int, today: date
) -> HouseholdCare:
    """From today on a household is visited every so many days; the interval before ends.

    Raises Forbidden, NotFound for a household that is not the caller's, Invalid, and Conflict where that holds already.
    """
    if not 1 <= every_days <= MOST_DAYS:
        raise Invalid("care.interval", days=every_days, most=MOST_DAYS)
    household = _household(session, scope, edition_id, ref)
    standing = _standing(session, household)
    if standing is not None:
        if standing.every_days == every_days:
            raise Conflict("care.same", ref=ref, days=every_days)
        _close(session, scope, standing, today)
    made = HouseholdCare(household_id=household, every_days=every_days, since=today, set_by=scope.person_id)
    session.add(made)
    session.flush()
    record(session, scope.person_id, "care.set", ref, {"every_days": every_days})
    return made


def end_interval(session: Session, scope: Scope, edition_id: int, ref: str, today: date) -> None:
    """A household is visited regularly no more. Raises Forbidden, NotFound, and Conflict where no interval stands."""
    standing = _standing(session, _household(session, scope, edition_id, ref))
    if standing is None:
        raise Conflict("care.none", ref=ref)
    _close(session, scope, standing, today)
    record(session, scope.person_id, "care.end", ref, {"every_days": standing.every_days})


def set_by_file(
    session: Session, batch_id: UUID, refs: Sequence[str], every_days: Sequence[object], by: UUID | None, today: date
) -> int:
    """The intervals that a file brought with households that it added; those on record keep theirs. Their number."""
    given = [(ref, days) for ref, days in zip(refs, every_days, strict=True) if days]
    if not given:
        return 0
    asked = {"batch": batch_id, "refs": [ref for ref, _ in given], "days": [days for _, days in given],
             "since": today, "by": by}  # fmt: skip
    return len(session.execute(sql(__file__, "set_by_file.sql"), asked).all())


def interval_of(session: Session, scope: Scope, household_id: UUID) -> int | None:
    """Every how many days a household in the caller's scope is visited; None also for who is not entitled."""
    if not entitled(scope):
        return None
    found = _standing(session, household_id)
    return found.every_days if found else None


def _household(session: Session, scope: Scope, edition_id: int, ref: str) -> UUID:
    """The household, kept from others until the end of the transaction."""
    if scope.role not in MAY_SET:
        raise Forbidden("care.set")
    chosen = (
        select(Household.id)
        .join(HouseholdLocation, HouseholdLocation.point_id == Household.id)
        .where(Household.external_ref == ref, HouseholdLocation.edition_id == edition_id)
        .where(in_reach(scope, HouseholdLocation))
        .with_for_update(of=Household)
    )
    found = session.scalar(chosen)
    if found is None:
        raise NotFound("care.household", ref=ref)
    return found


def _standing(session: Session, household_id: UUID) -> HouseholdCare | None:
    chosen = select(HouseholdCare).where(HouseholdCare.household_id == household_id, HouseholdCare.until.is_(None))
    return session.scalar(chosen)


def _close(session: Session, scope: Scope, standing: HouseholdCare, today: date) -> None:
    # A clock that was set back ends nothing before it began.
    standing.until, standing.closed_by = max(today, standing.since), scope.person_id
    session.flush()
