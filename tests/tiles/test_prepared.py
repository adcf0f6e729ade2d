"""Statements that the driver's cursors have no part in: their values, their errors, and connections after one."""

import asyncio

import pytest
from psycopg import AsyncConnection
from psycopg.errors import QueryCanceled
from sqlalchemy import URL

from services.cluster.roles import Urls
from tiles.layer import LAYERS
from tiles.prepared import TYPES, Connection, first_row
from tiles.read import Reader
from tiles.statement import Plan, named_statement


def plain(url: URL) -> str:
    """A URL as the driver takes it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def test_a_list_a_name_used_twice_and_a_percent_sign_arrive(urls: Urls) -> None:
    """1 + 1 of the list's three numbers, and the text after the sign."""

    async def asked() -> tuple[int, bytes] | None:
        async with await AsyncConnection.connect(plain(urls.app)) as connection:
            statement = (
                b"SELECT CAST(cardinality(%(grids)s) + cardinality(%(grids)s) AS int8),"
                b" convert_to('%%' || %(level)s, 'UTF8')"
            )
            return await first_row(connection, statement, {"grids": [1, 2, 3], "level": "巡格"})

    assert asyncio.run(asked()) == (6, "%巡格".encode())


def test_every_value_of_every_layer_has_a_type() -> None:
    for layer in LAYERS.values():
        for always in (True, False):
            text = named_statement(Plan(layer, False, always, counted=False, by_scope=False)).decode()
            names = {part.partition(")s")[0] for part in text.split("%(")[1:]}
            assert names <= TYPES.keys()


def test_after_a_statement_that_took_too_long_the_next_one_is_answered(urls: Urls) -> None:
    async def asked() -> tuple[int, bytes] | None:
        reader = Reader(urls.app)
        try:
            with pytest.raises(QueryCanceled):
                async with reader.lent() as connection:
                    await _slow(connection)
            async with reader.lent() as connection:
                return await first_row(connection, b"SELECT CAST(7 AS int8), CAST(NULL AS bytea)", {})
        finally:
            await reader.close()

    assert asyncio.run(asked()) == (7, b"")


async def _slow(connection: Connection) -> None:
    await connection.execute("SET statement_timeout = 50")
    await first_row(connection, b"SELECT CAST(1 AS int8), CAST(NULL AS bytea) FROM pg_sleep(5)", {})
