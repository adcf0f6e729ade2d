"""No tile stands under a version newer than its rows: proven with writers and readers at once, and by a control.

Each writer moves every name of the town's grids to the number of its own transaction. What a tile shows then says how
old it is: under version v there may be no name older than the one that v was raised with.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from tests.tiles.conftest import Drawn
from tests.tiles.place import features, tile_at
from tiles.asked import Asked, Choice, Tile, layer_named
from tiles.read import Reader
from tiles.scope import Seen
from tiles.source import Source

READERS = 6
# Writers write at least so often, and go on until readers have seen what they wait for, however slow the machine is.
WRITES, MOST_WRITES = 60, 4000
# So many versions at least are caught while writers are at work.
VERSIONS = 15
Cut = Callable[[Asked, Seen], Awaitable[tuple[int, bytes]]]
Judge = Callable[[int, set[str]], bool]


@dataclass
class Writer:
    """Renames all grids again and again, two transactions of two threads in each other's way."""

    engine: Engine
    written: dict[int, int] = field(default_factory=dict)  # version -> number that the names then carry
    numbers: list[int] = field(default_factory=list)
    enough: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)

    def write(self) -> None:
        threads = [threading.Thread(target=self._half, args=(half,)) for half in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.done.set()

    def _half(self, half: int) -> None:
        for i in range(MOST_WRITES // 2):
            if i >= WRITES // 2 and self.enough.is_set():
                return
            with Session(self.engine) as session:
                # Two statements, so that a version raised by hand between them would be seen too early.
                number = 2 * i + half
                session.execute(text("UPDATE boundary SET name = :n WHERE zone_id % 2 = 0"), {"n": f"{number}"})
                session.execute(text("UPDATE boundary SET name = :n WHERE zone_id % 2 = 1"), {"n": f"{number}"})
                raised = session.execute(text("SELECT version FROM layer_version WHERE layer = 'zones'")).scalar_one()
                self.written[raised] = number
                self.numbers.append(number)
                session.commit()


def told(body: bytes) -> set[str]:
    return {str(f["name"]) for f in features(body)}


def many_versions(writer: Writer) -> Judge:
    """Says when enough versions of the writer's have been read."""
    caught: set[int] = set()

    def judge(version: int, _names: set[str]) -> bool:
        caught.update({version} & writer.written.keys())
        return len(caught) >= VERSIONS

    return judge


def one_stale(writer: Writer) -> Judge:
    """Says when a stale tile has been read."""
    return lambda version, names: bool(stale(writer, [(version, names)]))


async def watch(writer: Writer, cut: Cut, asked: Asked, office: Seen, enough: Judge) -> list[tuple[int, set[str]]]:
    """Read while it is written, until there is enough; what was read, by the version it was handed out under."""
    found: list[tuple[int, set[str]]] = []

    async def read() -> None:
        while not writer.done.is_set():
            version, body = await cut(asked, office)
            names = told(body)
            found.append((version, names))
            if enough(version, names):
                writer.enough.set()
            await asyncio.sleep(0)

    work = asyncio.to_thread(writer.write)
    await asyncio.gather(work, *(read() for _ in range(READERS)))
    return found


def stale(writer: Writer, found: list[tuple[int, set[str]]]) -> list[tuple[int, set[str]]]:
    """The tiles whose names are not exactly those that their version was raised with."""
    return [(v, names) for v, names in found if v in writer.written and names != {str(writer.written[v])}]


@pytest.fixture
def asked() -> Asked:
    """The tile that holds the town."""
    x, y = tile_at(200, 50, 12)
    return Asked(layer_named("zones"), Choice(1, "grid"), Tile(12, x, y))


def run(town: Drawn, asked: Asked, apart: bool) -> tuple[Writer, list[tuple[int, set[str]]]]:
    """Readers against writers; `apart` reads the version and the tile in two statements, as must not be done."""
    writer = Writer(town.owner)

    async def both() -> list[tuple[int, set[str]]]:
        reader = Reader(town.urls.app)

        async def two_statements(asked: Asked, caller: Seen) -> tuple[int, bytes]:
            _, body = await reader.tile(asked, caller)
            return (await reader.versions())["zones"], body

        try:
            if apart:
                return await watch(writer, two_statements, asked, town.office, one_stale(writer))
            return await watch(writer, reader.tile, asked, town.office, many_versions(writer))
        finally:
            await reader.close()

    return writer, asyncio.run(both())


def test_every_tile_shows_exactly_what_its_version_was_raised_with(drawn_town: Drawn, asked: Asked) -> None:
    writer, found = run(drawn_town, asked, apart=False)
    # Every write has raised a version of its own.
    assert len(writer.written) == len(writer.numbers) >= WRITES
    assert len({v for v, _ in found} & set(writer.written)) >= VERSIONS
    assert stale(writer, found) == []


def test_version_and_tile_read_in_two_statements_are_caught(drawn_town: Drawn, asked: Asked) -> None:
    """The control: the same readers and writers tell the wrong way from the right one."""
    writer, found = run(drawn_town, asked, apart=True)
    assert stale(writer, found) != []


def test_the_cache_hands_out_nothing_older_than_what_was_committed_before(drawn_town: Drawn, asked: Asked) -> None:
    """Through the cache and its single flight: who asks with a version that is committed gets that one or a newer."""
    writer = Writer(drawn_town.owner)

    async def through_cache() -> tuple[list[tuple[int, set[str]]], list[int]]:
        source, late = Source(Reader(drawn_town.urls.app), 1), []

        async def cut(asked: Asked, caller: Seen) -> tuple[int, bytes]:
            wanted = await source.version(asked)
            got = source.kept(asked, caller, wanted) or await source.tile(asked, caller, wanted)
            if got.version < wanted:
                late.append(wanted)
            return got.version, got.unpacked()

        try:
            return await watch(writer, cut, asked, drawn_town.office, many_versions(writer)), late
        finally:
            await source.close()

    found, late = asyncio.run(through_cache())
    assert (stale(writer, found), late) == ([], [])
    assert len({v for v, _ in found} & set(writer.written)) >= VERSIONS
