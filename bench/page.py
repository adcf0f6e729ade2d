"""The map page at 2,000 grids and 50,000 points against a page with nothing but an empty MapLibre map.

Both are served by the same app to the same browser with an empty cache, in turn; the time runs from the first byte of
the page until the map rests: until it has drawn everything that it is to show. Each visit begins in a window that has
opened: the browser's own parts of a new one, four hundred modules, would be counted with the page.
"""

import json
import socket
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import sleep

import numpy as np
import shapely
import uvicorn
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bench.locate import grids
from bench.record import keep
from services.access.people import NewPerson, add_person
from services.cluster.roles import Urls
from services.database import app_engine, owner_engine
from services.settings import Settings
from tests import browser as system
from tests import database, town
from web.app import create_app

RUNS = 7
SIDE = 45
POINTS = 50_000
WEST, SOUTH, SPAN = 113.6, 33.4, 0.12
WINDOW: ViewportSize = {"width": 1440, "height": 900}
# A browser rests that is busy for less than a tenth of a third of a second.
PAUSE_S, IDLE = 0.3, 0.1
PASSWORD = "a long password"  # noqa: S105
EMPTY = """<!doctype html><link rel="stylesheet" href="{css}">
<style>html, body, #map {{ margin: 0; height: 100% }}</style>
<div id="map"></div><script type="module">import {{ Map }} from "{engine}";
const style = {{ version: 8, sources: {{}}, layers: [] }};
const map = new Map({{ container: "map", center: [113.66, 33.46], zoom: 11, style }});
map.once("idle", () => {{ performance.mark("map-ready"); map.getContainer().dataset.ready = ""; }});</script>"""
SINCE_FIRST_BYTE = """() => performance.getEntriesByName('map-ready')[0].startTime
  - performance.getEntriesByType('navigation')[0].responseStart"""


def fill(urls: Urls, folder: Path) -> None:
    """2,025 grids with crooked shared borders, 20,000 households, and 50,000 matters of one year."""
    rng = np.random.default_rng(4)
    shapes = shapely.transform(grids(SIDE, 24, seed=1), lambda xy: (xy - [113, 33]) * SPAN + [WEST, SOUTH])
    above = "999901001001"
    rows: list[tuple[str, str, str | None, shapely.Geometry]] = [("community", above, None, shapely.union_all(shapes))]
    rows += [("grid", f"{above}{i:04d}", above, shape) for i, shape in enumerate(shapes)]
    features = [
        {
            "type": "Feature",
            "properties": {"level": level, "code": code, "name": code[-4:], "parent": parent},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for level, code, parent, shape in rows
    ]
    (folder / "zones.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    places = rng.uniform([WEST, SOUTH], [WEST + SPAN, SOUTH + SPAN], (POINTS + 20_000, 2))
    homes = [f"H{i},{lon},{lat}" for i, (lon, lat) in enumerate(places[:20_000])]
    (folder / "h.csv").write_text("编号,经度,纬度\n" + "\n".join(homes))
    days = np.datetime64("2026-01-01T04:00") + rng.integers(0, 300 * 24 * 60, POINTS).astype("timedelta64[m]")
    matters = [f"M{i},06010,{lon},{lat},{str(day).replace('T', ' ')}:00"
               for i, ((lon, lat), day) in enumerate(zip(places[20_000:], days, strict=True))]  # fmt: skip
    (folder / "m.csv").write_text("编号,事项代码,经度,纬度,上报时间\n" + "\n".join(matters))
    engine = owner_engine(urls.owner)
    with Session(engine) as session, session.begin():
        town.take_zones(session, folder / "zones.geojson")
        town.take(session, "households", folder / "h.csv", keep_good=True)
        town.take(session, "matters", folder / "m.csv", keep_good=True)
        add_person(session, NewPerson("office", "office", "office", ()), PASSWORD)
    engine.dispose()


class Weighed:
    """An app whose answers are weighed on their way out: what a worker asks for, a page's own tools don't tell.

    It has one page more, the empty map's.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.sent: Counter[str] = Counter()
        self.empty = Response()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope.get("path") == "/empty":
            await self.empty(scope, receive, send)
            return

        async def counted(message: Message) -> None:
            headers = sum(len(name) + len(value) + 4 for name, value in message.get("headers", ()))
            self.sent[scope.get("path", "")] += len(message.get("body", b"")) + headers
            await send(message)

        await self.app(scope, receive, counted)


@contextmanager
def served(urls: Urls, folder: Path) -> Iterator[tuple[str, Weighed]]:
    """The app over that town, on a port of its own."""
    engine = app_engine(urls.app)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        app = Weighed(create_app(Settings(home=folder), engine))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", app
        server.should_exit = True
        thread.join()
    engine.dispose()


def sign_in(browser: Browser, address: str, path: Path) -> None:
    """Keep the office's session."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.fill("[name=login]", "office")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)
    context.storage_state(path=path)
    context.close()


def rest(browser: Browser) -> None:
    """Wait until the browser does next to nothing, half a minute at most."""
    session = browser.new_browser_cdp_session()

    def spent_s() -> float:
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        return sum(float(process["cpuTime"]) for process in processes)

    for _ in range(100):
        before = spent_s()
        sleep(PAUSE_S)
        if spent_s() - before < PAUSE_S * IDLE:
            break
    session.detach()


def drawn_ms(page: Page, address: str) -> float:
    """Milliseconds from the first byte until everything is drawn."""
    page.goto(address)
    page.wait_for_selector("#map[data-ready]", state="attached", timeout=120_000)
    took: float = page.evaluate(SINCE_FIRST_BYTE)
    return took


def weighed(page: Page, address: str, app: Weighed) -> tuple[float, int]:
    """The time, and the bytes that travelled until nothing more was asked for."""
    app.sent.clear()
    took = drawn_ms(page, address)
    page.wait_for_load_state("networkidle")
    return took, app.sent.total()


def measure(browser: Browser, address: str, app: Weighed, session: Path, query: str) -> None:
    """Ours and the empty page in turn, each with a browser that has never been here; the bytes of both visits."""
    ours, theirs, first, following = [], [], [], []
    with browser.new_context(storage_state=session) as looking:
        page = looking.new_page()
        page.goto(f"{address}/{query}")
        engine = page.get_attribute("link[rel=modulepreload][href*='maplibre-gl.mjs']", "href") or ""
    app.empty = HTMLResponse(EMPTY.format(engine=engine, css=engine.replace(".mjs", ".css")))
    for _ in range(RUNS):
        with browser.new_context(storage_state=session, viewport=WINDOW) as context:
            page = context.new_page()
            rest(browser)
            took, sent = weighed(page, f"{address}/{query}", app)
            ours.append(took / 1000)
            first.append(sent)
            following.append(weighed(page, f"{address}/{query}", app)[1])
        with browser.new_context(viewport=WINDOW) as context:
            page = context.new_page()
            rest(browser)
            theirs.append(drawn_ms(page, f"{address}/empty") / 1000)
    ratio = keep(f"map page {query or '/'}: first byte to drawn", "empty page", ours, theirs)
    print(f"  {median(ours):.2f} s, {1 / ratio:.1f} times the empty page's {median(theirs):.2f} s")
    print(f"  first visit {max(first) / 1000:.0f} kB, next {max(following) / 1000:.0f} kB")


def main() -> None:
    """Without and with the points shown."""
    folder = Path(tempfile.mkdtemp(prefix="xunge-bench-"))
    with database.cloned("page") as urls, sync_playwright() as driver:
        fill(urls, folder)
        with served(urls, folder) as (address, app):
            browser = driver.chromium.launch(executable_path=system.chromium(), args=system.arguments())
            sign_in(browser, address, folder / "session.json")
            for query in ("", "?points=matter"):
                measure(browser, address, app, folder / "session.json", query)
            browser.close()


if __name__ == "__main__":
    main()
