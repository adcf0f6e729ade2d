"""Put points into grids: new ones in the transaction that writes them, all of them for a new edition."""

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Select, delete, func, insert, literal, select, table
from sqlalchemy import column as sql_column
from sqlalchemy.orm import Session

from geo.locate import Locator
from geo.quadkey import FINE_ZOOM, columns_rows, quadkeys
from services.database import copy_rows, sql
from services.geography.tables import Boundary, Edition, Zone
from services.locating.tables import HouseholdLocation, Location, MatterLocation, VisitLocation
from services.matters.tables import Matter
from services.register.tables import Household
from services.visits.tables import Visit

KINDS: dict[str, tuple[type[Household | Matter | Visit], type[Location]]] = {
    "household": (Household, HouseholdLocation),
    "matter": (Matter, MatterLocation),
    "visit": (Visit, VisitLocation),
}
COLUMNS = (
    "edition_id", "point_id", "grid_id", "doubtful", "nearest_grid_id", "nearest_m", "quadkey", "tile_x", "tile_y",
)  # fmt: skip
# What a place takes over from its point.
OWN = {"household": literal(None), "matter": Matter.opened_at, "visit": Visit.visited_at}
CHUNK = 200_000
Progress = Callable[[int, int], None]


class Grids:
    """The grids of one edition, ready for points."""

    def __init__(self, session: Session, edition_id: int) -> None:
        rows = session.execute(
            select(Boundary.zone_id, Zone.code, func.ST_AsBinary(Boundary.geom))
            .join(Zone, Zone.id == Boundary.zone_id)
            .where(Boundary.edition_id == edition_id, Zone.level == "grid")
            .order_by(Boundary.zone_id)
        ).all()
        self.edition_id = edition_id
        self.zone_ids: NDArray[np.int64] = np.array([r[0] for r in rows], np.int64)
        self.locator = Locator([r[1] for r in rows], [shapely.from_wkb(bytes(r[2])) for r in rows])

    def places(
        self,
        ids: Sequence[UUID],
        lon: NDArray[np.float64],
        lat: NDArray[np.float64],
        accuracy_m: NDArray[np.float64],
    ) -> Iterator[tuple[object, ...]]:
        """Rows for a location table, in the order of COLUMNS."""
        placed = self.locator.place(lon, lat, accuracy_m)
        keys, (columns, rows) = quadkeys(lon, lat), columns_rows(lon, lat, FINE_ZOOM)
        for i, point_id in enumerate(ids):
            at, near = int(placed.index[i]), int(placed.nearest[i])
            yield (
                self.edition_id,
                point_id,
                int(self.zone_ids[at]) if at >= 0 else None,
                bool(placed.doubtful[i]),
                int(self.zone_ids[near]) if near >= 0 else None,
                float(placed.nearest_m[i]) if near >= 0 else None,
                int(keys[i]),
                int(columns[i]),
                int(rows[i]),
            )


def _write(session: Session, kind: str, rows: Iterator[tuple[object, ...]]) -> None:
    point, location = KINDS[kind]
    session.execute(sql(__file__, "placed.sql"))
    copy_rows(session, "placed", COLUMNS, rows)
    staged = table("placed", *(sql_column(c) for c in COLUMNS))
    whole = select(staged, OWN[kind], point.external_ref).join(point, point.id == staged.c.point_id)
    session.execute(insert(location).from_select([*COLUMNS, "happened_at", "ref"], whole))


def _chunks(
    session: Session, points: Select[UUID, float, float, float | None]
) -> Iterator[tuple[list[UUID], NDArray[np.float64]]]:
    result = session.execute(points.execution_options(yield_per=CHUNK))
    for part in result.partitions():
        numbers = np.array([[r[1], r[2], np.nan if r[3] is None else r[3]] for r in part], float)
        yield [r[0] for r in part], numbers


def locate_batch(session: Session, kind: str, batch_id: UUID) -> int:
    """Locate the points of a batch under every edition that is in force or was. Returns their number."""
    points = KINDS[kind][0]
    chosen = select(points.id, func.ST_X(points.geom), func.ST_Y(points.geom), points.accuracy_m).where(
        points.batch_id == batch_id
    )
    found = list(_chunks(session, chosen))
    editions = session.scalars(select(Edition.id).where(Edition.status == "in_force")).all()
    for edition_id in editions:
        grids = Grids(session, edition_id)
        for ids, n in found:
            _write(session, kind, grids.places(ids, n[:, 0], n[:, 1], n[:, 2]))
    return sum(len(ids) for ids, _ in found)


def locate_edition(session: Session, edition_id: int, progress: Progress = lambda _done, _all: None) -> int:
    """Locate every point there is under one edition, anew. Returns the number of points."""
    grids = Grids(session, edition_id)
    total = sum(session.scalar(select(func.count()).select_from(k[0])) or 0 for k in KINDS.values())
    done = 0
    for kind, (points, locations) in KINDS.items():
        session.execute(delete(locations).where(locations.edition_id == edition_id))
        chosen = select(points.id, func.ST_X(points.geom), func.ST_Y(points.geom), points.accuracy_m)
        for ids, n in _chunks(session, chosen):
            _write(session, kind, grids.places(ids, n[:, 0], n[:, 1], n[:, 2]))
            done += len(ids)
            progress(done, total)
    return done


def forget_edition(session: Session, edition_id: int) -> None:
    """Remove the places of all points under an edition that is withdrawn."""
    for _points, locations in KINDS.values():
        session.execute(delete(locations).where(locations.edition_id == edition_id))
