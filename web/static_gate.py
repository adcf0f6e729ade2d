"""The short way of static files: what lies under the present version is answered before every other layer of the app.

A first visit asks for dozens of files; each would pass routes and middleware that have nothing to say about them.
"""

import gzip
from collections.abc import Iterable
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from web.packs import packed as packs_of
from web.packs import place, sheets
from web.static_files import FOREVER, PACKED, VersionedFiles, packed

KEPT = {*PACKED, ".woff2"}
Headers = list[tuple[bytes, bytes]]


class StaticGate:
    """Answers whole files of the present version, and the packs made of them; hands everything else on."""

    def __init__(self, app: ASGIApp, files: VersionedFiles, headers: Iterable[tuple[str, str]]) -> None:
        self.app = app
        self.prefix = files.address("")
        # Only what was found here is ever opened, so no path leads outside.
        found = (p for p in files.folder.rglob("*") if p.is_file() and p.suffix in KEPT)
        self.names = {p.relative_to(files.folder).as_posix(): p for p in found}
        modules = {place(name): text for name, text in packs_of(files.folder, files.address).items()}
        self.packs = {name: text.encode() for name, text in (modules | sheets(files.folder)).items()}
        self.common: Headers = [(name.lower().encode(), value.encode()) for name, value in headers]
        self.common += [(b"cache-control", FOREVER.encode()), (b"vary", b"Accept-Encoding")]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        body = self.found(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        if body is None:
            await self.app(scope, receive, send)
            return
        content, more = body
        headers = [*self.common, *more, (b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    def found(self, scope: Scope) -> tuple[bytes, Headers] | None:
        """The file as the browser takes it, with its headers; None where it is not answered here."""
        path: str = scope["path"]
        if not path.startswith(self.prefix):
            return None
        name = path[len(self.prefix) :]
        asked = dict(scope["headers"])
        if b"range" in asked:
            return None
        takes = b"gzip" in asked.get(b"accept-encoding", b"")
        if (text := self.packs.get(name)) is not None:
            return (_gzip(text), _typed(name, packed=True)) if takes else (text, _typed(name, packed=False))
        if (file := self.names.get(name)) is None or (file.suffix in PACKED and not takes):
            return None
        changed_ns = file.stat().st_mtime_ns
        if file.suffix in PACKED:
            return packed(str(file), changed_ns), _typed(name, packed=True)
        return _whole(str(file), changed_ns), _typed(name, packed=False)


@lru_cache(maxsize=16)
def _gzip(text: bytes) -> bytes:
    return gzip.compress(text, compresslevel=9, mtime=0)


@lru_cache(maxsize=16)
def _whole(path: str, changed_ns: int) -> bytes:
    """A file that is packed already; `changed_ns` makes a changed file another one."""
    return Path(path).read_bytes()


@lru_cache(maxsize=512)
def _typed(name: str, *, packed: bool) -> Headers:
    kind = guess_type(name)[0] or "application/octet-stream"
    if kind.startswith("text/"):
        kind += "; charset=utf-8"
    headers = [(b"content-type", kind.encode())]
    return [*headers, (b"content-encoding", b"gzip")] if packed else headers
