"""Withdrawing an edition, which is possible only while nothing rests on it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.access.tables import PersonZone
from services.errors import Conflict, Forbidden
from services.geography import editions, writing
from services.geography.tables import Boundary, Edition
from services.locating.locate import forget_edition
from services.messages import Message, joined, message


def resting_on(session: Session, edition: Edition) -> list[Message]:
    """What would lose its ground: editions drawn on it, people of its zones alone, or the service itself."""
    found = []
    drawn = session.scalars(select(Edition.name).where(Edition.based_on == edition.id, Edition.status != "withdrawn"))
    if names := sorted(drawn):
        found.append(message("%(names)s is drawn on it.", names=", ".join(names)))
    others = [e for e in editions.in_force_ever(session) if e.id != edition.id]
    if not others:
        found.append(message("it is the only edition in force."))
    if people := _people_of(session, edition, [e.id for e in others]):
        found.append(message("%(people)d people work in zones that only it has.", people=people))
    return found


def _people_of(session: Session, edition: Edition, others: list[int]) -> int:
    elsewhere = select(Boundary.zone_id).where(Boundary.edition_id.in_(others))
    own = select(Boundary.zone_id).where(Boundary.edition_id == edition.id, Boundary.zone_id.not_in(elsewhere))
    chosen = select(func.count(func.distinct(PersonZone.person_id))).where(PersonZone.zone_id.in_(own))
    return session.scalar(chosen) or 0


def withdraw(session: Session, scope: Scope, edition_id: int) -> Edition:
    """Take an edition out of force; its boundaries stay on record, the places of points under it go.

    Raises Conflict where it is not in force or something rests on it, Forbidden for all but the office.
    """
    if not scope.everything:
        raise Forbidden("access.role")
    edition = session.scalars(select(Edition).where(Edition.id == edition_id).with_for_update()).first()
    if edition is None or edition.status != "in_force":
        raise Conflict("edition.not_in_force", edition=edition.name if edition else edition_id)
    if reasons := resting_on(session, edition):
        raise Conflict("edition.rests", edition=edition.name, reasons=joined(reasons))
    writing.withdraw(session, edition)
    forget_edition(session, edition_id)
    record(session, scope.person_id, "edition.withdraw", "edition", {"edition": edition_id})
    return edition
