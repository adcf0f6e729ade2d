"""A report's findings on a map that the server draws: outlines, and a mark for each place."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

WIDTH = 640.0
MARGIN = 14.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding's place on the drawing: its number in the list, and whether it stops the file."""

    number: int
    x: float
    y: float
    stops: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing in units of its own: size, outlines as one SVG path, marks, and the frame in degrees."""

    width: float
    height: float
    path: str
    marks: tuple[Mark, ...]
    far: int


def draw(outlines: Sequence[Sequence[Sequence[float]]], findings: Sequence[dict[str, Any]]) -> Drawing | None:
    """Lay outlines and findings out, north up, degrees made square at the middle's latitude.

    Findings further than a map's width from the outlines are counted in `far`, not drawn. None where there
    is nothing to draw.
    """
    places = [(i, f["lon"], f["lat"], f["stops"]) for i, f in enumerate(findings)
              if f["lon"] is not None and f["lat"] is not None]  # fmt: skip
    ground = [point for ring in outlines for point in ring] or [(lon, lat) for _, lon, lat, _ in places]
    if not ground:
        return None
    west, east = min(p[0] for p in ground), max(p[0] for p in ground)
    south, north = min(p[1] for p in ground), max(p[1] for p in ground)
    wide, high = max(east - west, 1e-6), max(north - south, 1e-6)
    seen = [p for p in places if west - wide <= p[1] <= east + wide and south - high <= p[2] <= north + high]
    west, east = min([west, *(p[1] for p in seen)]), max([east, *(p[1] for p in seen)])
    south, north = min([south, *(p[2] for p in seen)]), max([north, *(p[2] for p in seen)])
    flat = cos(radians((south + north) / 2))
    scale = min((WIDTH - 2 * MARGIN) / max((east - west) * flat, 1e-9), WIDTH / max(north - south, 1e-9))

    def at(lon: float, lat: float) -> tuple[float, float]:
        return round(MARGIN + (lon - west) * flat * scale, 1), round(MARGIN + (north - lat) * scale, 1)

    path = "".join("M" + "L".join("{} {}".format(*at(lon, lat)) for lon, lat in ring) + "Z" for ring in outlines)
    marks = tuple(Mark(i, *at(lon, lat), stops) for i, lon, lat, stops in seen)
    width = 2 * MARGIN + (east - west) * flat * scale
    return Drawing(
        round(width, 1), round(2 * MARGIN + (north - south) * scale, 1), path, marks, len(places) - len(seen)
    )
