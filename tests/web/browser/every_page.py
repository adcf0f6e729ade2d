"""Which pages there are: the addresses that each route is looked at under, and the routes that draw no page."""

GRID = "999901001001001"
# By route, its addresses in the full town; what stands in braces is a number of that town.
WALKED: dict[str, tuple[str, ...]] = {
    "/": ("/", "/?level=community", "/?points=matter"),
    "/parts": ("/parts",),
    "/search": ("/search", "/search?q=Z00", "/search?q=nowhere"),
    "/outside": ("/outside?edition=1", "/outside?edition=1&kind=matter"),
    "/grids/{code:path}": (f"/grids/{GRID}",),
    "/matters": ("/matters", "/matters?standing=all&type=class:06", "/matters?zone=nowhere"),
    "/matters/queue": ("/matters/queue",),
    "/matters/new": ("/matters/new", "/matters/new?code=06010&lon=113.6&lat=33.4"),
    "/matters/{ref:path}": ("/matters/M1",),
    "/matters/alike": ("/matters/alike",),
    "/matters/indicators": ("/matters/indicators", "/matters/indicators?by=grid"),
    "/matters/rules": ("/matters/rules",),
    "/matters/rules/calendar": ("/matters/rules/calendar",),
    "/matters/rules/types": ("/matters/rules/types",),
    "/matters/rules/crosswalk": ("/matters/rules/crosswalk",),
    "/matters/rules/redate": ("/matters/rules/redate",),
    "/visits/review": ("/visits/review", "/visits/review?state=decided"),
    "/visits/review/{ref:path}": ("/visits/review/T1",),
    "/visits/devices": ("/visits/devices",),
    "/visits/devices/{device:path}": ("/visits/devices/d7",),
    "/visits/care": ("/visits/care", "/visits/care?standing=all"),
    "/visits/limits": ("/visits/limits",),
    "/visits/month": ("/visits/month", "/visits/month?month=2026-10"),
    "/visits/month/{code}": (f"/visits/month/{GRID}?month=2026-10",),
    "/coverage": ("/coverage",),
    "/coverage/grids/{code}": (f"/coverage/grids/{GRID}",),
    "/coverage/register": ("/coverage/register", "/coverage/register?what=gone"),
    "/coverage/checks": ("/coverage/checks",),
    "/coverage/checks/{number}": ("/coverage/checks/{check}",),
    "/assessment": ("/assessment",),
    "/assessment/{cycle}/{kind}/{code:path}": (f"/assessment/2026-Q4/grid/{GRID}",),
    "/hotspots": ("/hotspots",),
    "/hotspots/{number}": ("/hotspots/{hotspots}",),
    "/hotspots/{number}/{place}": ("/hotspots/{hotspots}/1",),
    "/inspection": ("/inspection",),
    "/boundaries": ("/boundaries",),
    "/boundaries/{edition_id}/redraw": ("/boundaries/{draft}/redraw",),
    "/intake": ("/intake",),
    "/intake/{upload_id}": ("/intake/{upload}",),
    "/intake/batches/{batch_id}": ("/intake/batches/{batch}",),
    "/jobs": ("/jobs",),
}
# Pages that only somebody without a session sees; the latter only while there is nobody yet.
BEFORE_SIGNING_IN = {"/sign-in": "/sign-in", "/set-up": "/set-up"}
NO_PAGE = {
    "/grids": "leads on to the reader's own grid",
    "/visits": "leads on to the visits under review",
    "/matters/new/near": "a piece of the page on which a matter is reported",
    "/matters.{form}": "a file",
    "/matters/indicators.{form}": "a file",
    "/hotspots/{number}.{form}": "a file",
    "/coverage/register.{form}": "a file",
    "/report/map.html": "a file that is taken along; tests/web/portable look at it",
    "/photos/{photo_id}/{size}.jpg": "a picture",
    "/healthz": "read by a machine",
}
# What the pages ask for: data and tiles.
DATA = ("/api/", "/tiles/", "/map/")
