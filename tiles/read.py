"""The tile path's own way into the database: asynchronous, as the app's role, statements prepared once."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from psycopg import AsyncConnection, sql
from sqlalchemy import URL

from services.database import APP_ROLE
from tiles.asked import Asked
from tiles.prepared import Connection, first_row
from tiles.scope import Seen, seen
from tiles.statement import named_statement, place_of, plan_of, values, version_statement

# A tile that takes longer would be waited for in vain.
STATEMENT_TIMEOUT_MS = 10_000
AT_ONCE = 4
# The plan of a tile's statement is the same for every tile, so it is made once a connection.
SETTINGS = ("SET jit = off", "SET plan_cache_mode = force_generic_plan")
# Unless it depends on how large the caller's scope is.
_PLAN_BY_VALUES = sql.SQL("SET LOCAL plan_cache_mode = force_custom_plan")


def _query(name: str) -> sql.SQL:
    path = Path(__file__).with_name("sql") / f"{name}.sql"
    return sql.SQL(path.read_text(encoding="utf-8"))


_VERSIONS, _CALLER = _query("versions"), _query("caller")
_ACT_AS = sql.SQL("SELECT set_config('app.person_id', %s, true)")
_MY_GRIDS = sql.SQL("SELECT app.my_grids()")


class Session(NamedTuple):
    """A person's open session: what they see, until when (seconds since 1970), and the scope version it holds under."""

    seen: Seen
    expires_at: float
    scope_version: int


class Reader:
    """Reads tiles, versions and sessions. Its connections belong to the event loop that first asks."""

    def __init__(self, url: URL) -> None:
        self._conninfo = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._free: list[Connection] = []
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self._loop: asyncio.AbstractEventLoop | None = None

    async def close(self) -> None:
        """End the connections."""
        while self._free:
            await self._free.pop().close()

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[Connection]:
        """A connection, which is not used again after any error: an answer might still be under way.

        The one that was given back last comes first, so that its statements are prepared; a pool's own care for each
        loan costs as much as a small tile's values.
        """
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop, self._free, self._at_once = loop, [], asyncio.Semaphore(AT_ONCE)
        async with self._at_once:
            connection = self._free.pop() if self._free else await self._connect()
            try:
                yield connection
            except BaseException:
                await connection.close()
                raise
            self._free.append(connection)

    async def _connect(self) -> Connection:
        connection = await AsyncConnection.connect(self._conninfo, autocommit=True, prepare_threshold=0)
        await connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(APP_ROLE)))
        for setting in SETTINGS:
            await connection.execute(setting)
        await connection.execute(sql.SQL("SET statement_timeout = {}").format(sql.Literal(STATEMENT_TIMEOUT_MS)))
        return connection

    async def versions(self) -> Mapping[str, int]:
        """The version of every layer, and of everybody's scope under "scope"."""
        async with self.lent() as connection:
            rows = await (await connection.execute(_VERSIONS, prepare=True)).fetchall()
        return {layer: version for layer, version in rows}  # noqa: C416 (rows are tuples of any length to the checker)

    async def version(self, asked: Asked) -> int:
        """The version of a tile at this moment, without cutting it. Raises LookupError where its layer has none."""
        statement, where = version_statement(asked.layer), place_of(asked.tile) if asked.layer.by_place else None
        async with self.lent() as connection:
            row = await (await connection.execute(statement, where, prepare=True)).fetchone()
        if row is None:
            raise LookupError(f"layer_version has no row for {asked.layer.version}")
        return int(row[0])

    async def session(self, token_hash: bytes) -> Session | None:
        """The open session of a token; None where there is none, or its person is no longer active."""
        async with self.lent() as connection, connection.transaction():
            row = await (await connection.execute(_CALLER, {"token": token_hash}, prepare=True)).fetchone()
            if row is None:
                return None
            person, role, expires_at, version = row
            await connection.execute(_ACT_AS, [str(person)], prepare=True)
            grids = await (await connection.execute(_MY_GRIDS, prepare=True)).fetchone()
        return Session(seen(person, role, tuple(grids[0] if grids else ())), float(expires_at), version)

    async def tile(self, asked: Asked, caller: Seen) -> tuple[int, bytes]:
        """A tile as the caller sees it, and the version it was cut from: one statement, so one snapshot."""
        plan = plan_of(asked, caller)
        cut, given = named_statement(plan), values(asked, caller) | {"person": str(caller.person_id)}
        async with self.lent() as connection:
            if plan.by_scope:
                async with connection.transaction():
                    await connection.execute(_PLAN_BY_VALUES)
                    row = await first_row(connection, cut, given)
            else:
                row = await first_row(connection, cut, given)
        if row is None:
            raise LookupError(f"layer_version has no row for {asked.layer.version}")
        return row
