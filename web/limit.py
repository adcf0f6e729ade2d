"""How much a request may bring: forms are read whole into memory, so their size is bounded before they are read."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A name and a password.
BEFORE_SIGN_IN = ("/sign-in", "/set-up")
SMALL_BYTES = 16_000
# A step of a boundary draft with its vertices.
USUAL_BYTES = 4_000_000
# One photo and the form around it.
PHOTO_BYTES = 12_100_000
# A report with up to nine photos, which are set down on the disk while they come.
REPORT_BYTES = 60_000_000
# Files are streamed to the disk and counted there (web/upload.py).
STREAMED = "/intake"


def limit_of(path: str) -> int | None:
    """The most bytes that a request to a path may bring; None where they are counted elsewhere."""
    if path in BEFORE_SIGN_IN:
        return SMALL_BYTES
    if path == "/photos":
        return PHOTO_BYTES
    if path == "/matters/new":
        return REPORT_BYTES
    return None if path == STREAMED or path.startswith(f"{STREAMED}/") else USUAL_BYTES


class Limit:
    """Stops reading at the limit, whether the length was said beforehand or not."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counted."""
        limit = limit_of(scope["path"]) if scope["type"] == "http" else None
        if limit is None:
            await self.app(scope, receive, send)
            return
        said = Headers(scope=scope).get("content-length", "")
        came = 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if max(came, int(said) if said.isdigit() else 0) > limit:
                raise HTTPException(413)
            return message

        await self.app(scope, counted, send)
