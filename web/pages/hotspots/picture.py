"""The hotspot map as SVG: units that touch and are judged alike are drawn as one shape."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.drawing import Sheet, path_of, sheet_over
from geo.metric import metres_per_degree
from geo.values import Bbox
from services.gridfile.map import Surroundings
from services.hotspots.read import Unit
from web.pages.small_map import Drawing, draw

WIDTH = 760
# Borders of units are the same to a tenth of a pixel, which no eye sees.
SAME_PX = 0.1
LARGEST_PX = 14.0
NUMBER_PX = 18.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A hotspot on the map, in pixels."""

    place: int
    verdict: str
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Dot:
    """How much residents reported in a unit: a circle whose area says it."""

    x: float
    y: float
    radius: float
    count: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Ground and units in pixels; `lines` where the units are stretches of street."""

    ground: Drawing
    none: str
    not_enough: str
    spots: tuple[Spot, ...]
    dots: tuple[Dot, ...]
    circle: tuple[float, float, float] | None
    lines: bool


def picture(around: Surroundings, units: Sequence[Unit], circle: dict[str, Any] | None) -> Picture:
    """Draw units on the ground around them; `circle` has lon, lat and radius_m."""
    height = height_for(around.box)
    sheet = sheet_over(around.box, WIDTH, height)
    flat = [_rounded(sheet.lay(unit.shape)) for unit in units]
    groups: dict[tuple[str, int | None], list[BaseGeometry]] = defaultdict(list)
    for unit, shape in zip(units, flat, strict=True):
        groups[unit.verdict, unit.place].append(shape)
    merged = {key: shapely.union_all(shapes) for key, shapes in groups.items()}
    return Picture(
        draw(around, "", WIDTH, height),
        _path(merged.get(("none", None))), _path(merged.get(("not_enough", None))),
        tuple(_spot(verdict, place, shape) for (verdict, place), shape in merged.items() if place is not None),
        _dots(units, flat), _circle(sheet, circle) if circle else None,
        any(unit.shape.geom_type.endswith("LineString") for unit in units),
    )  # fmt: skip


def height_for(box: Bbox) -> int:
    """The height at which a box fills the width."""
    degree_m = metres_per_degree((box.south + box.north) / 2)
    return round(WIDTH * (box.north - box.south) * degree_m[1] / ((box.east - box.west) * degree_m[0]))


def _rounded(shape: BaseGeometry) -> BaseGeometry:
    """A shape in tenths of a pixel; as it is where nothing would be left of it."""
    rounded = shapely.set_precision(shape, SAME_PX)
    return shape if rounded.is_empty else rounded


def _path(shape: BaseGeometry | None) -> str:
    return "" if shape is None else path_of(shape)


def _spot(verdict: str, place: int, shape: BaseGeometry) -> Spot:
    """The number stands on the largest part, above it where it would cover it."""
    parts = shapely.get_parts(shape)
    largest = max(parts, key=lambda part: (float(part.area), float(part.length)))
    at = largest.representative_point()
    small = np.ptp(np.array(largest.bounds).reshape(2, 2), axis=0).min() < NUMBER_PX
    y = float(largest.bounds[1]) - NUMBER_PX / 2 if small else float(at.y)
    return Spot(place, verdict, path_of(shape), float(at.x), y)


def _dots(units: Sequence[Unit], flat: Sequence[BaseGeometry]) -> tuple[Dot, ...]:
    most = max((unit.residents for unit in units), default=0)
    told = [(u, shape.centroid) for u, shape in zip(units, flat, strict=True) if u.residents and not shape.is_empty]
    return tuple(
        Dot(float(at.x), float(at.y), max(1.5, LARGEST_PX * float(np.sqrt(u.residents / most))), u.residents)
        for u, at in sorted(told, key=lambda one: -one[0].residents)
    )


def _circle(sheet: Sheet, circle: dict[str, Any]) -> tuple[float, float, float]:
    x, y = sheet.to_px(np.array([[circle["lon"], circle["lat"]]]))[0].tolist()
    return x, y, max(4.0, circle["radius_m"] * sheet.px_per_m)
