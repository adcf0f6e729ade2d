"""Put points into grids: new ones in the transaction that writes them, all of them for a new edition."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, case, delete, func, insert, literal, literal_column, select, table
from sqlalchemy import column as sql_column
from sqlalchemy.orm import Session

from geo.locate import Locator
from geo.quadkey import FINE_ZOOM, columns_rows, quadkeys
from geo.values import LonLat
from services.bulk import Rows, columns_of, read_rows, record, write_rows
from services.database import sql
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
POINT = record({"point_id": "uuid", "lon": "float8", "lat": "float8", "accuracy_m": "float8"})
# Nulls are written as NOWHERE, so that all rows are of one length.
PLACE = record(
    {
        "point_id": "uuid", "grid_id": "int4", "doubtful": "bool",
        "nearest_grid_id": "int4", "nearest_m": "float8", "quadkey": "int8", "tile_x": "int4", "tile_y": "int4",
    }
)  # fmt: skip
NOWHERE = -1
# What a place takes over from its point.
OWN = {"household": literal(None), "matter": Matter.opened_at, "visit": Visit.visited_at}
CHUNK = 250_000
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
        # The last one stands for no grid at all, which the locator numbers -1.
        self.zone_ids: NDArray[np.int64] = np.array([*(r[0] for r in rows), NOWHERE], np.int64)
        self.locator = Locator([r[1] for r in rows], [shapely.from_wkb(bytes(r[2])) for r in rows])

    def places(self, points: Rows) -> Rows:
        """Where points lie, a PLACE for each POINT."""
        lon, lat, accuracy_m = (points[name].astype(float) for name in ("lon", "lat", "accuracy_m"))
        placed = self.locator.place(lon, lat, accuracy_m)
        rows = np.zeros(len(points), PLACE)
        rows["point_id"] = points["point_id"]
        rows["grid_id"] = self.zone_ids[placed.index]
        rows["doubtful"] = placed.doubtful
        rows["nearest_grid_id"] = self.zone_ids[placed.nearest]
        rows["nearest_m"] = placed.nearest_m
        rows["quadkey"] = quadkeys(lon, lat)
        rows["tile_x"], rows["tile_y"] = columns_rows(lon, lat, FINE_ZOOM)
        return rows


def _write(session: Session, kind: str, grids: Grids, points: Rows) -> None:
    point, location = KINDS[kind]
    session.execute(sql(__file__, "placed.sql"))
    write_rows(session, "placed", grids.places(points))
    staged = table("placed", *(sql_column(name) for name in columns_of(PLACE)))
    grid, near = (func.nullif(staged.c[name], NOWHERE) for name in ("grid_id", "nearest_grid_id"))
    values = dict(staged.c) | {
        "grid_id": grid, "nearest_grid_id": near, "nearest_m": case((near.is_not(None), staged.c.nearest_m)),
        "edition_id": literal(grids.edition_id), "happened_at": OWN[kind], "ref": point.external_ref,
    }  # fmt: skip
    whole = select(*values.values()).join(point, point.id == staged.c.point_id)
    session.execute(insert(location).from_select(list(values), whole))


def _points(session: Session, kind: str, batch_id: UUID | None = None) -> Rows:
    """The points of a kind, those of one batch or all."""
    points = KINDS[kind][0]
    nothing: ColumnElement[float] = literal_column("'NaN'::float8")
    chosen = select(
        points.id, func.ST_X(points.geom), func.ST_Y(points.geom), func.coalesce(points.accuracy_m, nothing)
    )
    return read_rows(session, chosen if batch_id is None else chosen.where(points.batch_id == batch_id), POINT)


def locate_new(
    session: Session, kind: str, point_id: UUID, at: LonLat, accuracy_m: float | None, ref: str, happened_at: datetime
) -> None:
    """Locate one point that was just written, under every edition that is in force or was.

    The point itself is not read: whoever wrote it may not be able to.
    """
    point = np.zeros(1, POINT)
    point["point_id"] = point_id.bytes
    point["lon"], point["lat"] = at.lon, at.lat
    point["accuracy_m"] = np.nan if accuracy_m is None else accuracy_m
    for edition_id in session.scalars(select(Edition.id).where(Edition.status == "in_force")).all():
        (row,) = Grids(session, edition_id).places(point)
        grid, near = (int(row[name]) for name in ("grid_id", "nearest_grid_id"))
        values = {name: row[name].item() for name in ("doubtful", "quadkey", "tile_x", "tile_y")}
        values |= {
            "edition_id": edition_id, "point_id": point_id, "ref": ref, "happened_at": happened_at,
            "grid_id": None if grid == NOWHERE else grid, "nearest_grid_id": None if near == NOWHERE else near,
            "nearest_m": None if near == NOWHERE else float(row["nearest_m"]),
        }  # fmt: skip
        session.execute(insert(KINDS[kind][1]).values(values))


def points_of(
    ids: Sequence[str], lon: NDArray[np.float64], lat: NDArray[np.float64], accuracy_m: NDArray[np.float64]
) -> Rows:
    """Points as their writer knows them, identifiers in hexadecimal digits; accuracy in metres, NaN where unknown."""
    points = np.zeros(len(ids), POINT)
    points["point_id"] = np.frombuffer(bytes.fromhex("".join(ids)), "V16")
    points["lon"], points["lat"], points["accuracy_m"] = lon, lat, accuracy_m
    return points


def locate_batch(session: Session, kind: str, batch_id: UUID, written: Rows | None = None) -> int:
    """Locate the points of a batch under every edition that is in force or was. Returns their number.

    Whoever wrote all of them a moment ago hands them over, so that they are not read back.
    """
    points = _points(session, kind, batch_id) if written is None else written
    for edition_id in session.scalars(select(Edition.id).where(Edition.status == "in_force")).all():
        _write(session, kind, Grids(session, edition_id), points)
    return len(points)


def relocate(session: Session, kind: str, points: Rows) -> None:
    """Locate points anew that were moved, under every edition that is in force or was."""
    location = KINDS[kind][1]
    moved = [UUID(bytes=bytes(point)) for point in points["point_id"]]
    session.execute(delete(location).where(location.point_id.in_(moved)))
    for edition_id in session.scalars(select(Edition.id).where(Edition.status == "in_force")).all():
        _write(session, kind, Grids(session, edition_id), points)


def locate_edition(session: Session, edition_id: int, progress: Progress = lambda _done, _all: None) -> int:
    """Locate every point there is under one edition, anew. Returns the number of points."""
    grids = Grids(session, edition_id)
    total = sum(session.scalar(select(func.count()).select_from(k[0])) or 0 for k in KINDS.values())
    done = 0
    for kind, (_, locations) in KINDS.items():
        session.execute(delete(locations).where(locations.edition_id == edition_id))
        points = _points(session, kind)
        for start in range(0, len(points), CHUNK):
            part = points[start : start + CHUNK]
            _write(session, kind, grids, part)
            done += len(part)
            progress(done, total)
    return done


def forget_edition(session: Session, edition_id: int) -> None:
    """Remove the places of all points under an edition that is withdrawn."""
    for _, locations in KINDS.values():
        session.execute(delete(locations).where(locations.edition_id == edition_id))
