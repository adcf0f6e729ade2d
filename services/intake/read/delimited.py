"""CSV, plain or gzipped, in UTF-8 or GB18030."""

import csv
import gzip
import io
from pathlib import Path

from services.errors import Invalid
from services.intake.features import MAX_UNPACKED_MB, Features


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Text and its encoding: UTF-8 if it can be, else GB18030.

    The order matters: most UTF-8 Chinese also decodes as GB18030, into nonsense. Raises Invalid.
    """
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030"), "GB18030"
    except UnicodeDecodeError as refused:
        raise Invalid("intake.encoding", name=name, byte=refused.start) from refused


def load(path: Path) -> bytes:
    """A file's bytes, unpacked where it is gzipped, within the limit. Raises Invalid."""
    limit = MAX_UNPACKED_MB * 1_000_000
    if path.suffix.lower() != ".gz":
        return path.read_bytes()
    with gzip.open(path) as packed:
        data = packed.read(limit + 1)
    if len(data) > limit:
        raise Invalid("intake.zip", name=path.name, limit_mb=MAX_UNPACKED_MB, ratio=len(data) // path.stat().st_size)
    return data


def read_delimited(path: Path) -> Features:
    """A CSV file's table; the delimiter is comma, semicolon or tab, whichever the header has most of."""
    text, encoding = decode(load(path), path.name)
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    lines = csv.reader(io.StringIO(text), delimiter=delimiter)
    columns = tuple(c.strip() for c in next(lines, []))
    rows = list(filter(any, lines))
    return Features(path.name, columns, rows, note=encoding)
