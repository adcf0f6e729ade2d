"""TileJSON of each layer, and the map style: asked for at each visit, answered by their tag where nothing is new."""

import hashlib
import json
from typing import Any, Literal

from fastapi import APIRouter, Request, Response

from geo.values import Bbox
from services.geography.drawn import extent
from services.versions.current import current_versions
from tiles.asked import Choice, layer_named
from tiles.base import Base
from tiles.document import address, tile_json
from tiles.layer import LAYERS, Layer
from tiles.scope import mark_for, seen
from tiles.style import COLOURS, Theme, style
from web.access import Caller, SignedIn
from web.numbers import EditionId
from web.tiles.asking import choice

router = APIRouter()
STYLED = ("zones", "labels", "streets", "water", "parks", "buildings")
Level = Literal["subdistrict", "community", "area", "grid"]


def document(caller: Caller, layer: Layer, chosen: Choice, bounds: Bbox | None) -> dict[str, Any]:
    """The TileJSON of a layer for a caller. Raises Forbidden or Invalid."""
    person = seen(caller.scope.person_id, caller.scope.role, caller.scope.grid_ids)
    version = current_versions(caller.session)[layer.version]
    template = address(layer, chosen.of(layer), version, mark_for(layer, person))
    return tile_json(layer, template, bounds if layer.by_edition else None)


def answer(request: Request, made: dict[str, Any], media_type: str = "application/json") -> Response:
    """A document with its tag, or word that it is as it was."""
    body = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


@router.get("/tiles/{layer}.json")
def tiles(request: Request, caller: SignedIn, layer: str) -> Response:
    """Where the tiles of a layer lie, for this caller and this moment."""
    chosen = choice(request.query_params, caller.state.settings.zone)
    bounds = extent(caller.session, chosen.edition) if chosen.edition else None
    return answer(request, document(caller, layer_named(layer), chosen, bounds))


@router.get("/map/style.json")
def map_style(
    request: Request,
    caller: SignedIn,
    edition: EditionId,
    level: Level = "grid",
    theme: Theme = "light",
) -> Response:
    """The base map's style with its sources."""
    bounds = extent(caller.session, edition)
    made = {name: document(caller, LAYERS[name], Choice(edition, level), bounds) for name in STYLED}
    kept = ("tiles", "minzoom", "maxzoom", "bounds", "scheme")
    sources = {name: {key: found[key] for key in kept if key in found} for name, found in made.items()}
    base: Base = request.app.state.base
    return answer(request, style(theme, base.sources() | sources, bounds, base.layers(COLOURS[theme])))
