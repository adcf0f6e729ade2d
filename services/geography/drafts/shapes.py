"""A draft's outlines for drawing. Vertices keep every bit: a map that edits them has to name them exactly."""

import json
from collections.abc import Iterable
from typing import Any

import shapely

from geo.polygonal import Polygonal
from services.geography.drafts.draft import Draft
from services.geography.drafts.effect import changed_grids


def draft_shapes(draft: Draft) -> dict[str, Any]:
    """FeatureCollections `grids` as they would be and `before`, the outlines that would go, and the log's number."""
    old, new = changed_grids(draft)
    fresh = set(new)
    grids = (
        _feature(code, shape, {"name": draft.plan.zones["grid", code].name, "changed": code in fresh})
        for code, shape in draft.plan.grids.items()
    )
    before = (_feature(code, draft.base.plan.grids[code], {}) for code in old)
    return {"seq": draft.log.seq, "grids": _collection(grids), "before": _collection(before)}


def _feature(code: str, shape: Polygonal, properties: dict[str, Any]) -> dict[str, Any]:
    at = shape.representative_point()
    held = {"code": code, "at": [at.x, at.y], **properties}
    return {"type": "Feature", "properties": held, "geometry": json.loads(shapely.to_geojson(shape))}


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}
