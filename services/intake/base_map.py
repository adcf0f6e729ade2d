"""Streets, water and buildings in: the subdistrict's own base map."""

from collections.abc import Mapping

import numpy as np
import shapely
from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from services.geography.tables import Building, Street, Water
from services.intake import frame as frames
from services.intake.columns import guess
from services.intake.features import Features
from services.intake.report import Finding, Report
from services.messages import message

TABLES: dict[str, type[Street | Water | Building]] = {"streets": Street, "water": Water, "buildings": Building}


def take_base_map(
    session: Session, layer: str, features: Features, columns: Mapping[str, str], frame: str | None
) -> Report:
    """Replace a layer of the base map by a file's shapes; shapes of the wrong kind are left out and counted."""
    table = TABLES[layer]
    fields = ("name", "kind") if table is Street else ("name",)
    mapping = guess(features, fields, columns, ())
    report = Report(features.name, layer, mapping, len(features.rows), features.note)
    shapes = frames.of_geometries(features, frames.stated(frame), None).geometries(
        features.geometries if features.geometries is not None else np.full(len(features.rows), None, object)
    )
    wanted = {"LineString": 5, "MultiLineString": 5} if table is Street else {"Polygon": 6, "MultiPolygon": 6}
    nothing: list[str | None] = [None] * len(features.rows)
    values = {f: features.column(mapping[f]) if f in mapping else nothing for f in fields}
    rows = []
    for i, shape in enumerate(shapes):
        if shape is None or shape.geom_type not in wanted or shape.is_empty:
            continue
        multi = shapely.multilinestrings if table is Street else shapely.multipolygons
        whole = multi(shapely.get_parts(shape))
        sound = whole if whole.is_valid or table is Street else shapely.multipolygons(_areas(whole))
        rows.append({f: values[f][i] for f in fields} | {"geom": f"SRID=4326;{shapely.to_wkt(sound, -1)}"})
    report.refused = len(features.rows) - len(rows)
    if report.refused:
        text = message("%(count)d shapes are of another kind or empty and are left out.", count=report.refused)
        report.findings.append(Finding("shape", text, False))
    session.execute(delete(table))
    if rows:
        session.execute(insert(table), rows)
    report.added, report.written = len(rows), True
    return report


def _areas(shape: shapely.MultiPolygon) -> list[shapely.Polygon]:
    made = shapely.get_parts(shapely.make_valid(shape, method="structure", keep_collapsed=False))
    return [p for part in made for p in shapely.get_parts(part) if p.geom_type == "Polygon"]
