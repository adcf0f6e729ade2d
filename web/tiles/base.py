"""Tiles of the base map that the operator keeps as a file."""

import gzip
from base64 import b64decode
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from services.errors import NotFound
from tiles.base import Base
from tiles.pmtiles import VECTOR
from web.access import SignedIn
from web.numbers import LARGEST

router = APIRouter()
# Where a file of pictures has none: one clear pixel, as an empty answer is no picture.
CLEAR = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
Number = Annotated[int, Path(ge=0, le=LARGEST)]
Zoom = Annotated[int, Path(ge=0, le=30)]


@router.get("/map/base/{version}/{z}/{x}/{y}")
def base_tile(request: Request, caller: SignedIn, version: str, z: Zoom, x: Number, y: Number) -> Response:
    """A tile of the file; its address names the file's state, so it may be kept for ever."""
    base: Base = request.app.state.base
    file = base.file
    if file is None:
        raise NotFound("tiles.no_base")
    lasting = "private, max-age=31536000, immutable" if version == file.version else "private, no-cache"
    headers = {"Cache-Control": lasting, "Vary": "Cookie, Accept-Encoding"}
    body = file.tile(z, x, y)
    if body is None:
        if file.media_type == VECTOR:
            return Response(status_code=204, headers=headers)
        return Response(CLEAR, media_type="image/png", headers=headers)
    if file.packed and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    elif file.packed:
        body = gzip.decompress(body)
    return Response(body, media_type=file.media_type, headers=headers)
