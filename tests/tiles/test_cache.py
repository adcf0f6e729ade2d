"""Tiles in memory: the longest unused go first, an empty tile is an answer, and each is cut once however many ask."""

import asyncio

import pytest

from tiles.cache import ByteCache, SingleFlight

# An entry costs its bytes and 400 more.
THREE = 3 * (100 + 400)


def filled(limit: int, *keys: str) -> "ByteCache[str]":
    kept: ByteCache[str] = ByteCache(limit)
    for key in keys:
        kept.put(key, b"x" * 100)
    return kept


def test_the_longest_unused_goes_first() -> None:
    kept = filled(THREE, "a", "b", "c")
    assert kept.get("a") is not None
    kept.put("d", b"x" * 100)
    assert [key for key in "abcd" if kept.get(key) is not None] == ["a", "c", "d"]
    assert (len(kept), kept.size) == (3, THREE)


def test_bytes_put_anew_replace_those_before_and_are_counted_once() -> None:
    kept = filled(THREE, "a", "a", "b")
    kept.put("a", b"")
    assert (kept.get("a"), len(kept), kept.size) == (b"", 2, 400 + 500)


def test_what_is_larger_than_the_limit_is_not_kept_and_drops_all_others() -> None:
    kept = filled(THREE, "a")
    kept.put("b", b"x" * THREE)
    assert (len(kept), kept.size) == (0, 0)


def test_work_that_is_under_way_is_not_begun_again() -> None:
    begun: list[int] = []

    async def both() -> list[int]:
        flight: SingleFlight[str, int] = SingleFlight()

        async def work() -> int:
            begun.append(len(begun))
            await asyncio.sleep(0.01)
            return begun[-1]

        first = await asyncio.gather(*(flight.do("tile", work) for _ in range(10)))
        return [*first, await flight.do("tile", work)]

    assert asyncio.run(both()) == [0] * 10 + [1]


def test_one_who_goes_away_does_not_end_the_work_for_the_others() -> None:
    async def one_leaves() -> str:
        flight: SingleFlight[str, str] = SingleFlight()

        async def work() -> str:
            await asyncio.sleep(0.02)
            return "cut"

        leaves, stays = (asyncio.ensure_future(flight.do("tile", work)) for _ in range(2))
        await asyncio.sleep(0.005)
        leaves.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaves
        return await stays

    assert asyncio.run(one_leaves()) == "cut"


def test_work_that_fails_fails_for_all_who_wait_and_is_tried_again() -> None:
    async def tried() -> tuple[list[BaseException | str], str]:
        flight: SingleFlight[str, str] = SingleFlight()
        outcomes: list[Exception | None] = [ValueError("once"), None]

        async def work() -> str:
            await asyncio.sleep(0)
            outcome = outcomes.pop(0)
            if outcome:
                raise outcome
            return "cut"

        failed = await asyncio.gather(*(flight.do("tile", work) for _ in range(3)), return_exceptions=True)
        return failed, await flight.do("tile", work)

    failed, second = asyncio.run(tried())
    assert [type(f) for f in failed] == [ValueError] * 3
    assert second == "cut"
