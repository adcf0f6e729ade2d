"""Tiles out of a PMTiles file, version 3: one file that holds a whole map, read a piece at a time.

Source: the PMTiles specification 3.4. Tiles are numbered along Hilbert's curve, level by level; a directory lists
them by number, and may lead to further directories.
"""

import gzip
import json
import os
import struct
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from geo.values import Bbox
from services.errors import Invalid
from tiles import sentences

_HEADER = struct.Struct("<7sB11Q6B4i")
_NONE, _GZIP = 1, 2
_DEEPEST = 4
KINDS = {1: "application/vnd.mapbox-vector-tile", 2: "image/png", 3: "image/jpeg", 4: "image/webp"}
VECTOR = KINDS[1]

__all__ = ["KINDS", "VECTOR", "Archive", "sentences", "tile_id"]


class Entry(NamedTuple):
    """Tiles in a row that share their bytes; a run of 0 leads to a directory."""

    first: int
    run: int
    offset: int
    length: int


def tile_id(z: int, x: int, y: int) -> int:
    """The number of a tile: those of all levels above it, and its place on the curve of its own."""
    number = ((1 << 2 * z) - 1) // 3
    for a in reversed(range(z)):
        s = 1 << a
        rx, ry = s & x, s & y
        number += ((3 * rx) ^ ry) << a
        if ry == 0:
            x, y = (s - 1 - y, s - 1 - x) if rx else (y, x)
    return number


def _entries(data: bytes) -> tuple[Entry, ...]:
    numbers = _varints(data)
    n = numbers[0]
    deltas, runs, lengths, offsets = (numbers[1 + n * i : 1 + n * (i + 1)] for i in range(4))
    found: list[Entry] = []
    first = 0
    for delta, run, length, offset in zip(deltas, runs, lengths, offsets, strict=True):
        first += delta
        # An offset of 0 means: behind the one before.
        at = offset - 1 if offset else found[-1].offset + found[-1].length
        found.append(Entry(first, run, at, length))
    return tuple(found)


def _varints(data: bytes) -> list[int]:
    numbers, number, shift = [], 0, 0
    for byte in data:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(number)
            number = shift = 0
    return numbers


class Archive:
    """A PMTiles file that stays open; threads may share it."""

    def __init__(self, path: Path) -> None:
        """Raises Invalid where the file can't be read, or holds nothing that can be drawn."""
        self.path = path
        try:
            self._file = os.open(path, os.O_RDONLY)
            head = os.pread(self._file, _HEADER.size, 0)
            state = os.fstat(self._file)
        except OSError as failed:
            raise Invalid("tiles.base_file", path=str(path), why=failed.strerror or str(failed)) from failed
        self.version = f"{state.st_mtime_ns:x}-{state.st_size:x}"
        try:
            self._read_head(head)
        except (struct.error, ValueError, LookupError, EOFError, OSError) as unreadable:
            raise Invalid("tiles.base_form", path=str(path)) from unreadable
        self._directory = lru_cache(maxsize=256)(self._directory_at)

    def _read_head(self, head: bytes) -> None:
        magic, version, *whole = _HEADER.unpack(head)
        parts = list(zip(whole[:8:2], whole[1:8:2], strict=True))
        self._root, about, (self._leaves, _), (self._tiles, _) = parts
        _, self._packing, packing, kind, self.min_zoom, self.max_zoom = whole[11:17]
        if (magic, version) != (b"PMTiles", 3) or self._packing not in (_NONE, _GZIP) or packing not in (_NONE, _GZIP):
            raise ValueError(magic)
        self.media_type, self.packed = KINDS[kind], packing == _GZIP
        self.bounds = Bbox(*(degrees / 1e7 for degrees in whole[17:21]))
        self.about: dict[str, Any] = json.loads(self._plain(*about) or b"{}")
        self._directory_at(*self._root)

    def _plain(self, offset: int, length: int) -> bytes:
        data = os.pread(self._file, length, offset)
        return gzip.decompress(data) if self._packing == _GZIP and data else data

    def _directory_at(self, offset: int, length: int) -> tuple[Entry, ...]:
        return _entries(self._plain(offset, length))

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """A tile as it lies in the file, packed by gzip where `packed` says so; None where there is none."""
        if not (0 <= z <= self.max_zoom and 0 <= x < 1 << z and 0 <= y < 1 << z):
            return None
        number, place = tile_id(z, x, y), self._root
        for _ in range(_DEEPEST):
            entries = self._directory(*place)
            at = bisect_right(entries, number, key=lambda entry: entry.first) - 1
            if at < 0:
                return None
            entry = entries[at]
            if entry.run:
                inside = number < entry.first + entry.run
                return os.pread(self._file, entry.length, self._tiles + entry.offset) if inside else None
            place = self._leaves + entry.offset, entry.length
        return None

    def close(self) -> None:
        """Give the file back."""
        os.close(self._file)
