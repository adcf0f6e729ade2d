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
from web.api import boundaries as boundaries_api
from web.api import health, matters, point_features, points, ranking, search, values, zones
from web.api import jobs as jobs_api
from web.headers import PRIVATE, headers_with
from web.limit import Limit
from web.pages import account, boundaries, grid_file, inspection, intake, jobs, outside, parts, report
from web.pages import map as map_page
from web.pages import search as search_page
from web.pages.coverage import acts as coverage_acts
from web.pages.coverage import checks as coverage_checks
from web.pages.coverage import grid as coverage_grid
from web.pages.coverage import show as coverage
from web.pages.hotspots import place as hotspot_place
from web.pages.hotspots import show as hotspots
from web.pages.matters import alike, detail, indicators, listing, photos
from web.pages.matters import report as new_matter
from web.pages.matters.rules import calendar, codes, crosswalk, limits, redate
from web.pages.visits import devices as visit_devices
from web.pages.visits import listing as visit_list
from web.pages.visits import month as visit_month
from web.pages.visits import review as visit_review
from web.pages.visits import thresholds as visit_thresholds
from web.state import State
from web.static_files import VersionedFiles
from web.static_gate import StaticGate
from web.text import COOKIE
from web.tiles import base, documents, gate

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
    for router in (
        account.router,
        alike.router,
        indicators.router,
        limits.router,
        calendar.router,
        codes.router,
        crosswalk.router,
        redate.router,
        listing.router,
        new_matter.router,
        photos.router,
        detail.router,
        visit_list.router,
        visit_review.router,
        visit_devices.router,
        visit_thresholds.router,
        coverage_acts.router,
        coverage_checks.router,
        coverage_grid.router,
        coverage.router,
        visit_month.router,
        hotspot_place.router,
        hotspots.router,
        inspection.router,
        map_page.router,
        outside.router,
        ranking.router,
        search.router,
        search_page.router,
        parts.router,
        values.router,
        health.router,
        grid_file.router,
        points.router,
        matters.router,
        boundaries.router,
        boundaries_api.router,
        base.router,
        documents.router,
        intake.router,
        jobs.router,
        jobs_api.router,
        report.router,
        zones.router,
        point_features.router,
    ):
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
