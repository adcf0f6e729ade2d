"""The addresses of a cycle one by one: their state, their tries, and when they were last reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.coverage.tables import CoverageCycle
from services.database import sql
from services.errors import NotFound


@dataclass(frozen=True, slots=True)
class Place:
    """A cycle read under an edition of the boundaries."""

    cycle: CoverageCycle
    edition_id: int


@dataclass(frozen=True, slots=True)
class Covered:
    """An address: its state in the cycle (services.coverage.tables.STATES) and the visits behind it. Degrees.

    `verified` says that a visit in the cycle was at the address; `stated` that a statement waits to be decided.
    `failed_at` is when a back-check did not find it covered: visits before that verify nothing.
    """

    household_id: UUID
    ref: str
    address: str | None
    lon: float
    lat: float
    grid_id: int
    inside: bool
    state: str
    visited: bool
    registered: bool
    tries: int
    last_visit: datetime | None
    first_verified: datetime | None
    last_verified: datetime | None
    failed_at: datetime | None
    stated: bool

    @property
    def verified(self) -> bool:
        """Whether it counts as covered."""
        return self.first_verified is not None

    @property
    def doubted(self) -> bool:
        """Whether it counts as visited only because a back-check did not find it covered."""
        return self.failed_at is not None and self.visited and not self.verified


def addresses(session: Session, scope: Scope, place: Place, grids: Sequence[int]) -> list[Covered]:
    """The addresses of some grids in the caller's scope, by reference; reading them is put on record."""
    found = _read(session, scope, place, grids, None)
    if found:
        detail = {"cycle": place.cycle.key, "edition": place.edition_id, "n": len(found)}
        record(session, scope.person_id, "coverage.addresses", "household", detail)
    return found


def of_ref(session: Session, scope: Scope, place: Place, ref: str) -> Covered:
    """One address by its reference. Raises NotFound where it is not in the cycle or not in the caller's scope."""
    asked = {"edition": place.edition_id, "ref": ref}
    grid = session.execute(sql(__file__, "grid_of.sql"), asked).scalar()
    found = _read(session, scope, place, [grid], ref) if grid is not None else []
    if not found:
        raise NotFound("coverage.not_there", ref=ref, cycle=place.cycle.key)
    return found[0]


def _read(session: Session, scope: Scope, place: Place, grids: Sequence[int], ref: str | None) -> list[Covered]:
    mine = [g for g in grids if scope.everything or g in set(scope.grid_ids)]
    asked = {"cycle": place.cycle.id, "edition": place.edition_id, "grids": mine, "ref": ref}
    return [Covered(**row._asdict()) for row in session.execute(sql(__file__, "addresses.sql"), asked)]
