"""What the next round is to look at, put down by the office. Writes stop_candidate, alone.

Nobody else may know where the next inspectors will stop.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.database import sql
from services.errors import Forbidden, NotFound
from services.hotspots import read
from services.inspection.tables import StopCandidate


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that stands: the hotspot that it is, its grid, and where (degrees)."""

    id: int
    analysis_id: int
    place: int
    code: str
    name: str
    lon: float
    lat: float
    added_at: datetime
    added_by: str | None


def add_hotspot(session: Session, scope: Scope, analysis_id: int, place: int) -> None:
    """Have the next round look at a hotspot; said twice, it stands once. Raises Forbidden, NotFound."""
    _for_office(scope)
    read.place(session, scope, analysis_id, place)
    asked: dict[str, int | UUID] = {"analysis": analysis_id, "place": place, "person": scope.person_id}
    made = session.scalar(sql(__file__, "add_hotspot.sql"), asked)
    if made is not None:
        record(session, scope.person_id, "candidate.add", str(made), {"analysis": analysis_id, "place": place})


def drop(session: Session, scope: Scope, number: int) -> None:
    """Take a place off the list; it stays on record. Raises Forbidden, NotFound."""
    _for_office(scope)
    ended = session.scalar(
        update(StopCandidate)
        .where(StopCandidate.id == number, StopCandidate.dropped_at.is_(None))
        .values(dropped_at=func.now(), dropped_by=scope.person_id)
        .returning(StopCandidate.id)
    )
    if ended is None:
        raise NotFound("inspection.candidate")
    record(session, scope.person_id, "candidate.drop", str(number), {})


def standing(session: Session, scope: Scope) -> list[Candidate]:
    """The places that stand, the newest first. Raises Forbidden."""
    _for_office(scope)
    return [Candidate(**row._asdict()) for row in session.execute(sql(__file__, "standing.sql"))]


def number_of(session: Session, scope: Scope, analysis_id: int, place: int) -> int | None:
    """Under which number a hotspot stands; None where it does not, and for whoever may not know."""
    if not scope.everything:
        return None
    return session.scalar(
        select(StopCandidate.id).where(
            StopCandidate.analysis_id == analysis_id, StopCandidate.place == place, StopCandidate.dropped_at.is_(None)
        )
    )


def _for_office(scope: Scope) -> None:
    if not scope.everything:
        raise Forbidden("inspection.office")
