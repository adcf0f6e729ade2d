"""GeoJSON (RFC 7946), and the older kind that names its frame."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.errors import GEOSException

from geo.crs import WGS84, Frame, read_frame
from services.errors import Invalid
from services.intake.features import Features
from services.intake.read.delimited import decode


def read_geojson(path: Path) -> Features:
    """A file's features. Raises Invalid where it is not GeoJSON or its text breaks off."""
    text, note = decode(path.read_bytes(), path.name)
    try:
        document = json.loads(text)
        features = document["features"]
        geometries = np.array([_geometry(f["geometry"]) for f in features], dtype=object)
    except (json.JSONDecodeError, KeyError, TypeError) as refused:
        raise Invalid(
            "intake.not_what_it_says", name=path.name, found=str(refused)[:120], wanted="GeoJSON"
        ) from refused
    columns = tuple(dict.fromkeys(key for f in features for key in (f.get("properties") or {})))
    rows = [[_said((f.get("properties") or {}).get(key)) for key in columns] for f in features]
    return Features(path.name, columns, rows, geometries, _frame(document), note)


def _geometry(given: Any) -> Any:
    """A geometry, None where it is none: that is then a fault of its row, not of the file."""
    try:
        return None if given is None else shapely.from_geojson(json.dumps(given))
    except GEOSException:
        return None


def _said(value: object) -> str | None:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None else str(value)


def _frame(document: dict[str, Any]) -> Frame | None:
    """The frame that an older file names; degrees are the rule, but numbers beyond them are no proof of it."""
    crs = document.get("crs") or {}
    name = str(crs.get("properties", {}).get("name", ""))
    if not name:
        return None
    return WGS84 if "CRS84" in name else read_frame(name)
