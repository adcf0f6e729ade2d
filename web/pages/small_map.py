"""A small map of one place, drawn by the server as SVG: it prints, and it needs no script."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import starmap

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from geo.drawing import Sheet, path_of, round_length_m, sheet_over
from geo.polygonal import multipolygon
from services.gridfile.map import Piece, Surroundings

WIDTH, HEIGHT = 560, 420
NAME_PX, STREET_PX = 13.0, 10.5
MOST_STREET_NAMES = 16


@dataclass(frozen=True, slots=True)
class Name:
    """A name and where its middle stands, in pixels; for a street the path that it follows instead."""

    text: str
    x: float
    y: float
    path: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Path texts and names in pixels of the viewBox; `bar_px` is how long the scale bar of `bar_m` metres is."""

    outline: str
    zones: str
    water: str
    parks: str
    buildings: str
    streets: tuple[tuple[str, str], ...]
    names: tuple[Name, ...]
    street_names: tuple[Name, ...]
    bar_px: float
    bar_m: float
    width: int = WIDTH
    height: int = HEIGHT


def draw(around: Surroundings, code: str, width: int = WIDTH, height: int = HEIGHT) -> Drawing:
    """Draw a zone, the one with this code, among its neighbours."""
    sheet = sheet_over(around.box, width, height)
    frame = shapely.box(0, 0, width, height)
    zones = around.of("zone")
    names = [n for n in (_zone_name(sheet, frame, z, own=z.key == code) for z in zones) if n is not None]
    taken = [_room(n, NAME_PX) for n in names]
    kinds: dict[str, list[BaseGeometry]] = defaultdict(list)
    for street in around.of("street"):
        kinds[street.key].append(street.shape)
    length = round_length_m(width / 4 / sheet.px_per_m)
    return Drawing(
        path_of(sheet.lay(around.outline)),
        _paths(sheet, zones), _paths(sheet, around.of("water")), _paths(sheet, around.of("park")),
        _paths(sheet, around.of("building")),
        tuple((kind, "".join(path_of(sheet.lay(s)) for s in shapes)) for kind, shapes in sorted(kinds.items())),
        tuple(names), tuple(_street_names(sheet, frame, around.of("street"), taken)),
        length * sheet.px_per_m, length, width, height,
    )  # fmt: skip


def _paths(sheet: Sheet, pieces: list[Piece]) -> str:
    return "".join(path_of(sheet.lay(piece.shape)) for piece in pieces)


def _zone_name(sheet: Sheet, frame: BaseGeometry, zone: Piece, *, own: bool) -> Name | None:
    """A zone's name in the middle of what is seen of it; none where it has no room there, its own always has."""
    seen = multipolygon(shapely.make_valid(sheet.lay(zone.shape)).intersection(frame.buffer(-6)))
    if seen.is_empty:
        return None
    circle = shapely.get_coordinates(shapely.maximum_inscribed_circle(seen, 2.0))
    (x, y), room = circle[0], float(np.hypot(*(circle[-1] - circle[0])))
    text = zone.name or zone.key
    fits = room >= NAME_PX and text_px(text, NAME_PX) <= 5 * room
    half = text_px(text, NAME_PX) / 2 + 4
    return Name(text, _clip(x, half, frame.bounds[2] - half), float(y)) if own or fits else None


def _street_names(sheet: Sheet, frame: BaseGeometry, streets: list[Piece], taken: list[BaseGeometry]) -> list[Name]:
    """One name a street, along its longest stretch, where it meets no other name; long stretches first."""
    by_name: dict[str, list[BaseGeometry]] = defaultdict(list)
    for street in streets:
        if street.name:
            by_name[street.name].append(sheet.lay(street.shape))
    stretches = sorted(starmap(_stretch, by_name.items()), key=lambda s: (-s[1].length, s[0]))
    placed: list[Name] = []
    for text, line in stretches:
        written = _along(text, line.intersection(frame))
        if written is None or len(placed) == MOST_STREET_NAMES:
            continue
        room = LineString(written).buffer(STREET_PX * 0.7)
        if not any(room.intersects(other) for other in taken):
            taken.append(room)
            placed.append(Name(text, 0, 0, path_of(LineString(written))))
    return placed


def _stretch(text: str, shapes: list[BaseGeometry]) -> tuple[str, BaseGeometry]:
    merged = shapely.line_merge(shapely.union_all(shapes))
    return text, max(shapely.get_parts(merged), key=lambda part: float(part.length))


def _along(text: str, line: BaseGeometry) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]] | None:
    """The middle part of a line that a name covers, read from left to right; None where it is too short."""
    if line.is_empty or not isinstance(line, LineString):
        return None
    half = text_px(text, STREET_PX) / 2 + 3
    middle = line.length / 2
    if middle < half:
        return None
    steps = np.linspace(middle - half, middle + half, 9)
    xy = shapely.get_coordinates(shapely.line_interpolate_point(line, steps))
    return xy if xy[-1, 0] >= xy[0, 0] else xy[::-1]


def _room(name: Name, px: float) -> BaseGeometry:
    half = text_px(name.text, px) / 2
    return shapely.box(name.x - half, name.y - px * 0.7, name.x + half, name.y + px * 0.7)


def text_px(text: str, px: float) -> float:
    """About how wide a text is: Chinese characters are square, Latin ones half as wide and a bit."""
    return px * sum(1.0 if ord(c) > 0x2E80 else 0.56 for c in text)


def _clip(value: float, least: float, most: float) -> float:
    return float(min(max(value, least), max(least, most)))
