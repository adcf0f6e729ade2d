"""The neighbours of a zone: who shares how much of its border, and on which side."""

from dataclasses import dataclass

import shapely
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geo.border import shared_border_m, side_of
from geo.polygonal import multipolygon
from services.access.scope import Scope
from services.database import sql
from services.geography.tables import Boundary
from services.gridfile.zone import Subject


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A zone of the same level: metres of border shared (0 where only a corner is), its side, e.g. `ne`.

    `open` says whether the caller may open its file.
    """

    code: str
    name: str
    border_m: float
    side: str
    open: bool


def neighbours(session: Session, scope: Scope, subject: Subject) -> list[Neighbour]:
    """Those that touch the zone, the longest border first."""
    own = session.scalars(
        select(func.ST_AsBinary(Boundary.geom)).where(
            Boundary.edition_id == subject.edition.id, Boundary.zone_id == subject.zone_id
        )
    ).one()
    zone = multipolygon(shapely.from_wkb(bytes(own)))
    rows = session.execute(
        sql(__file__, "neighbours.sql"),
        {
            "edition": subject.edition.id, "zone": subject.zone_id, "level": subject.level,
            "everything": scope.everything, "grids": list(scope.grid_ids),
        },
    ).all()  # fmt: skip
    shapes = [multipolygon(shapely.from_wkb(bytes(row.shape))) for row in rows]
    found = [
        Neighbour(row.code, row.name, metres, side_of(zone, shape), row.open)
        for row, shape, metres in zip(rows, shapes, shared_border_m(zone, shapes), strict=True)
        if metres is not None
    ]
    return sorted(found, key=lambda n: (-n.border_m, n.code))
