"""Coverage on a map drawn by the server: zones by class, blocks of missed addresses, a grid with its gaps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import shapely
from shapely.geometry.base import BaseGeometry

from geo.classes import classify
from geo.drawing import path_of, sheet_over
from geo.metric import metres_per_degree
from services.coverage.addresses import Covered
from services.coverage.gaps import EmptyPart, Gaps, MissedBlock
from services.coverage.levels import Levels, Table
from services.gridfile.map import Surroundings
from services.measures.registry import MEASURES
from web.pages.small_map import Drawing, draw

Subject = Literal["coverage", "age"]
WIDTH = 760
BREAKS = tuple(float(b) for b in MEASURES["coverage"].bands or ())


@dataclass(frozen=True, slots=True)
class Patch:
    """A zone on the map: its style (a class or a state), whether its share is too low to be ranked, and its words.

    `whole` says whether all of it is in the caller's scope, so that it has a page of its own.
    """

    code: str
    name: str
    style: str
    low: bool
    path: str
    share: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Round:
    """Something round on the map, in pixels: its number in the list, where, how wide."""

    number: int
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Picture:
    """The zones of a level, the blocks that were missed, the circles and, as one path, the streets without a pass."""

    ground: Drawing
    patches: tuple[Patch, ...]
    blocks: tuple[Round, ...]
    circles: tuple[Round, ...]
    streets: str


@dataclass(frozen=True, slots=True)
class Door:
    """An address on the map of its grid, in pixels; the style of its state, and that of its age."""

    ref: str
    state: str
    verified: bool
    age: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class GapsPicture:
    """A grid, or a zone of several, with its addresses and its gaps, in pixels; the way as one path."""

    ground: Drawing
    doors: tuple[Door, ...]
    blocks: tuple[tuple[Round, str], ...]
    circles: tuple[Round, ...]
    streets: str
    way: str


def picture(
    around: Surroundings, found: Table, shapes: dict[int, BaseGeometry], of: Subject, blocks: Sequence[MissedBlock],
    circles: Sequence[EmptyPart], streets: Sequence[BaseGeometry],
) -> Picture:  # fmt: skip
    """The zones of a table by class of coverage or by the age of their middle; blocks as circles, areas households."""
    box = around.box
    degree_m = metres_per_degree((box.south + box.north) / 2)
    height = round(WIDTH * (box.north - box.south) * degree_m[1] / ((box.east - box.west) * degree_m[0]))
    sheet = sheet_over(box, WIDTH, height)
    patches = []
    for zone, one in found.zones:
        if zone.id not in shapes:
            continue
        style = _style(one, of, len(found.bands.ends)) if zone.whole else "s-withheld"
        share = f"{one.per_cent} %" if zone.whole and one.per_cent is not None else ""
        low = zone.whole and one.per_cent is not None and not one.enough
        patches.append(Patch(zone.code, zone.name, style, low, path_of(sheet.lay(shapes[zone.id])), share, zone.whole))
    most = max((block.households for block in blocks), default=1)
    rounds = [
        Round(i, *_px(sheet.lay(shapely.Point(b.lon, b.lat))), 5 + 15 * (b.households / most) ** 0.5)
        for i, b in enumerate(blocks, 1)
    ]
    empty = [
        Round(i, *_px(sheet.lay(shapely.Point(c.lon, c.lat))), max(5.0, c.radius_m * sheet.px_per_m))
        for i, c in enumerate(circles, 1)
    ]
    unpassed = "".join(path_of(sheet.lay(line)) for line in streets)
    return Picture(draw(around, "", WIDTH, height), tuple(patches), tuple(rounds), tuple(empty), unpassed)


def gaps_picture(
    around: Surroundings, code: str, found: Sequence[Covered], gaps: Gaps, blocks: Sequence[MissedBlock],
    way: Sequence[Covered], age_of: Callable[[Covered], str],
) -> GapsPicture:  # fmt: skip
    """Doors by state, blocks, empty circles, streets without a pass, and the way of a work list where there is one."""
    ground = draw(around, code, WIDTH, WIDTH * 3 // 4)
    sheet = sheet_over(around.box, WIDTH, WIDTH * 3 // 4)

    def at(lon: float, lat: float) -> tuple[float, float]:
        return _px(sheet.lay(shapely.Point(lon, lat)))

    line = shapely.LineString([(one.lon, one.lat) for one in way]) if len(way) > 1 else shapely.LineString()
    return GapsPicture(
        ground, tuple(Door(a.ref, a.state, a.verified, age_of(a), *at(a.lon, a.lat)) for a in found),
        tuple((Round(i, *at(b.lon, b.lat), 0), path_of(sheet.lay(b.shape))) for i, b in enumerate(blocks, 1)),
        tuple(Round(i, *at(e.lon, e.lat), e.radius_m * sheet.px_per_m) for i, e in enumerate(gaps.empty, 1)),
        path_of(sheet.lay(gaps.streets)) if gaps.missed_m else "",
        path_of(sheet.lay(line)) if not line.is_empty else "",
    )  # fmt: skip


def _style(one: Levels, of: Subject, oldest: int) -> str:
    """The class of a zone on the map: of its share, or of the band of its middle, where the newest is the darkest."""
    if one.per_cent is None:
        return "s-not_applicable"
    if of == "coverage":
        return f"c{int(classify([float(one.per_cent)], BREAKS)[0])}"
    return age_style(one.middle_age, oldest)


def age_style(band: int | None, oldest: int) -> str:
    """The class of a band of days, the newest the darkest; `oldest` is the number of the last one."""
    return "age-never" if band is None else f"c{oldest - band}"


def _px(point: BaseGeometry) -> tuple[float, float]:
    (x, y), *_ = shapely.get_coordinates(point).tolist()
    return x, y
