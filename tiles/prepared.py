"""Statements prepared once a connection and run by the driver's protocol layer itself.

The driver's cursors weigh each value's type anew, which costs more of a small tile than reading its points. Here the
types stand with the names, and a statement's names are found once.
"""

import asyncio
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from psycopg import AsyncConnection
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGconn, PGresult

Connection = AsyncConnection[tuple[Any, ...]]
# The type of each value of a tile's statement, as the database numbers them.
_TEXT, _INT4, _INT8, _INT8_LIST, _FLOAT8, _MOMENT = 25, 23, 20, 1016, 701, 1184
TYPES: Mapping[str, int] = {
    "person": _TEXT, "level": _TEXT,
    "edition": _INT8, "low": _INT8, "high": _INT8, "most": _INT8, "grids": _INT8_LIST,
    "z": _INT4, "x": _INT4, "y": _INT4, "band": _INT4, "gather": _INT4, "fine": _INT4, "coarse": _INT4,
    "left": _FLOAT8, "top": _FLOAT8, "scale": _FLOAT8, "start": _MOMENT, "stop": _MOMENT,
}  # fmt: skip
_NAMED = re.compile(rb"%\((\w+)\)s")
_prepared: WeakKeyDictionary[Connection, set[bytes]] = WeakKeyDictionary()


class _Numbered(NamedTuple):
    """A statement as the database takes it: values by number, in the order of their names."""

    name: bytes
    text: bytes
    names: tuple[str, ...]


@cache
def _numbered(statement: bytes) -> _Numbered:
    names = tuple(dict.fromkeys(name.decode() for name in _NAMED.findall(statement)))
    text = _NAMED.sub(lambda found: b"$%d" % (names.index(found[1].decode()) + 1), statement)
    return _Numbered(b"tile_%d" % _numbered.cache_info().misses, text.replace(b"%%", b"%"), names)


async def first_row(connection: Connection, statement: bytes, given: Mapping[str, Any]) -> tuple[int, bytes] | None:
    """The version and the tile that a statement returns; None where it has no row.

    Raises the driver's errors. Whatever is raised, the connection is not to be used again.
    """
    numbered, lower = _numbered(statement), connection.pgconn
    known = _prepared.setdefault(connection, set())
    if numbered.name not in known:
        lower.send_prepare(numbered.name, numbered.text, [TYPES[name] for name in numbered.names])
        await _answer(lower)
        known.add(numbered.name)
    lower.send_query_prepared(
        numbered.name, [_written(given[name]) for name in numbered.names], result_format=Format.BINARY
    )
    row = await _answer(lower)
    if not row.ntuples:
        return None
    return int.from_bytes(row.get_value(0, 0) or b"", "big"), row.get_value(0, 1) or b""


def _written(value: Any) -> bytes | None:
    if value is None:
        return None
    if isinstance(value, list):
        return b"{%s}" % b",".join(b"%d" % number for number in value)
    return (value.isoformat() if isinstance(value, datetime) else str(value)).encode()


async def _answer(lower: PGconn) -> PGresult:
    while lower.flush():
        await _ready(lower, to_write=True)
    while lower.is_busy():
        await _ready(lower)
        lower.consume_input()
    found = lower.get_result()
    while lower.get_result() is not None:
        pass
    if found is None or found.status not in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        raise error_from_result(found) if found else ConnectionError("the database gave no answer")
    return found


async def _ready(lower: PGconn, *, to_write: bool = False) -> None:
    loop = asyncio.get_running_loop()
    ready: asyncio.Future[None] = loop.create_future()
    watch, leave = (loop.add_writer, loop.remove_writer) if to_write else (loop.add_reader, loop.remove_reader)
    watch(lower.socket, _wake, ready)
    try:
        await ready
    finally:
        leave(lower.socket)


def _wake(ready: "asyncio.Future[None]") -> None:
    if not ready.done():
        ready.set_result(None)
