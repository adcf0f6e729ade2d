"""The web face, built from settings and an engine."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from fastapi.telemetry import TelemetryConfig
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker
from starlette.middleware.gzip import GZipMiddleware

from services.settings import Settings
from tiles.base import open_base
from tiles.read import Reader
from tiles.source import Source
from web import problems, theme
from web.api import zones
from web.headers import PRIVATE, headers_with
from web.limit import Limit
from web.routes import ROUTERS
from web.state import State
from web.static_files import VersionedFiles
from web.static_gate import StaticGate
from web.text import COOKIE
from web.tiles import gate

# Nothing is reported to a collector, and no request is asked whether it should be.
SILENT: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
YEAR_S = 365 * 24 * 3600


def create_app(settings: Settings, engine: Engine) -> FastAPI:
    """The app over a database; `engine` acts as the app's role (services.database.app_engine)."""
    source = Source(Reader(engine.url), settings.tile_cache_mb)
    app = FastAPI(
        title="Xunge", docs_url=None, redoc_url=None, openapi_url=None, telemetry=SILENT, lifespan=gate.closing(source)
    )
    files = VersionedFiles()
    app.state.xunge = State(settings, engine, sessionmaker(engine))
    app.state.xunge.templates.env.globals |= {"static": files.address}
    app.state.base = open_base(settings.base_file, settings.base_tiles, settings.base_attribution)
    said = headers_with(app.state.base.host)
    app.state.zone_pages = zones.Pages(settings.tile_cache_mb)
    problems.install(app)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", files, name="static")
    app.add_middleware(Limit)
    app.add_middleware(GZipMiddleware, minimum_size=600, compresslevel=5)

    @app.middleware("http")
    async def guard(request: Request, proceed: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await proceed(request)
        response.headers.update(said)
        if not request.url.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", PRIVATE)
        if request.query_params.get("lang") in ("zh", "en"):
            response.set_cookie(COOKIE, request.query_params["lang"], samesite="lax", httponly=True)
        # A reader's choice, not the map's asking for its style.
        page = response.headers.get("content-type", "").startswith("text/html")
        if page and request.query_params.get("theme") in theme.THEMES:
            # Not for the server alone: shell/theme.js writes it too.
            response.set_cookie(theme.COOKIE, request.query_params["theme"], max_age=YEAR_S, samesite="lax")
        return response

    gate.install(app, source, settings)
    app.add_middleware(StaticGate, files=files, headers=said.items())
    return app
