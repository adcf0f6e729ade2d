"""A small place with known figures: four grids of about a hectare in two communities, in a row from west to east."""

import json
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import shapely
from shapely import Polygon
from sqlalchemy.orm import Session

from geo.metric import metres_per_degree
from services.intake import points, zones
from services.intake.cells import Reading
from services.intake.read import read, sha256
from services.intake.report import Report

LON, LAT = 113.6, 33.4
EAST_M, NORTH_M = metres_per_degree(LAT)
READING = Reading(ZoneInfo("Asia/Shanghai"))
GRIDS = ("999901001001001", "999901001001002", "999901001002001", "999901001002002")


def at(x_m: float, y_m: float) -> tuple[float, float]:
    """A place so many metres east and north of the town's south-west corner."""
    return LON + x_m / EAST_M, LAT + y_m / NORTH_M


def block(west_m: float, east_m: float) -> Polygon:
    """A block of the row, a hundred metres deep."""
    return Polygon([at(west_m, 0), at(east_m, 0), at(east_m, 100), at(west_m, 100)])


def write_zones(path: Path, borders_m: tuple[float, ...] = (0, 100, 200, 300, 400), **changed: Polygon) -> Path:
    """The town's zones as a file; the grids' borders may be moved, or an outline changed by its code."""
    shapes = {code: block(borders_m[i], borders_m[i + 1]) for i, code in enumerate(GRIDS)}
    shapes |= {code.removeprefix("g"): shape for code, shape in changed.items()}
    rows: list[tuple[str, str, str | None, Polygon]] = [("community", code, None, block(*rims)) for code, rims in
            (("999901001001", (0, borders_m[2])), ("999901001002", (borders_m[2], 400)))]  # fmt: skip
    rows += [("grid", code, code[:12], shape) for code, shape in shapes.items()]
    features = [
        {
            "type": "Feature",
            "properties": {"level": level, "code": code, "name": f"Z{code[-3:]}", "parent": parent},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for level, code, parent, shape in rows
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def take_zones(session: Session, path: Path, name: str = "first", day: date = date(2025, 1, 1)) -> Report:
    """Take a file of zones in as an edition."""
    given = zones.EditionGiven(name, day, "drawn for a test", "1")
    return zones.take_zones(session, read(path), sha256(path), given, zones.Choices())


def write_households(path: Path, places_m: list[tuple[float, float]], accuracy_m: float | str = "") -> Path:
    """A register with one household at each place."""
    rows = [f"H{i},{at(*place)[0]!r},{at(*place)[1]!r},{accuracy_m}" for i, place in enumerate(places_m)]
    path.write_text("编号,经度,纬度,精度\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def take(session: Session, subject: str, path: Path, *, keep_good: bool = False, frame: str | None = None) -> Report:
    """Take a table of points in."""
    choices = points.Choices(READING, keep_good=keep_good, frame=frame)
    return points.take_points(session, subject, read(path), sha256(path), choices)


def write_matters(path: Path, rows: list[tuple[float, float, str, str, str]], accuracy_m: float | str = "") -> Path:
    """Matters: metres east and north, then when each was opened, due and closed, in the town's own time."""
    lines = ["编号,事项代码,经度,纬度,精度,上报时间,截止时间,结案时间"]
    for i, (x_m, y_m, *times) in enumerate(rows):
        lon, lat = at(x_m, y_m)
        lines.append(f"M{i},06010,{lon!r},{lat!r},{accuracy_m},{','.join(times)}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_visits(path: Path, rows: list[tuple[float, float, str, str]]) -> Path:
    """Visits and patrols: metres east and north, kind, and when."""
    lines = ["编号,经度,纬度,类型,走访时间"]
    for i, (x_m, y_m, kind, when) in enumerate(rows):
        lon, lat = at(x_m, y_m)
        lines.append(f"V{i},{lon!r},{lat!r},{kind},{when}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
