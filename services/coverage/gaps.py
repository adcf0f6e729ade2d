"""Where the gaps are: missed addresses as blocks, parts of a grid and its streets without a pass."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from geo.coverage.block import group_addresses, rank_blocks
from geo.coverage.empty_circle import empty_circles
from geo.coverage.street import street_gaps
from geo.metric import flatten, unflatten
from services.coverage.addresses import Covered, Place
from services.database import sql

Floats = NDArray[np.float64]
# A block is drawn this far around its doors, so that one sees it.
RIM_M = 10.0
# So many circles of a grid are shown; more would hide each other.
CIRCLES = 5


@dataclass(frozen=True, slots=True)
class MissedBlock:
    """Addresses without a verified visit that lie together; the shape around them, its middle in degrees."""

    households: int
    grid_ids: tuple[int, ...]
    lon: float
    lat: float
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class EmptyPart:
    """A circle in which nobody passed, and the addresses in it. Degrees and metres."""

    lon: float
    lat: float
    radius_m: float
    addresses: int


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps of a grid or of several; `passes` is how many points of visits and patrols speak for it."""

    passes: int
    empty: tuple[EmptyPart, ...]
    streets: BaseGeometry
    street_m: float
    missed_m: float


def unreached(found: Sequence[Covered]) -> list[Covered]:
    """The expected addresses without a verified visit, in the order of their references."""
    return [one for one in found if not one.verified and one.state != "excluded"]


def missed_blocks(found: Sequence[Covered]) -> list[MissedBlock]:
    """The blocks of unreached addresses, those with most households first."""
    missed = unreached(found)
    if not missed:
        return []
    lat = _middle(missed)
    metres = _metres(missed, lat)
    return [_block(missed, metres, lat, one.rows) for one in rank_blocks(group_addresses(metres))]


def gaps_of(session: Session, place: Place, grids: Sequence[int], found: Sequence[Covered], outline: BaseGeometry,
            streets: Sequence[BaseGeometry], unlived: Sequence[BaseGeometry], most: int = CIRCLES) -> Gaps:  # fmt: skip
    """Parts and streets of grids that nobody passed in the cycle, `most` circles at most.

    The outline is that of the grids together; it, streets, and what nobody lives on, water and parks, in
    degrees.
    """
    lat = round(float(outline.centroid.y), 2)
    asked = {
        "edition": place.edition_id,
        "grids": list(grids),
        "starts": place.cycle.starts_at,
        "stops": place.cycle.stops_at,
    }
    rows = [(row.lon, row.lat) for row in session.execute(sql(__file__, "passes.sql"), asked)]
    passes = flatten(np.array(rows, float).reshape(-1, 2), lat)
    zone, left_out = _flat(outline, lat), [_flat(one, lat) for one in unlived]
    land = shapely.difference(zone, shapely.union_all(left_out)) if left_out else zone
    empty = empty_circles(passes, land, _metres(unreached(found), lat), most)
    flat = [_flat(one, lat) for one in streets]
    lines = shapely.MultiLineString([part for one in flat for part in shapely.get_parts(one) if part.length > 0])
    missed = street_gaps(lines, zone, np.asarray(shapely.points(passes), object))
    return Gaps(
        len(passes), tuple(_part(one.x, one.y, one.radius_m, one.addresses, lat) for one in empty),
        shapely.transform(missed.lines(), lambda xy: unflatten(xy, lat)) if missed.missed.any() else shapely.Point(),
        missed.length_m, missed.missed_m,
    )  # fmt: skip


def _part(x: float, y: float, radius_m: float, addresses: int, lat: float) -> EmptyPart:
    at = unflatten(np.array([[x, y]]), lat)[0]
    return EmptyPart(float(at[0]), float(at[1]), radius_m, addresses)


def _block(missed: Sequence[Covered], metres: Floats, lat: float, rows: Sequence[int]) -> MissedBlock:
    hull = shapely.MultiPoint(metres[list(rows)].tolist()).convex_hull.buffer(RIM_M)
    shape = shapely.transform(hull, lambda xy: unflatten(xy, lat))
    grids = tuple(sorted({missed[row].grid_id for row in rows}))
    return MissedBlock(len(rows), grids, float(shape.centroid.x), float(shape.centroid.y), shape)


def _middle(found: Sequence[Covered]) -> float:
    return round(sum(one.lat for one in found) / len(found), 2)


def _metres(found: Sequence[Covered], lat: float) -> Floats:
    return flatten(np.array([(one.lon, one.lat) for one in found], float).reshape(-1, 2), lat)


def _flat(shape: BaseGeometry, lat: float) -> BaseGeometry:
    flat: BaseGeometry = shapely.transform(shape, lambda xy: flatten(xy, lat))
    return flat
