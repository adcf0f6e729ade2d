"""The hot path: tiles by raw ASGI, before every other layer of the app, each answer packed beforehand."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from http.cookies import CookieError, SimpleCookie
from time import monotonic

from fastapi import FastAPI, Request
from fastapi.responses import Response
from psycopg.errors import QueryCanceled
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from services.access.audit import record
from services.database import act_as
from services.errors import DomainError
from services.settings import Settings
from tiles.scope import Seen, mark_for
from tiles.source import Cut, Source
from web import problems
from web.access import cookie_name
from web.headers import HEADERS
from web.state import State, state_of
from web.tiles.asking import Wanted, wanted

FOREVER = b"private, max-age=31536000, immutable"
ASK_FIRST = b"private, no-cache"
# Reading a layer of points is put on record once in so many seconds for each person, layer and edition.
RECORD_EVERY_S = 3600.0
_COMMON = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
_COMMON += [(b"vary", b"Cookie, Accept-Encoding"), (b"content-type", b"application/vnd.mapbox-vector-tile")]


class TileGate:
    """Answers tiles itself and hands everything else on."""

    def __init__(self, app: ASGIApp, source: Source, settings: Settings) -> None:
        self.app = app
        self.source = source
        self.zone = settings.zone
        self.cookie = cookie_name(settings)
        self.recorded: dict[tuple[object, ...], float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or not scope["path"].startswith("/tiles/") or not scope["path"].endswith(".mvt"):
            await self.app(scope, receive, send)
            return
        try:
            await self.serve(scope, send)
        except DomainError as refused:
            await self._refuse(problems.refusal(Request(scope), refused), scope, receive, send)
        except QueryCanceled:
            await self._refuse(problems.answer(Request(scope), 503), scope, receive, send)

    async def serve(self, scope: Scope, send: Send) -> None:
        """Answer a tile: nothing new, from memory, or cut. Raises DomainError."""
        headers = dict(scope["headers"])
        if scope["method"] not in ("GET", "HEAD"):
            await self._refuse(problems.answer(Request(scope), 405), scope, _nothing, send)
            return
        caller = await self.source.caller(token_in(headers.get(b"cookie", b""), self.cookie))
        if caller is None:
            await self._refuse(problems.answer(Request(scope), 401), scope, _nothing, send)
            return
        tile = wanted(scope["path"], scope["query_string"], self.zone)
        layer, mark = tile.asked.layer, mark_for(tile.asked.layer, caller)
        if layer.reach == "points":
            await self._record(state_of(Request(scope)), caller, tile)
        named = tile.version if tile.mark == mark and not layer.by_place else None
        version = named if named is not None else await self.source.version(tile.asked)
        known = headers.get(b"if-none-match")
        if known is not None and etag(layer.name, version, mark) in known:
            await _send(send, 304, b"", layer.name, version, mark, lasting=named is not None)
            return
        cut = self.source.kept(tile.asked, caller, version) or await self.source.tile(tile.asked, caller, version)
        await _send_cut(send, scope, headers, cut, layer.name, mark, lasting=cut.version == named)

    async def _record(self, state: State, caller: Seen, tile: Wanted) -> None:
        asked = tile.asked
        key = (caller.person_id, asked.layer.name, asked.choice.edition)
        now = monotonic()
        if now - self.recorded.get(key, -RECORD_EVERY_S) < RECORD_EVERY_S:
            return
        await run_in_threadpool(_write_record, state, caller, asked.layer.name, asked.choice.edition)
        self.recorded[key] = now

    @staticmethod
    async def _refuse(answer: Response, scope: Scope, receive: Receive, send: Send) -> None:
        answer.headers.update(HEADERS | {"Cache-Control": "private, no-store"})
        await answer(scope, receive, send)


def _write_record(state: State, caller: Seen, layer: str, edition: int | None) -> None:
    with Session(state.engine) as session, session.begin():
        act_as(session, caller.person_id)
        record(session, caller.person_id, "points.layer", layer, {"edition": edition})


async def _nothing() -> dict[str, object]:
    return {"type": "http.request", "body": b"", "more_body": False}


def token_in(cookies: bytes, name: str) -> str:
    """The session's token among the cookies, empty where there is none."""
    text = cookies.decode("latin-1")
    for part in text.split(";"):
        key, _, value = part.strip().partition("=")
        if key == name:
            return value if '"' not in value else _unquoted(text, name)
    return ""


def _unquoted(text: str, name: str) -> str:
    try:
        found = SimpleCookie(text).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def etag(layer: str, version: int, mark: str) -> bytes:
    """The tag of a tile of a layer at a version for a scope: known without the tile."""
    return f'W/"{layer}.{version}.{mark}"'.encode()


async def _send_cut(
    send: Send, scope: Scope, headers: dict[bytes, bytes], cut: Cut, layer: str, mark: str, *, lasting: bool
) -> None:
    """The tile as the browser takes it; 204 where nothing is drawn."""
    body, more = cut.body, [(b"content-encoding", b"gzip")]
    if not body:
        await _send(send, 204, b"", layer, cut.version, mark, lasting=lasting)
        return
    if b"gzip" not in headers.get(b"accept-encoding", b""):
        body, more = cut.unpacked(), []
    sent = b"" if scope["method"] == "HEAD" else body
    more.append((b"content-length", str(len(body)).encode()))
    await _send(send, 200, sent, layer, cut.version, mark, lasting=lasting, more=more)


async def _send(
    send: Send, status: int, body: bytes, layer: str, version: int, mark: str, *, lasting: bool,
    more: Iterable[tuple[bytes, bytes]] = (),
) -> None:  # fmt: skip
    headers = [
        *_COMMON, (b"etag", etag(layer, version, mark)), (b"cache-control", FOREVER if lasting else ASK_FIRST), *more,
    ]  # fmt: skip
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def closing(source: Source) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """The app's life: when it ends, so do the connections that tiles are read through."""

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        yield
        await source.close()

    return life


def install(app: FastAPI, source: Source, settings: Settings) -> None:
    """Put the gate before everything else of the app."""
    app.add_middleware(TileGate, source=source, settings=settings)
