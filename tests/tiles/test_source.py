"""What is kept of tiles is kept by what its reader may see, and by nothing else of theirs."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import uuid4

from tests.tiles.conftest import Drawn
from tests.tiles.place import features, tile_at
from tiles.asked import Asked, Choice, Tile, layer_named
from tiles.read import Reader
from tiles.scope import Seen, seen
from tiles.source import Source

Result = TypeVar("Result")


def asked() -> Asked:
    """The tile of grids that holds the town."""
    x, y = tile_at(200, 50, 12)
    return Asked(layer_named("zones"), Choice(1, "grid"), Tile(12, x, y))


def with_source(town: Drawn, work: Callable[[Source], Awaitable[Result]]) -> Result:
    """What work on a source over the town comes to."""

    async def done() -> Result:
        source = Source(Reader(town.urls.app), 1)
        try:
            return await work(source)
        finally:
            await source.close()

    return asyncio.run(done())


def leader(role: str, *grids: int) -> Seen:
    """Somebody with some grids of their own."""
    return seen(uuid4(), role, grids)


def test_who_sees_less_gets_their_own_and_who_sees_the_same_gets_what_is_kept(drawn_town: Drawn) -> None:
    # The town's grids are its zones 3 to 6.
    one, same, more = leader("grid_leader", 3), leader("area_leader", 3), leader("area_leader", 4, 3)

    async def work(source: Source) -> None:
        version = (await source.tile(asked(), drawn_town.office)).version
        assert source.kept(asked(), drawn_town.office, version) is not None
        assert source.kept(asked(), one, version) is None
        cut = await source.tile(asked(), one)
        assert [f["id"] for f in features(cut.unpacked())] == [3]
        assert source.kept(asked(), same, version) == cut
        assert source.kept(asked(), more, version) is None

    with_source(drawn_town, work)


def test_nothing_is_kept_under_another_version_level_or_tile(drawn_town: Drawn) -> None:
    async def work(source: Source) -> None:
        one, office = asked(), drawn_town.office
        version = (await source.tile(one, office)).version
        beside = Tile(one.tile.z, one.tile.x + 1, one.tile.y)
        assert source.kept(one, office, version + 1) is None
        assert source.kept(Asked(one.layer, Choice(1, "community"), one.tile), office, version) is None
        assert source.kept(Asked(one.layer, one.choice, beside), office, version) is None

    with_source(drawn_town, work)


def test_many_who_ask_at_once_are_answered_from_one_cut(drawn_town: Drawn) -> None:
    async def work(source: Source) -> None:
        cuts = await asyncio.gather(*(source.tile(asked(), drawn_town.office, 1) for _ in range(8)))
        assert len({id(cut) for cut in cuts}) == 1

    with_source(drawn_town, work)
