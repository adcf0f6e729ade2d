"""Files received: streamed from the request into a folder of the instance, never into memory, within the limit.

The framework's own form parser would spool everything before anybody is asked whether they may: this one
runs after the caller is known, and stops at the limit.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool

from services.errors import Invalid
from services.intake.uploads import Staged, drop, folder_of, safe_name
from services.settings import Settings

MOST_FILES = 12
LONGEST_FIELD = 4000


@dataclass
class Received:
    """What a form brought: its plain fields, and its files in their folder."""

    staged: Staged
    fields: dict[str, str] = field(default_factory=dict)
    size: int = 0


class Receiver:
    """Writes the parts of one form as they come."""

    def __init__(self, settings: Settings, boundary: bytes) -> None:
        self.limit = settings.upload_limit_mb * 1_000_000
        upload_id: UUID = uuid4()
        self.folder = folder_of(settings, upload_id)
        self.files: list[Path] = []
        self.received = Received(Staged(upload_id, self.folder, self.files))
        self.headers: dict[bytes, bytes] = {}
        self.header, self.value = b"", b""
        self.name = ""
        self.text = bytearray()
        self.file: BinaryIO | None = None
        self.size = 0
        names = ("on_part_begin", "on_part_data", "on_part_end", "on_header_field", "on_header_value",
                 "on_header_end", "on_headers_finished")  # fmt: skip
        callbacks: dict[str, Callable[..., None]] = {name: getattr(self, name) for name in names}
        self.parser = MultipartParser(boundary, callbacks)  # type: ignore[arg-type]

    def write(self, chunk: bytes) -> None:
        """Take a piece of the request. Raises Invalid beyond the limit, FormParserError where it is no form."""
        self.size += len(chunk)
        if self.size > self.limit:
            raise Invalid("intake.too_large", name=self.files[-1].name if self.files else "…",
                          size_mb=self.size / 1e6, limit_mb=self.limit / 1e6)  # fmt: skip
        self.parser.write(chunk)

    def close(self) -> None:
        """Close what is open."""
        if self.file is not None:
            self.file.close()
            self.file = None

    def on_part_begin(self) -> None:
        self.headers, self.header, self.value = {}, b"", b""
        self.text = bytearray()

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        self.header += data[start:end]

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        self.value += data[start:end]

    def on_header_end(self) -> None:
        self.headers[self.header.lower()] = self.value
        self.header, self.value = b"", b""

    def on_headers_finished(self) -> None:
        _, options = parse_options_header(self.headers.get(b"content-disposition", b""))
        self.name = options.get(b"name", b"").decode("utf-8", "replace")
        given = options.get(b"filename", b"").decode("utf-8", "replace")
        if not given:
            return
        if len(self.files) >= MOST_FILES:
            raise Invalid("intake.files", names=", ".join(f.name for f in self.files))
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.folder / safe_name(given)
        # Opened so that a name that came twice is refused and nothing is written over.
        try:
            self.file = path.open("xb")
        except FileExistsError as twice:
            raise Invalid("intake.files", names=path.name) from twice
        self.files.append(path)

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self.file is not None:
            self.file.write(data[start:end])
        elif len(self.text) + end - start <= LONGEST_FIELD:
            self.text += data[start:end]

    def on_part_end(self) -> None:
        if self.file is not None:
            self.close()
        elif b"filename" not in self.headers.get(b"content-disposition", b""):
            self.received.fields[self.name] = self.text.decode("utf-8", "replace")


async def receive(request: Request, settings: Settings) -> Received:
    """The form of a request, its files written. Raises Invalid; then nothing is left of them."""
    _, options = parse_options_header(request.headers.get("content-type", ""))
    receiver = Receiver(settings, options.get(b"boundary", b"-"))
    try:
        async for chunk in request.stream():
            await run_in_threadpool(receiver.write, chunk)
    except BaseException as failed:
        receiver.close()
        await run_in_threadpool(drop, settings, receiver.received.staged.id)
        if isinstance(failed, FormParserError):
            raise Invalid("intake.no_files") from failed
        raise
    receiver.close()
    return receiver.received
