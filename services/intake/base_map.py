"""Streets, water, parks and buildings in: the subdistrict's own base map."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
import shapely
from shapely import MultiLineString, MultiPolygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete
from sqlalchemy.orm import Session

from geo.validity import repair
from services.bulk import copy_columns
from services.geography.tables import Building, Park, Street, Water
from services.intake import frame as frames
from services.intake.batches import begin, finish
from services.intake.columns import guess
from services.intake.features import Features
from services.intake.report import Finding, Report
from services.intake.street_checks import check_streets
from services.intake.zone_checks import say_lost
from services.messages import message

TABLES: dict[str, type[Street | Water | Park | Building]] = {
    "streets": Street, "water": Water, "parks": Park, "buildings": Building,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choices:
    """How a layer of the base map is to be read, and what of it the operator accepts by name."""

    columns: Mapping[str, str] | None = None
    frame: str | None = None
    accept: Collection[str] = ()
    dry_run: bool = False
    received_by: UUID | None = None


def take_base_map(session: Session, layer: str, features: Features, sha256: str, choices: Choices) -> Report:
    """Replace a layer of the base map by a file's shapes; shapes of the wrong kind are left out and counted.

    Nothing is written where an area can't be made valid without a loss of land, unless that is accepted by name.
    """
    table = TABLES[layer]
    fields = ("name", "kind") if table is Street else ("name",)
    mapping = guess(features, fields, choices.columns or {}, ())
    report = Report(features.name, layer, mapping, len(features.rows), features.note)
    frames.say_mixed(features, report)
    shapes = frames.of_geometries(features, frames.stated(choices.frame), None).geometries(
        features.geometries if features.geometries is not None else np.full(len(features.rows), None, object)
    )
    wanted = {"LineString", "MultiLineString"} if table is Street else {"Polygon", "MultiPolygon"}
    nothing: list[str | None] = [None] * len(features.rows)
    values = {f: features.column(mapping[f]) if f in mapping else nothing for f in fields}
    kept = [i for i, shape in enumerate(shapes) if shape and shape.geom_type in wanted and not shape.is_empty]
    report.refused = len(features.rows) - len(kept)
    if report.refused:
        text = message("%(count)d shapes are of another kind or empty and are left out.", count=report.refused)
        report.findings.append(Finding("shape", text, False))
    if table is Street:
        check_streets(np.array([shapes[i] for i in kept], object), [values["name"][i] for i in kept], features, report)
    whole = [_whole(i + 2, shapes[i], values["name"][i], report) for i in kept]
    if choices.dry_run or report.stopping(choices.accept, ()):
        return report
    batch = begin(session, report, sha256, choices.received_by)
    session.execute(delete(table))
    written: dict[str, Any] = {f: [values[f][i] for i in kept] for f in fields}
    placed = shapely.set_srid(np.array(whole, object), 4326)
    written["geom"] = shapely.to_wkb(placed, hex=True, include_srid=True).tolist()
    copy_columns(session, table.__tablename__, written)
    report.added, report.written = len(kept), True
    finish(session, batch, report)
    return report


def _whole(row: int, shape: BaseGeometry, name: str | None, report: Report) -> BaseGeometry:
    """A line or area as a collection of its kind, areas made valid; a loss of land is told."""
    parts = list(shapely.get_parts(shape))
    if "Line" in shape.geom_type:
        return MultiLineString(parts)
    mended = repair(MultiPolygon(parts))
    say_lost(row, name or "-", mended, report)
    return mended.geometry
