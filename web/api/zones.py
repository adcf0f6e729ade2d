"""Zones for other programs, as GeoJSON within the caller's scope."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from services.geography.features import zone_features
from web.access import Staff
from web.numbers import LARGEST, EditionId

router = APIRouter(prefix="/api")
MOST = 10_000


@router.get("/zones.geojson")
def zones(
    caller: Staff,
    edition: EditionId,
    level: Literal["subdistrict", "community", "area", "grid"] = "grid",
    after: Annotated[int, Query(ge=0, le=LARGEST)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 1000,
) -> Response:
    """A page of zones, by their number from `after` on; the header Link leads to the next one."""
    body, following = zone_features(caller.session, caller.scope, edition, level, after=after, most=limit)
    answer = Response(body, media_type="application/geo+json")
    if following is not None:
        address = f"/api/zones.geojson?edition={edition}&level={level}&limit={limit}&after={following}"
        answer.headers["Link"] = f'<{address}>; rel="next"'
    return answer
