"""The map as the server draws it: an SVG of whole numbers, complete without a script and without WebGL."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import hypot

import numpy as np
import shapely
from markupsafe import Markup
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.polygonal import polygons_in, rings_of
from services.geography.sketch import Sketch
from services.measures.ranking import Row

WIDTH = 1000
TALLEST = 1400
MARGIN = 8
NOWHERE = Markup()
GAP, CAPTION = 40, 40
# A map's room on a desk is about so many times as wide as it is tall.
ROOM = 1.5
# A digit is a little over half as wide as its type is high.
TYPE, DIGIT = 13, 0.58


@dataclass(frozen=True, slots=True)
class Drawn:
    """A zone on the map: its class or state as the style sheet has it, its path, and its value where it fits."""

    zone_id: int
    style: str
    d: Markup
    title: str
    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Frame:
    """From degrees to the picture: whole numbers from the upper left corner, `scale` of them a metre."""

    sketch: Sketch
    scale: float
    height: int

    def place(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Places, shape (n, 2), in the picture."""
        west, _, _, north = self.sketch.bounds
        per_degree = self.sketch.plane.metres_per_degree * self.scale
        placed: NDArray[np.float64] = (lonlat - (west, north)) * per_degree * (1, -1) + MARGIN
        return placed


@lru_cache(maxsize=32)
def frame(sketch: Sketch) -> Frame:
    """The frame that holds a sketch: as wide as it may be, or as tall."""
    west, south, east, north = sketch.bounds
    width_m, height_m = np.array([east - west, north - south]) * sketch.plane.metres_per_degree
    room = WIDTH - 2 * MARGIN
    scale = min(room / max(width_m, 1.0), TALLEST / max(height_m, 1.0))
    return Frame(sketch, float(scale), round(height_m * scale) + 2 * MARGIN)


@dataclass(frozen=True, slots=True)
class Page:
    """The whole picture and the upper left corner of each map in it."""

    width: int
    height: int
    corners: tuple[tuple[int, int], ...]


def arrange(one: Frame, count: int) -> Page:
    """One map, or two with captions, beside or below each other, whichever lets them be larger."""
    if count == 1:
        return Page(WIDTH, one.height, ((0, 0),))
    tall = one.height + CAPTION
    beside = Page(2 * WIDTH + GAP, tall, ((0, CAPTION), (WIDTH + GAP, CAPTION)))
    below = Page(WIDTH, 2 * tall, ((0, CAPTION), (0, tall + CAPTION)))
    return max(beside, below, key=lambda page: min(ROOM / page.width, 1 / page.height))


@lru_cache(maxsize=32)
def paths(sketch: Sketch) -> dict[int, Markup]:
    """The path of each zone; numbers and letters alone, so that a page need not look for what is to be escaped."""
    placed = frame(sketch)
    return {zone: Markup(path_of(shape, placed)) for zone, shape in sketch.zones.items()}  # noqa: S704 (numbers)


@lru_cache(maxsize=32)
def water(sketch: Sketch) -> str:
    """All water as one path."""
    placed = frame(sketch)
    return "".join(path_of(part, placed) for whole in sketch.water for part in polygons_in(whole))


def path_of(shape: BaseGeometry, placed: Frame) -> str:
    """A polygon's rings as relative steps of whole numbers; steps that lead nowhere are left out."""
    said = []
    for part in polygons_in(shape):
        for ring in rings_of(part):
            at = np.rint(placed.place(shapely.get_coordinates(ring)[:-1])).astype(int)
            steps = np.diff(at, axis=0)
            steps = steps[(steps != 0).any(axis=1)]
            if len(steps):
                said.append(f"M{at[0, 0]},{at[0, 1]}l" + " ".join(f"{x},{y}" for x, y in steps.tolist()) + "z")
    return "".join(said)


def draw(sketch: Sketch, rows: Sequence[Row], word: Callable[[Row], str]) -> list[Drawn]:
    """The zones of a map; `word` says a row's value, or why it has none."""
    placed, lines = frame(sketch), paths(sketch)
    centres = placed.place(np.array([row.zone.at for row in rows], float).reshape(-1, 2)).tolist()
    drawn = []
    for row, (x, y) in zip(rows, centres, strict=True):
        said = word(row)
        style = f"c{row.class_}" if row.class_ >= 0 else f"s-{row.state}"
        style += " s-unranked" if row.state == "unranked" else ""
        fits = row.value is not None and _fits(said, row.zone.radius_m * placed.scale)
        drawn.append(
            Drawn(
                row.zone.id, style, lines.get(row.zone.id, NOWHERE), f"{row.zone.name}: {said}",
                said if fits else "", round(x), round(y),
            )
        )  # fmt: skip
    return drawn


def _fits(text: str, radius: float) -> bool:
    """Whether a line of text lies within a circle."""
    return hypot(len(text) * TYPE * DIGIT / 2, TYPE / 2) <= radius
