"""Reviews as a list: by state, reason, zone, device and visitor, within the caller's scope."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, any_, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.geography.tables import Boundary, Zone
from services.locating.tables import HouseholdLocation, VisitLocation
from services.visit_review.reach import seen_by
from services.visit_review.tables import VisitReview

PAGE = 50
GRID = func.coalesce(HouseholdLocation.grid_id, VisitLocation.grid_id, VisitLocation.nearest_grid_id)


@dataclass(frozen=True, slots=True)
class Asked:
    """Every field optional, all of them together; `zone_id` is a zone of any level."""

    states: tuple[str, ...] = ()
    outcome: str | None = None
    reason: str | None = None
    zone_id: int | None = None
    device: str | None = None
    visitor: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A review as the list shows it; the grid is the address's, else where the visit was told from."""

    ref: str
    household_ref: str | None
    visitor: str | None
    device: str | None
    visited_at: datetime
    away_m: float | None
    accuracy_m: float | None
    reasons: tuple[str, ...]
    state: str
    outcome: str | None
    reply_until: datetime
    grid_code: str | None
    grid_name: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, how many there are in all, and the reviews that each reason is among."""

    rows: tuple[Listed, ...]
    total: int


def list_reviews(session: Session, scope: Scope, edition_id: int, asked: Asked, page: int | None = 1) -> Page:
    """The reviews asked for, those with most reasons first, then the newest; pages count from 1, None is all."""
    where = [seen_by(session, scope), *_conditions(session, edition_id, asked)]
    total = session.scalar(_joined(select(func.count()), edition_id).where(*where)) or 0
    chosen = (
        _joined(select(VisitReview, Zone.code, Boundary.name), edition_id)
        .outerjoin(Zone, Zone.id == GRID)
        .outerjoin(Boundary, (Boundary.zone_id == GRID) & (Boundary.edition_id == edition_id))
        .where(*where)
        .order_by(func.cardinality(VisitReview.reasons).desc(), VisitReview.visited_at.desc(), VisitReview.ref)
    )
    if page is not None:
        chosen = chosen.limit(PAGE).offset((max(page, 1) - 1) * PAGE)
    return Page(tuple(_listed(*row) for row in session.execute(chosen)), total)


def counts(session: Session, scope: Scope) -> dict[str, int]:
    """How many reviews are in each state."""
    chosen = select(VisitReview.state, func.count()).where(seen_by(session, scope)).group_by(VisitReview.state)
    return {row[0]: row[1] for row in session.execute(chosen)}


def _joined(chosen: Select[*tuple[Any, ...]], edition_id: int) -> Select[*tuple[Any, ...]]:
    home = (HouseholdLocation.point_id == VisitReview.household_id) & (HouseholdLocation.edition_id == edition_id)
    told = (VisitLocation.point_id == VisitReview.visit_id) & (VisitLocation.edition_id == edition_id)
    return chosen.select_from(VisitReview).outerjoin(HouseholdLocation, home).outerjoin(VisitLocation, told)


def _conditions(session: Session, edition_id: int, asked: Asked) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.states:
        found.append(VisitReview.state.in_(asked.states))
    for column, value in ((VisitReview.outcome, asked.outcome), (VisitReview.device, asked.device),
                          (VisitReview.visitor, asked.visitor)):  # fmt: skip
        if value is not None:
            found.append(column == value)
    if asked.reason is not None:
        found.append(literal(asked.reason) == any_(VisitReview.reasons))
    if asked.text:
        like = f"%{asked.text.replace('%', '')}%"
        found.append(VisitReview.ref.ilike(like) | VisitReview.household_ref.ilike(like))
    if asked.zone_id is not None:
        inside = select(Boundary.zone_id).where(
            Boundary.edition_id == edition_id, Boundary.path.contains([asked.zone_id])
        )
        found.append(any_(literal(list(session.scalars(inside)), ARRAY(Integer))) == GRID)
    return found


def _listed(review: VisitReview, code: str | None, name: str | None) -> Listed:
    return Listed(
        review.ref, review.household_ref, review.visitor, review.device, review.visited_at, review.away_m,
        review.accuracy_m, tuple(review.reasons), review.state, review.outcome, review.reply_until, code, name,
    )  # fmt: skip
