"""The first wall around reviews: who may see one, as conditions of the query."""

from sqlalchemy import ColumnElement, literal, or_, select
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.access.tables import Person
from services.locating.reach import in_reach
from services.locating.tables import HouseholdLocation, VisitLocation
from services.visit_review.tables import VisitReview


def login_of(session: Session, scope: Scope) -> str | None:
    """The login by which files name the caller as a visitor."""
    return session.scalar(select(Person.login).where(Person.id == scope.person_id))


def seen_by(session: Session, scope: Scope) -> ColumnElement[bool]:
    """Whether a review is the caller's to see: its visit or its address lies in reach, or the caller made the visit."""
    if scope.everything:
        return literal(True)
    visits = select(VisitLocation.point_id).where(
        VisitLocation.point_id == VisitReview.visit_id, in_reach(scope, VisitLocation)
    )
    homes = select(HouseholdLocation.point_id).where(
        HouseholdLocation.point_id == VisitReview.household_id, in_reach(scope, HouseholdLocation)
    )
    # The query around it may join the same places.
    told, home = (chosen.correlate(VisitReview).exists() for chosen in (visits, homes))
    return or_(told, home, VisitReview.visitor == login_of(session, scope))
