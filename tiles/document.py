"""TileJSON 3.0.0: where a layer's tiles lie, at which zoom levels, what their features tell."""

from typing import Any
from urllib.parse import urlencode

from geo.values import Bbox
from tiles.asked import Choice
from tiles.layer import Layer


def address(layer: Layer, choice: Choice, version: int, mark: str) -> str:
    """The template of a layer's tiles at a version, for a scope: what it leads to never changes.

    Of a layer whose tiles change by place, it is the same at every version.
    """
    period = [("from", choice.start), ("to", choice.stop)]
    given: list[tuple[str, str | int | None]] = [("edition", choice.edition), ("level", choice.level)]
    given += [(name, moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None) for name, moment in period]
    query = urlencode([(name, value) for name, value in given if value is not None])
    at = "" if layer.by_place else f"/{version}.{mark}"
    return f"/tiles/{layer.name}{at}/{{z}}/{{x}}/{{y}}.mvt" + (f"?{query}" if query else "")


def tile_json(layer: Layer, template: str, bounds: Bbox | None) -> dict[str, Any]:
    """The document of a layer whose tiles are at a template; bounds where they are known."""
    low, high = layer.zooms
    fields = dict(layer.fields)
    return {
        "tilejson": "3.0.0",
        "name": layer.name,
        "scheme": "xyz",
        "tiles": [template],
        "minzoom": low,
        "maxzoom": high,
        "vector_layers": [{"id": layer.source_layer, "fields": fields, "minzoom": low, "maxzoom": high}],
        **({"bounds": list(bounds)} if bounds else {}),
    }
