"""Lists of matters: by filter, and the queue of a department with what is overdue first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from geo.values import LonLat
from services.access.scope import Scope
from services.geography.tables import Boundary, Zone
from services.locating.reach import in_reach
from services.locating.tables import MatterLocation
from services.matters.codes.catalogue import Catalogue
from services.matters.filters import Filter, conditions, due_next, is_overdue
from services.matters.tables import OPEN, Matter

PAGE = 50
ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "queue": (due_next().asc().nulls_last(), Matter.opened_at.asc()),
    "opened": (Matter.opened_at.desc(),),
    "due": (Matter.due_at.asc().nulls_last(),),
    "code": (Matter.code.asc(), Matter.opened_at.desc()),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A matter as lists show it. Outside all grids the nearest one is named (`surroundings`, 周边)."""

    id: UUID
    ref: str
    code: str
    source: str | None
    address: str | None
    stage: str
    urgent: bool
    supervised: bool
    department: str | None
    opened_at: datetime
    due_at: datetime | None
    next_due_at: datetime | None
    closed_at: datetime | None
    deferred_until: datetime | None
    deferrals: int
    overdue: bool
    grid_code: str | None
    grid_name: str | None
    surroundings: bool
    doubtful: bool
    at: LonLat


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and how many there are in all."""

    rows: tuple[Listed, ...]
    total: int
    overdue: int


def list_matters(
    session: Session, scope: Scope, edition_id: int, asked: Filter, catalogue: Catalogue, now: datetime,
    order: str = "queue", page: int | None = 1,
) -> Page:  # fmt: skip
    """The matters that a filter asks for, within the caller's scope; pages count from 1, None is all of them."""
    where = [
        MatterLocation.edition_id == edition_id, in_reach(scope, MatterLocation),
        *conditions(session, asked, edition_id, catalogue, now),
    ]  # fmt: skip
    total, overdue = session.execute(
        select(func.count(), func.count().filter(is_overdue(now)))
        .select_from(Matter)
        .join(MatterLocation, MatterLocation.point_id == Matter.id)
        .where(*where)
    ).one()
    # The reference last, so that pages never overlap.
    keys = (*ORDERS.get(order, ORDERS["queue"]), Matter.external_ref)
    chosen = _rows(now).where(*where).order_by(*keys)
    if page is not None:
        chosen = chosen.limit(PAGE).offset((max(page, 1) - 1) * PAGE)
    return Page(tuple(_listed(row) for row in session.execute(chosen)), total, overdue)


def queue(
    session: Session, scope: Scope, edition_id: int, department: str, catalogue: Catalogue, now: datetime, page: int = 1
) -> Page:
    """What a department has to do, what is overdue first."""
    asked = Filter(stages=OPEN, department=department)
    return list_matters(session, scope, edition_id, asked, catalogue, now, "queue", page)


@dataclass(frozen=True, slots=True)
class Load:
    """The open matters of a department; None stands for what nobody has been given."""

    department: str | None
    open: int
    overdue: int
    deferred: int


def loads(session: Session, scope: Scope, edition_id: int, now: datetime) -> Sequence[Load]:
    """How much each department has to do, the most overdue first."""
    chosen = (
        select(Matter.department, func.count(), func.count().filter(is_overdue(now)),
               func.count().filter(Matter.deferred_until > now))
        .join(MatterLocation, MatterLocation.point_id == Matter.id)
        .where(MatterLocation.edition_id == edition_id, in_reach(scope, MatterLocation), Matter.stage.in_(OPEN))
        .group_by(Matter.department)
    )  # fmt: skip
    found = [Load(*row) for row in session.execute(chosen)]
    return sorted(found, key=lambda load: (-load.overdue, -load.open, load.department or ""))


def _rows(now: datetime) -> Select[*tuple[Any, ...]]:
    grid = func.coalesce(MatterLocation.grid_id, MatterLocation.nearest_grid_id)
    return (
        select(
            Matter.id, Matter.external_ref, Matter.code, Matter.source, Matter.address, Matter.stage, Matter.urgent,
            Matter.supervised, Matter.department, Matter.opened_at, Matter.due_at, due_next(), Matter.closed_at,
            Matter.deferred_until, Matter.deferrals, is_overdue(now), Zone.code, Boundary.name,
            MatterLocation.grid_id.is_(None), MatterLocation.doubtful, func.ST_X(Matter.geom), func.ST_Y(Matter.geom),
        )
        .join(MatterLocation, MatterLocation.point_id == Matter.id)
        .outerjoin(Zone, Zone.id == grid)
        .outerjoin(Boundary, (Boundary.zone_id == grid) & (Boundary.edition_id == MatterLocation.edition_id))
    )  # fmt: skip


def _listed(row: Row[*tuple[Any, ...]]) -> Listed:
    values: list[Any] = [*row[:-2], LonLat(row[-2], row[-1])]
    return Listed(*values)
