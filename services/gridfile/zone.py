"""The zone that a file is about: found by its code, within the caller's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.errors import Forbidden, NotFound
from services.geography.tables import Boundary, Edition, Zone

# A code is unique in its level; where two levels share one, the smaller zone is meant.
LEVELS = ("grid", "area", "community", "subdistrict")
Found = Row[Boundary, Zone, Edition]


@dataclass(frozen=True, slots=True)
class Named:
    """A zone by name, as it stands on the way from the top to another one."""

    level: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A zone as one edition draws it; area on the ellipsoid in m², the grids inside it (itself for a grid)."""

    zone_id: int
    level: str
    code: str
    name: str
    area_m2: float
    edition: Edition
    above: tuple[Named, ...]
    grid_ids: tuple[int, ...]

    @property
    def key(self) -> tuple[int, int, datetime]:
        """What tells it from every other one; an edition's number is given again where it was not committed."""
        return self.zone_id, self.edition.id, self.edition.created_at


def grids_inside(session: Session, edition_id: int, zone_id: int) -> tuple[int, ...]:
    """The grids of an edition inside a zone, the zone itself where it is a grid."""
    chosen = (
        select(Boundary.zone_id)
        .join(Zone, Zone.id == Boundary.zone_id)
        .where(Boundary.edition_id == edition_id, Zone.level == "grid", Boundary.path.contains([zone_id]))
        .order_by(Zone.code)
    )
    return tuple(session.scalars(chosen))


def find_zone(
    session: Session, scope: Scope, code: str, day: date, edition_id: int | None = None, level: str | None = None
) -> Subject:
    """The zone of a code, under the edition asked for or else the one in force on the day.

    Where the zone is not part of that one, the last edition is taken in which it was. Raises NotFound, and
    Forbidden where it is not wholly in scope: who may not see a zone is not told whether there is one.
    """
    found = _boundaries(session, code, level)
    if not found:
        raise NotFound("gridfile.no_zone", code=code) if scope.everything else Forbidden("gridfile.scope", code=code)
    boundary, zone, edition = _chosen(session, found, code, day, edition_id)
    inside = grids_inside(session, edition.id, zone.id)
    if not (scope.everything or (inside and set(inside) <= set(scope.grid_ids))):
        raise Forbidden("gridfile.scope", code=code)
    above = _above(session, edition.id, boundary.path[:-1])
    return Subject(zone.id, zone.level, zone.code, boundary.name, boundary.area_m2, edition, above, inside)


def _boundaries(session: Session, code: str, level: str | None) -> list[Found]:
    """The boundaries in force of the smallest zone with a code, oldest first."""
    chosen = (
        select(Boundary, Zone, Edition)
        .join(Zone, Zone.id == Boundary.zone_id)
        .join(Edition, Edition.id == Boundary.edition_id)
        .where(Zone.code == code, Edition.status == "in_force", Zone.level == (level or Zone.level))
        .order_by(Edition.valid_from, Edition.id)
    )
    rows = session.execute(chosen).all()
    smallest = min((LEVELS.index(row[1].level) for row in rows), default=0)
    return [row for row in rows if row[1].level == LEVELS[smallest]]


def _chosen(session: Session, found: Sequence[Found], code: str, day: date, edition_id: int | None) -> Found:
    if edition_id is None:
        current = [row for row in found if row[2].valid_from <= day]
        return current[-1] if current else found[0]
    for row in found:
        if row[2].id == edition_id:
            return row
    edition = session.get(Edition, edition_id)
    if edition is None or edition.status != "in_force":
        raise NotFound("gridfile.no_edition", edition=edition_id)
    names = ", ".join(row[2].name for row in found)
    raise NotFound("gridfile.not_then", code=code, edition=edition.name, editions=names)


def _above(session: Session, edition_id: int, path: Sequence[int]) -> tuple[Named, ...]:
    """The zones above, from the top."""
    rows = session.execute(
        select(Boundary.zone_id, Zone.level, Zone.code, Boundary.name)
        .join(Zone, Zone.id == Boundary.zone_id)
        .where(Boundary.edition_id == edition_id, Boundary.zone_id.in_(path))
    )
    by_id = {zone_id: Named(level, code, name) for zone_id, level, code, name in rows}
    return tuple(by_id[zone_id] for zone_id in path if zone_id in by_id)
