"""Editions: which one is in force on a day, and which there are."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.geography.tables import Boundary, Edition, Zone


def in_force(session: Session, day: date | None = None) -> Edition | None:
    """The edition in force on a day, the newest one where no day is given; None before the first."""
    chosen = select(Edition).where(Edition.status == "in_force").order_by(Edition.valid_from.desc(), Edition.id.desc())
    if day is not None:
        chosen = chosen.where(Edition.valid_from <= day)
    return session.scalars(chosen.limit(1)).first()


def by_name(session: Session, name: str) -> Edition | None:
    """The edition of that name."""
    return session.scalars(select(Edition).where(Edition.name == name)).first()


def in_force_ever(session: Session) -> list[Edition]:
    """The editions that are in force or were, oldest first; no drafts."""
    chosen = select(Edition).where(Edition.status == "in_force")
    return list(session.scalars(chosen.order_by(Edition.valid_from, Edition.id)))


def editions(session: Session) -> list[Edition]:
    """All editions, oldest first."""
    return list(session.scalars(select(Edition).order_by(Edition.valid_from, Edition.id)))


def levels(session: Session, edition_id: int) -> dict[str, int]:
    """How many zones of each level an edition has."""
    rows = session.execute(
        select(Zone.level, func.count())
        .join(Boundary, Boundary.zone_id == Zone.id)
        .where(Boundary.edition_id == edition_id)
        .group_by(Zone.level)
    )
    return {str(level): int(count) for level, count in rows}
