"""Which matters are asked for: every field optional, all of them together."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from services.geography.tables import Boundary
from services.locating.tables import MatterLocation
from services.matters.codes.catalogue import Catalogue
from services.matters.tables import OPEN, Matter


@dataclass(frozen=True, slots=True)
class Filter:
    """`group` and `class_code` are of the list of matters; `zone_id` is a zone of any level; times are [since, until).

    `standing` is open, overdue, deferred or supervised; all of them are open.
    """

    stages: tuple[str, ...] = ()
    standing: str | None = None
    code: str | None = None
    class_code: str | None = None
    group: str | None = None
    source: str | None = None
    department: str | None = None
    zone_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str | None = None


def due_next() -> ColumnElement[datetime | None]:
    """What runs out first: the deadline of the stage or that of closing."""
    return func.least(Matter.stage_due_at, Matter.due_at)


def is_overdue(now: datetime) -> ColumnElement[bool]:
    """Open, and past the first of its deadlines, its clock not standing still."""
    late = func.coalesce(due_next() < now, False)
    return and_(Matter.stage.in_(OPEN), late, func.coalesce(Matter.deferred_until <= now, True))


def conditions(
    session: Session, asked: Filter, edition_id: int, catalogue: Catalogue, now: datetime
) -> list[ColumnElement[bool]]:
    """A filter as conditions on Matter joined with its location."""
    found: list[ColumnElement[bool]] = [_standing(asked.standing, now)]
    if asked.stages:
        found.append(Matter.stage.in_(asked.stages))
    for column, value in ((Matter.code, asked.code), (Matter.source, asked.source),
                          (Matter.department, asked.department)):  # fmt: skip
        if value is not None:
            found.append(column == value)
    if asked.class_code is not None:
        found.append(Matter.code.in_([c.code for c in catalogue.codes.values() if c.class_code == asked.class_code]))
    if asked.group is not None:
        found.append(Matter.code.in_(sorted(catalogue.groups.get(asked.group, ()))))
    if asked.since is not None:
        found.append(Matter.opened_at >= asked.since)
    if asked.until is not None:
        found.append(Matter.opened_at < asked.until)
    if asked.text:
        like = f"%{asked.text.replace('%', '')}%"
        found.append(or_(Matter.external_ref.ilike(like), Matter.address.ilike(like)))
    if asked.zone_id is not None:
        found.append(MatterLocation.grid_id.in_(_grids(session, edition_id, asked.zone_id)))
    return found


def _standing(word: str | None, now: datetime) -> ColumnElement[bool]:
    is_open = Matter.stage.in_(OPEN)
    if word == "overdue":
        return is_overdue(now)
    if word == "deferred":
        return is_open & (Matter.deferred_until > now)
    if word == "supervised":
        return is_open & Matter.supervised
    return is_open if word == "open" else true()


def _grids(session: Session, edition_id: int, zone_id: int) -> list[int]:
    chosen = select(Boundary.zone_id).where(Boundary.edition_id == edition_id, Boundary.path.contains([zone_id]))
    return list(session.scalars(chosen))
