"""The files that a zone's figures rest on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from services.database import sql
from services.gridfile.zone import Subject


@dataclass(frozen=True, slots=True)
class Source:
    """Points of one kind in the zone that one file brought; no name where they came from none."""

    kind: str
    file_name: str | None
    received_at: datetime | None
    points: int


def sources(session: Session, subject: Subject) -> list[Source]:
    """Every file with points in the zone, under the file's edition."""
    rows = session.execute(
        sql(__file__, "batches.sql"), {"edition": subject.edition.id, "grids": list(subject.grid_ids)}
    )
    return [Source(*row) for row in rows]
