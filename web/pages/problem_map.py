"""A report's findings on a map: drawn by the server, and as features for the live map."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

WIDTH = 640.0
MARGIN = 14.0
# Nobody sees a bend of less than a unit of the drawing.
LEAST = 1.0


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

    path = "".join(_ring([at(lon, lat) for lon, lat in ring]) for ring in outlines)
    marks = tuple(Mark(i, *at(lon, lat), stops) for i, lon, lat, stops in seen)
    width = 2 * MARGIN + (east - west) * flat * scale
    return Drawing(
        round(width, 1), round(2 * MARGIN + (north - south) * scale, 1), path, marks, len(places) - len(seen)
    )


def _ring(places: Sequence[tuple[float, float]]) -> str:
    """A ring as a path, without vertices that lie on the one before."""
    kept = [places[0]]
    for x, y in places[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= LEAST:
            kept.append((x, y))
    return "M" + "L".join(f"{x} {y}" for x, y in kept) + "Z"


def features(outlines: Sequence[Sequence[Sequence[float]]], findings: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Outlines, the findings' places and their land as GeoJSON; a finding goes by its number in the list."""
    placed = [f for f in findings if f["lon"] is not None and f["lat"] is not None]
    ground = [point for ring in outlines for point in ring] or [(f["lon"], f["lat"]) for f in placed]
    bounds = None
    if ground:
        lon, lat = [p[0] for p in ground], [p[1] for p in ground]
        bounds = [min(lon), min(lat), max(lon), max(lat)]
    areas = [_feature(f, f["area"]) for f in placed if f.get("area")]
    points = [_feature(f, {"type": "Point", "coordinates": [f["lon"], f["lat"]]}) for f in placed]
    lines = {"type": "Feature", "properties": {}, "geometry": {"type": "MultiLineString", "coordinates": outlines}}
    return {"bounds": bounds, "outlines": lines, "areas": _collection(areas), "points": _collection(points)}


def _feature(finding: dict[str, Any], geometry: dict[str, Any]) -> dict[str, Any]:
    said = {"number": finding["number"], "stops": finding["stops"], "text": finding["text"]}
    return {"type": "Feature", "id": finding["number"], "properties": said, "geometry": geometry}


def _collection(found: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": found}
