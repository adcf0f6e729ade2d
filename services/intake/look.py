"""What a file is, before anything is written: its kind, layers, columns, a few rows, its frame, and a guess."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from python_calamine import CalamineWorkbook

from services.intake import histories
from services.intake.columns import likely
from services.intake.features import Features
from services.intake.read import found_kind, read
from services.intake.read.shapefile import refuse_bomb, zipped_layers
from services.intake.subjects import SUBJECTS
from services.intake.words import words_of

SAMPLES = 5
LONGEST = 60
ZONE_FIELDS = ("level", "code", "name", "parent")


def layers_of(path: Path) -> list[str]:
    """The layers or sheets that one can be chosen of; none where a file is one table."""
    kind = found_kind(path)
    if kind == "GeoPackage":
        return [layer["name"] for layer in geopackage_layers(path)]
    if kind == "XLSX":
        refuse_bomb(path)
        return list(CalamineWorkbook.from_path(str(path)).sheet_names)
    return zipped_layers(path) if path.suffix.lower() == ".zip" else []


def geopackage_layers(path: Path) -> list[dict[str, str]]:
    """A GeoPackage's layers, each with the frame that it names: one file may mix them."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as file:
        rows = file.execute(
            "SELECT g.table_name, s.organization || ':' || s.organization_coordsys_id FROM gpkg_geometry_columns g "
            "LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id ORDER BY 1"
        ).fetchall()
    return [{"name": str(name), "frame": str(frame or "")} for name, frame in rows]


def fields_of(subject: str, *, located: bool) -> tuple[list[str], list[str]]:
    """The fields that a subject may have columns for, and those that it must have."""
    if subject == "zones":
        return list(ZONE_FIELDS), ["code"]
    if subject == histories.SUBJECT:
        return [f.field for f in histories.FIELDS], histories.REQUIRED
    if subject in SUBJECTS:
        at = [] if located else ["lon", "lat"]
        return [*at, *SUBJECTS[subject].names], [*at, *SUBJECTS[subject].required]
    return (["name", "kind"] if subject == "streets" else ["name"]), []


def look(path: Path, subject: str, layer: str | None, columns: Mapping[str, str], limit_mb: int) -> dict[str, Any]:
    """What the operator is shown first. Where a layer must be chosen, the layers alone.

    Raises Invalid with what is wrong with the file.
    """
    layers = layers_of(path)
    found: dict[str, Any] = {"kind": found_kind(path), "layers": layers, "layer": layer}
    if found["kind"] == "GeoPackage":
        found["frames"] = sorted({one["frame"] for one in geopackage_layers(path)})
    if layer is None and len(layers) > 1:
        return found
    features = read(path, layer=layer, limit_mb=limit_mb)
    located = features.geometries is not None
    fields, required = fields_of(subject, located=located)
    given = {f: c for f, c in columns.items() if c == "" or c in features.columns}
    return found | {
        "layer": layer or (layers[0] if layers else None),
        "encoding": features.note,
        "columns": list(features.columns),
        "rows": len(features.rows),
        "samples": [[(cell or "")[:LONGEST] for cell in row] for row in features.rows[:SAMPLES]],
        "frame": features.frame.name if features.frame else None,
        "located": located,
        "shapes": _shapes(features),
        "fields": fields,
        "required": required,
        "words": words_of(features) if subject in ("matters", histories.SUBJECT) else {},
        "guess": likely(features.columns, fields, given),
    }


def _shapes(features: Features) -> dict[str, int]:
    """How many geometries of each type there are."""
    if features.geometries is None:
        return {}
    types, counts = np.unique(shapely.get_type_id(features.geometries), return_counts=True)
    names = {-1: "none", **{int(t): t.name.title().replace("_", "") for t in shapely.GeometryType if t >= 0}}
    return {names[int(t)]: int(n) for t, n in zip(types, counts, strict=True)}
