"""The map of a visit under review: the address, where the visit was told from, and the strand of its day."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from sqlalchemy.orm import Session

from geo.drawing import Sheet, path_of, sheet_over
from geo.metric import metres_per_degree
from geo.values import LonLat
from services.gridfile.map import over_shapes
from services.visit_review.detail import Detail, Stop
from web.pages.small_map import HEIGHT, WIDTH, Drawing, draw

# What lies nearer than this to visit and address is looked at with them.
ROUND_M = 90.0
# A stop of the day farther than this from the visit would make all else a dot.
NEAR_M = 900.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A stop of the day on the map, with its number in the order of the day."""

    number: int
    x: float
    y: float
    own: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """All in pixels: the ground, the visit with its accuracy's circle, the address, the way between, the day."""

    ground: Drawing
    visit: tuple[float, float]
    accuracy_px: float
    address: tuple[float, float] | None
    day: str
    stops: tuple[Dot, ...]
    outside: int


def picture(session: Session, edition_id: int, found: Detail) -> Picture:
    """Draw a review. Stops too far off to be shown are counted."""
    near = [stop for stop in found.day if _apart_m(stop.at, found.at) <= NEAR_M]
    places = [found.at, *([found.address_at] if found.address_at else []), *(stop.at for stop in near)]
    around = over_shapes(session, edition_id, [_room(places)], 0.0, buildings=True)
    sheet = sheet_over(around.box, WIDTH, HEIGHT)
    visit, *_ = _px(sheet, [found.at])
    return Picture(
        draw(around, ""), visit, (found.row.accuracy_m or 0.0) * sheet.px_per_m,
        _px(sheet, [found.address_at])[0] if found.address_at else None,
        _way(sheet, near), _dots(sheet, found, near), len(found.day) - len(near),
    )  # fmt: skip


def _room(places: Sequence[LonLat]) -> shapely.Polygon:
    """A box around places that has the sheet's own proportions on the ground."""
    lonlat = np.array(places, float)
    degree_m = np.array(metres_per_degree(places[0].lat))
    low, high = lonlat.min(axis=0), lonlat.max(axis=0)
    across_m, up_m = (high - low) * degree_m + 2 * ROUND_M
    up_m = max(up_m, across_m * HEIGHT / WIDTH)
    half = np.array([up_m * WIDTH / HEIGHT, up_m]) / degree_m / 2
    room: shapely.Polygon = shapely.box(*((low + high) / 2 - half), *((low + high) / 2 + half))
    return room


def _px(sheet: Sheet, places: Sequence[LonLat]) -> list[tuple[float, float]]:
    return [(x, y) for x, y in sheet.to_px(np.array(places, float)).tolist()]


def _way(sheet: Sheet, stops: Sequence[Stop]) -> str:
    if len(stops) < 2:
        return ""
    return path_of(shapely.LineString(_px(sheet, [stop.at for stop in stops])))


def _dots(sheet: Sheet, found: Detail, near: Sequence[Stop]) -> tuple[Dot, ...]:
    """The stops of the day but the visit itself, which is drawn apart."""
    numbers = {stop.ref: at + 1 for at, stop in enumerate(found.day)}
    placed = _px(sheet, [stop.at for stop in near]) if near else []
    return tuple(
        Dot(numbers[stop.ref], x, y, own=stop.ref == found.row.ref) for stop, (x, y) in zip(near, placed, strict=True)
    )


def _apart_m(one: LonLat, other: LonLat) -> float:
    east_m, north_m = metres_per_degree(one.lat)
    return float(np.hypot((one.lon - other.lon) * east_m, (one.lat - other.lat) * north_m))
