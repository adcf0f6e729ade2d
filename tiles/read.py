"""The tile path's own way into the database: asynchronous, as the app's role, statements prepared once."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from psycopg import sql
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import URL

from services.database import APP_ROLE
from tiles.asked import Asked
from tiles.prepared import Connection, first_row
from tiles.scope import Seen, seen
from tiles.statement import named_statement, plan_of, values

Pool = AsyncConnectionPool[Connection]
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


async def _configure(connection: Connection) -> None:
    await connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(APP_ROLE)))
    for setting in SETTINGS:
        await connection.execute(setting)
    await connection.execute(sql.SQL("SET statement_timeout = {}").format(sql.Literal(STATEMENT_TIMEOUT_MS)))


class Reader:
    """Reads tiles, versions and sessions. Its connections belong to the event loop that first asks."""

    def __init__(self, url: URL) -> None:
        self._conninfo = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._pool: Pool | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def close(self) -> None:
        """Give the connections back."""
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    async def _open(self) -> Pool:
        loop = asyncio.get_running_loop()
        if self._pool is None or self._loop is not loop:
            self._pool, self._loop = self._new_pool(), loop
            await self._pool.open()
        return self._pool

    def _new_pool(self) -> Pool:
        return AsyncConnectionPool(
            self._conninfo, min_size=1, max_size=AT_ONCE, open=False, configure=_configure, timeout=15,
            kwargs={"autocommit": True, "prepare_threshold": 0},
        )  # fmt: skip

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[Connection]:
        """A connection, which is not used again after any error: an answer might still be under way."""
        async with (await self._open()).connection() as connection:
            try:
                yield connection
            except BaseException:
                await connection.close()
                raise

    async def versions(self) -> Mapping[str, int]:
        """The version of every layer, and of everybody's scope under "scope"."""
        async with self.lent() as connection:
            rows = await (await connection.execute(_VERSIONS, prepare=True)).fetchall()
        return {layer: version for layer, version in rows}  # noqa: C416 (rows are tuples of any length to the checker)

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
