"""Zones for other programs, as GeoJSON within the caller's scope; a page is packed once a version of the zones."""

import gzip
from typing import Annotated, Literal, TypeAlias

from fastapi import APIRouter, Query, Request, Response

from services.geography.features import zone_features
from services.versions.current import current_versions
from tiles.cache import ByteCache
from tiles.scope import seen
from web.access import Caller, Staff
from web.numbers import LARGEST, EditionId

router = APIRouter(prefix="/api")
MOST = 10_000
Level = Literal["subdistrict", "community", "area", "grid"]
# Version and scope of the reader, edition, level, first zone and length of the page.
Key: TypeAlias = tuple[int, str, int, str, int, int]


class Pages:
    """Packed pages by version and scope; the zone that the next page follows stands before each."""

    def __init__(self, limit_mb: int) -> None:
        self._kept: ByteCache[Key] = ByteCache(limit_mb * 1_000_000)

    def page(self, caller: Caller, edition: int, level: Level, after: int, most: int) -> tuple[bytes, str]:
        """A page packed by gzip, and the zone that the next one follows, empty at the end."""
        mark = seen(caller.scope.person_id, caller.scope.role, caller.scope.grid_ids).mark
        version = current_versions(caller.session)["zones"]
        kept = self._kept.get((version, mark, edition, level, after, most))
        if kept is None:
            made = zone_features(caller.session, caller.scope, edition, level, after=after, most=most)
            kept = f"{made.following or ''}\n".encode() + made.body
            self._kept.put((made.version, mark, edition, level, after, most), kept)
        following, _, body = kept.partition(b"\n")
        return body, following.decode()


@router.get("/zones.geojson")
def zones(
    request: Request,
    caller: Staff,
    edition: EditionId,
    level: Level = "grid",
    after: Annotated[int, Query(ge=0, le=LARGEST)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 1000,
) -> Response:
    """A page of zones, by their number from `after` on; the header Link leads to the next one."""
    pages: Pages = request.app.state.zone_pages
    body, following = pages.page(caller, edition, level, after, limit)
    answer = Response(body, media_type="application/geo+json", headers={"Content-Encoding": "gzip"})
    if "gzip" not in request.headers.get("accept-encoding", ""):
        answer = Response(gzip.decompress(body), media_type="application/geo+json")
    answer.headers["Vary"] = "Cookie, Accept-Encoding"
    if following:
        address = f"/api/zones.geojson?edition={edition}&level={level}&limit={limit}&after={following}"
        answer.headers["Link"] = f'<{address}>; rel="next"'
    return answer
