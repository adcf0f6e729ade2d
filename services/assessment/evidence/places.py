"""Where evidence lies: asked for on demand, for the map, within scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from geo.values import LonLat
from services.access.scope import Scope
from services.assessment.evidence.read import key_of
from services.database import sql

LOCATED = ("matter", "visit", "household")


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece of evidence on the map: its own reference, place and grid (None: outside all)."""

    id: UUID
    ref: str
    at: LonLat
    grid_id: int | None


def places(session: Session, scope: Scope, edition_id: int, subject: str, refs: Sequence[int]) -> list[Placed]:
    """The places of refs of one subject that the caller may see, by reference; what has no place is left out."""
    if subject not in LOCATED:
        return []
    asked = {"edition": edition_id, "ids": [key_of(ref) for ref in refs], "everything": scope.everything,
             "grids": list(scope.grid_ids)}  # fmt: skip
    rows = session.execute(sql(__file__, f"places_of_{subject}s.sql"), asked)
    return [Placed(row.id, row.ref, LonLat(row.lon, row.lat), row.grid_id) for row in rows]
