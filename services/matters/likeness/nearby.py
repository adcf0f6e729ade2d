"""What a report would repeat: shown to whoever enters it, before it is sent."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from geo.values import LonLat
from services.access.scope import Scope
from services.database import sql
from services.matters.likeness.rules import load_rules


@dataclass(frozen=True, slots=True)
class Near:
    """A matter near a place, its own place in degrees, and how far it is in metres."""

    ref: str
    code: str
    stage: str
    opened_at: datetime
    address: str | None
    lon: float
    lat: float
    metres: float


def nearby(session: Session, scope: Scope, edition_id: int, code: str, at: LonLat, when: datetime) -> list[Near]:
    """Matters that a report of this type at this place and time would repeat, in scope, the nearest first."""
    reach = load_rules(session).of(code)
    params = {"edition": edition_id, "code": code, "lon": at.lon, "lat": at.lat, "when": when,
              "metres": reach.within_m, "days": reach.within_days, "everything": scope.everything,
              "grids": list(scope.grid_ids)}  # fmt: skip
    return [Near(*row) for row in session.execute(sql(__file__, "nearby.sql"), params)]
