"""Points that a zone's figures can't be sure of: in doubt near its border, or outside all grids but nearest to it."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.gridfile.zone import Subject
from services.locating.locate import KINDS


@dataclass(frozen=True, slots=True)
class Doubt:
    """Points of one kind: inside the zone, doubtful among them; outside all but nearest to it, the farthest in m."""

    kind: str
    inside: int
    doubtful: int
    outside: int
    farthest_m: float | None


def doubts(session: Session, subject: Subject) -> list[Doubt]:
    """Every kind, over all time, under the file's edition; the zone is in scope (find_zone)."""
    found = []
    for kind, (_, location) in KINDS.items():
        inside, doubtful = session.execute(
            select(func.count(), func.count().filter(location.doubtful)).where(
                location.edition_id == subject.edition.id, location.grid_id.in_(subject.grid_ids)
            )
        ).one()
        outside, farthest = session.execute(
            select(func.count(), func.max(location.nearest_m)).where(
                location.edition_id == subject.edition.id,
                location.grid_id.is_(None),
                location.nearest_grid_id.in_(subject.grid_ids),
            )
        ).one()
        found.append(Doubt(kind, inside, doubtful, outside, farthest))
    return found
