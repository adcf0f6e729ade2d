"""Scores on a map drawn by the server, and the evidence of one line on the map of its object."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from geo.classes import classify
from geo.drawing import path_of, sheet_over
from geo.metric import metres_per_degree
from services.assessment.evidence.places import Placed
from services.assessment.standings import Row
from services.gridfile.map import Surroundings
from services.measures.registry import MEASURES
from web.pages.small_map import Drawing, draw

WIDTH = 720
BREAKS = tuple(float(b) for b in MEASURES["score"].bands or ())


@dataclass(frozen=True, slots=True)
class Patch:
    """An object on the map: its class or state, and its words."""

    code: str
    name: str
    style: str
    path: str
    points: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The objects over their ground."""

    ground: Drawing
    patches: tuple[Patch, ...]


def picture(around: Surroundings, rows: Sequence[Row], shapes: Mapping[int, BaseGeometry]) -> Picture:
    """The objects by the class of their score; what has no rank is shown as having none."""
    box = around.box
    degree_m = metres_per_degree((box.south + box.north) / 2)
    height = round(WIDTH * (box.north - box.south) * degree_m[1] / ((box.east - box.west) * degree_m[0]))
    sheet = sheet_over(box, WIDTH, height)
    patches = tuple(
        Patch(row.code, row.name, style_of(row), path_of(sheet.lay(shapes[row.target.zone_id])),
              "" if row.points is None else str(row.points))
        for row in rows if row.target.zone_id in shapes
    )  # fmt: skip
    return Picture(draw(around, "", WIDTH, height), patches)


def style_of(row: Row) -> str:
    """The class of a score, or the state of what has no rank."""
    if row.points is None or row.unranked is not None:
        return "s-not_applicable"
    inside = min(max(float(row.points), BREAKS[0]), BREAKS[-1])
    return f"c{int(classify([inside], BREAKS)[0])}"


def evidence_map(around: Surroundings, code: str, found: Sequence[Placed]) -> tuple[Drawing, list[list[float]]]:
    """The object with the places of evidence, in pixels, in their order."""
    drawing = draw(around, code)
    sheet = sheet_over(around.box, drawing.width, drawing.height)
    points = [shapely.Point(one.at.lon, one.at.lat) for one in found]
    return drawing, sheet.to_px(shapely.get_coordinates(points)).tolist() if points else []
