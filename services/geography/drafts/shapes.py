"""A draft's outlines for drawing. Vertices keep every bit: a map that edits them has to name them exactly."""

import json
from collections.abc import Iterable
from typing import Any

import shapely

from geo.polygonal import Polygonal
from services.geography.drafts.draft import Draft
from services.geography.drafts.effect import changed_grids


def draft_shapes(draft: Draft) -> dict[str, Any]:
    """FeatureCollections `grids` as they would be and `before`, the borders that would go, and the log's number."""
    old, new = changed_grids(draft)
    fresh = set(new)
    grids = (
        _feature(code, shape, {"name": draft.plan.zones["grid", code].name, "changed": code in fresh})
        for code, shape in draft.plan.grids.items()
    )
    gone = _gone([draft.base.plan.grids[code] for code in old], [draft.plan.grids[code] for code in new])
    return {"seq": draft.log.seq, "grids": _collection(grids), "before": _collection(gone)}


def _gone(old: list[Polygonal], new: list[Polygonal]) -> list[dict[str, Any]]:
    """The borders of before that are none any more, as one feature; none where all stay."""
    if not old:
        return []
    kept = shapely.union_all(shapely.boundary(new)) if new else shapely.MultiLineString()
    lines = shapely.difference(shapely.union_all(shapely.boundary(old)), kept)
    if lines.is_empty:
        return []
    return [{"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(lines))}]


def _feature(code: str, shape: Polygonal, properties: dict[str, Any]) -> dict[str, Any]:
    at = shape.representative_point()
    held = {"code": code, "at": [at.x, at.y], **properties}
    return {"type": "Feature", "properties": held, "geometry": json.loads(shapely.to_geojson(shape))}


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}
