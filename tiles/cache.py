"""Tiles kept in memory: packed once, the longest unused dropped first, each cut once however many ask."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Cut = TypeVar("Cut")
# What an entry costs beside its bytes: key, dictionary slot, object headers.
_OVERHEAD = 400


class ByteCache(Generic[Key]):
    """Bytes by key, up to so many bytes in all; threads may share it."""

    def __init__(self, limit: int) -> None:
        self._kept: OrderedDict[Key, bytes] = OrderedDict()
        self._limit, self._size = limit, 0
        self._lock = Lock()

    def get(self, key: Key) -> bytes | None:
        """The bytes of a key, which counts as a use; empty bytes are an answer too."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Key, body: bytes) -> None:
        """Keep bytes, dropping the longest unused where room is needed."""
        with self._lock:
            before = self._kept.pop(key, None)
            self._size -= 0 if before is None else len(before) + _OVERHEAD
            self._kept[key] = body
            self._size += len(body) + _OVERHEAD
            while self._size > self._limit and self._kept:
                _, dropped = self._kept.popitem(last=False)
                self._size -= len(dropped) + _OVERHEAD

    @property
    def size(self) -> int:
        """Bytes in use, overhead included."""
        return self._size

    def __len__(self) -> int:
        return len(self._kept)


class SingleFlight(Generic[Key, Cut]):
    """Work that is asked for while it is under way is not begun again."""

    def __init__(self) -> None:
        self._flying: dict[Key, asyncio.Task[Cut]] = {}

    async def do(self, key: Key, work: Callable[[], Awaitable[Cut]]) -> Cut:
        """The result of the work of that key; one who goes away does not end it for the others."""
        task = self._flying.get(key)
        if task is None:
            task = asyncio.ensure_future(self._run(key, work))
            self._flying[key] = task
        return await asyncio.shield(task)

    async def _run(self, key: Key, work: Callable[[], Awaitable[Cut]]) -> Cut:
        try:
            return await work()
        finally:
            del self._flying[key]
