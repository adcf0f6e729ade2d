"""Where tiles come from: memory by version and scope, else the database, which says the version itself.

A tile is kept under the version that its own statement returned, never under the one asked for, so nothing old can
stand under a newer version. Sessions are kept as long as nobody's scope, role or session has changed; that is looked
up once a second at most, so a session that ended opens kept tiles a second longer, and no longer.
"""

import gzip
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic, time
from typing import TypeAlias

from isal import igzip

from services.access.sign_in import token_hash
from tiles.asked import Asked, Choice, Tile
from tiles.cache import ByteCache, SingleFlight
from tiles.read import Reader, Session
from tiles.scope import Seen, mark_for

# Somebody waits for it: a third of zlib's time, and a fortieth larger.
PACK_LEVEL = 1
LOOK_EVERY_S = 1.0
MOST_SESSIONS = 10_000
Place: TypeAlias = tuple[str, Choice, str, Tile]


@dataclass(frozen=True, slots=True)
class Cut:
    """A tile, packed by gzip (empty where nothing is drawn), and the version it was cut from."""

    version: int
    body: bytes

    def unpacked(self) -> bytes:
        """The tile itself."""
        return gzip.decompress(self.body) if self.body else b""


class Source:
    """Tiles for callers, from one database."""

    def __init__(self, reader: Reader, cache_mb: int) -> None:
        self._reader = reader
        self._tiles: ByteCache[tuple[int, Place]] = ByteCache(cache_mb * 1_000_000)
        self._cutting: SingleFlight[tuple[int | None, Place], Cut] = SingleFlight()
        self._looking: SingleFlight[str, Mapping[str, int]] = SingleFlight()
        self._sessions: OrderedDict[bytes, Session] = OrderedDict()
        self._versions: Mapping[str, int] = {}
        self._looked_at = -LOOK_EVERY_S

    async def close(self) -> None:
        """End what the database holds open for it."""
        await self._reader.close()

    async def caller(self, token: str) -> Seen | None:
        """The person whose session a token is, None where nobody's."""
        if not token:
            return None
        key = token_hash(token)
        if monotonic() - self._looked_at > LOOK_EVERY_S:
            await self._looking.do("versions", self._look)
        known = self._sessions.get(key)
        if known is None or known.scope_version != self._versions["scope"]:
            known = await self._reader.session(key)
            if known is None:
                self._sessions.pop(key, None)
                return None
            self._keep(key, known)
        return known.seen if known.expires_at > time() else None

    async def _look(self) -> Mapping[str, int]:
        asked_at = monotonic()
        self._versions = await self._reader.versions()
        self._looked_at = asked_at
        return self._versions

    def _keep(self, key: bytes, session: Session) -> None:
        self._sessions[key] = session
        while len(self._sessions) > MOST_SESSIONS:
            self._sessions.popitem(last=False)

    async def version(self, asked: Asked) -> int:
        """The tile's version at this moment, from the database."""
        return await self._reader.version(asked)

    def kept(self, asked: Asked, caller: Seen, version: int) -> Cut | None:
        """The tile of a version as the caller sees it, where it is in memory."""
        body = self._tiles.get((version, _place(asked, caller)))
        return None if body is None else Cut(version, body)

    async def tile(self, asked: Asked, caller: Seen, wanted: int | None = None) -> Cut:
        """The tile as it is now; `wanted` is the version that the caller knows of, at least that old it is."""
        place = _place(asked, caller)

        async def cut() -> Cut:
            version, raw = await self._reader.tile(asked, caller)
            body = igzip.compress(raw, PACK_LEVEL, mtime=0) if raw else b""
            self._tiles.put((version, place), body)
            return Cut(version, body)

        return await self._cutting.do((wanted, place), cut)


def _place(asked: Asked, caller: Seen) -> Place:
    return asked.layer.name, asked.choice, mark_for(asked.layer, caller), asked.tile
