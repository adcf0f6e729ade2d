"""Static files: packed once, kept by browsers for a year under an address that changes with their contents."""

import gzip
import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import PathLike, StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static"
PACKED = {".js", ".mjs", ".css", ".svg", ".json"}
UNSERVED = {".mts", ".txt"}
FOREVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"
VERSION = re.compile(r"v[0-9a-f]{12}")


@lru_cache(maxsize=256)
def packed(path: str, changed_ns: int) -> bytes:
    """A file's gzip form, made at its first request; `changed_ns` makes a changed file another one."""
    return gzip.compress(Path(path).read_bytes(), compresslevel=9, mtime=0)


def version_of(folder: Path) -> str:
    """The version of a folder: the same wherever and whenever the same files lie in it."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in UNSERVED:
            digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return f"v{digest.hexdigest()[:12]}"


class VersionedFiles(StaticFiles):
    """The static folder, under `/static/…` and, kept for a year, under `/static/<version>/…`.

    Relative imports of modules and `url()` of style sheets stay inside the version by themselves.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        super().__init__(directory=folder)
        self.folder = folder
        self.version = version_of(folder)

    def address(self, name: str) -> str:
        """The address of a file that may be kept for ever."""
        return f"/static/{self.version}/{name}"

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file; a version that is no longer here is answered with today's file, which is not kept."""
        first, _, rest = path.partition(os.sep)
        versioned = VERSION.fullmatch(first) is not None
        answer = await super().get_response(rest if versioned else path, scope)
        answer.headers["Cache-Control"] = FOREVER if first == self.version else ASK_FIRST
        return answer

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file as it lies there, or packed where the browser takes that and it is worth it."""
        plain = super().file_response(full_path, stat_result, scope, status_code)
        if not isinstance(plain, FileResponse) or Path(full_path).suffix not in PACKED:
            return plain
        plain.headers["Vary"] = "Accept-Encoding"
        if "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
            return plain
        body = packed(str(full_path), stat_result.st_mtime_ns)
        kept = {name: plain.headers[name] for name in ("etag", "last-modified", "vary")}
        return Response(body, status_code, {**kept, "content-encoding": "gzip"}, media_type=plain.media_type)
