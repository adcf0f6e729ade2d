"""Points of a layer for other programs, as GeoJSON within the caller's scope, page after page."""

import gzip
from typing import Annotated, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.access.audit import record
from services.locating.features import After, PointPage, Wanted, point_features
from tiles.asked import Choice
from tiles.layer import LAYERS, Layer
from web.access import Caller, Staff
from web.tiles.asking import choice

router = APIRouter(prefix="/api")
MOST = 10_000
PACK_LEVEL = 1
Place = Annotated[str, Query(pattern=r"^(\d{1,13}\.[0-9a-f]{32})?$")]


@router.get("/{layer}.geojson")
def points(
    request: Request,
    caller: Staff,
    layer: Literal["households", "matters", "visits"],
    after: Place = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = 1000,
) -> Response:
    """A page of points under an edition and in a period; the header Link leads to the next. Who read it is recorded."""
    chosen = choice(request.query_params, caller.state.settings.zone).of(LAYERS[layer])
    page = point_features(caller.session, caller.scope, _wanted(LAYERS[layer], chosen, after, limit))
    _note(caller, layer, chosen)
    return _answer(request, page)


def _wanted(layer: Layer, chosen: Choice, after: str, limit: int) -> Wanted:
    quadkey, _, point = after.partition(".")
    begin = After(int(quadkey), UUID(point)) if after else None
    return Wanted(layer.kind or "", layer.version, chosen.edition or 0, chosen.start, chosen.stop, begin, limit)


def _note(caller: Caller, layer: str, chosen: Choice) -> None:
    record(caller.session, caller.scope.person_id, "points.features", layer, {"edition": chosen.edition})


def _answer(request: Request, page: PointPage) -> Response:
    body, headers = page.text.encode(), {"Vary": "Cookie, Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["Content-Encoding"] = gzip.compress(body, PACK_LEVEL, mtime=0), "gzip"
    if page.following is not None:
        place = f"{page.following.quadkey}.{page.following.point_id.hex}"
        query = urlencode({**request.query_params, "after": place})
        headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'
    return Response(body, media_type="application/geo+json", headers=headers)
