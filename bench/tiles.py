"""Tiles and features against tipg, on the same tables of the same database, in one run.

What counts is processor time: of the server's process and of the database together, a request. tipg has the index it
wants and is asked for no more columns than ours sends. Beside it stands the bare statement, prepared, run by the
driver with no server around it: what no server that cuts tiles in this database can go below.
"""

import gzip
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import process_time
from typing import Any
from urllib.parse import quote

import mapbox_vector_tile
import psycopg
from sqlalchemy import URL

from bench.ground import SIZE, SOUTH, WEST, Ground, data_folder, fill
from bench.processes import Server, cpu_s, free_port, postgres_cpu_s, serving
from bench.record import keep
from geo.quadkey import columns_rows
from tests import database
from tiles.asked import Asked, Choice, Tile, layer_named
from tiles.read import SETTINGS
from tiles.scope import seen
from tiles.statement import plan_of, statement, values

RUNS = 3
Fetch = Callable[[str], object]


def tiles_over(zoom: int) -> list[Tile]:
    """The tiles of a zoom level that lie over the ground."""
    x, y = columns_rows([WEST, WEST + SIZE], [SOUTH + SIZE, SOUTH], zoom)
    return [Tile(zoom, c, r) for c in range(int(x[0]), int(x[1]) + 1) for r in range(int(y[0]), int(y[1]) + 1)]


class Bench:
    """Both servers and the bare database, over one ground."""

    def __init__(self, ground: Ground, ours: Server, peer: Server) -> None:
        self.ground, self.ours, self.peer, self.data = ground, ours, peer, data_folder()

    def cost_ms(self, server: Server | None, fetch: Fetch, asked: Sequence[str]) -> float:
        """Processor time a request, of the server (this process where there is none) and the database."""
        own = process_time if server is None else lambda: cpu_s(server.pid)
        before = own() + postgres_cpu_s(self.data)
        for address in asked:
            fetch(address)
        return (own() + postgres_cpu_s(self.data) - before) * 1000 / len(asked)

    def raise_version(self, layer: str) -> None:
        """Make everything of a layer that is kept out of date, as a write would."""
        with psycopg.connect(plain(self.ground.urls.owner), autocommit=True) as connection:
            connection.execute("UPDATE layer_version SET version = version + 1 WHERE layer = %s", [layer])

    def template(self, layer: str) -> str:
        """Our tiles' address at this moment."""
        more = "&level=grid" if layer == "zones" else ""
        found = self.ours.get(f"/tiles/{layer}.json?edition={self.ground.edition}{more}")
        return str(_json(found)["tiles"][0])

    def at_peer(self, layer: str, tile: Tile) -> str:
        """A tile's address at the peer."""
        table, columns = {"zones": ("boundary", "zone_id,name"), "households": ("household", "external_ref")}[layer]
        place = f"{tile.z}/{tile.x}/{tile.y}"
        return f"/collections/public.{table}/tiles/WebMercatorQuad/{place}?properties={columns}"

    def hit(self, layer: str, zoom: int) -> None:
        """A tile that was asked for before."""
        tiles = tiles_over(zoom)
        tile = tiles[len(tiles) // 2]
        ours, theirs = self.template(layer).format(z=tile.z, x=tile.x, y=tile.y), self.at_peer(layer, tile)
        self.ours.get(ours)
        mine, other = [], []
        for _ in range(RUNS):
            mine.append(self.cost_ms(self.ours, self.ours.get, [ours] * 3000))
            other.append(self.cost_ms(self.peer, self.peer.get, [theirs] * 60))
        keep(f"tile hit, {layer} at zoom {zoom}", "tipg", mine, other, "CPU ms")

    def miss(self, layer: str, zoom: int) -> None:
        """Tiles that nobody asked for before: against the peer, and against the bare statement."""
        tiles = tiles_over(zoom)
        mine, other, bare = [], [], []
        again = max(1, 60 // len(tiles))
        for _ in range(RUNS):
            cost = []
            for _ in range(again):
                self.raise_version(layer)
                template = self.template(layer)
                cost.append(
                    self.cost_ms(self.ours, self.ours.get, [template.format(z=t.z, x=t.x, y=t.y) for t in tiles])
                )
            mine.append(sum(cost) / again)
            other.append(self.cost_ms(self.peer, self.peer.get, [self.at_peer(layer, t) for t in tiles] * again))
            bare.append(self.bare(layer, tiles, again))
        keep(f"tile miss, {layer} at zoom {zoom}", "tipg", mine, other, "CPU ms")
        keep(f"tile miss, {layer} at zoom {zoom}", "bare SQL", mine, bare, "CPU ms")

    def bare(self, layer: str, tiles: Iterable[Tile], again: int) -> float:
        """The statement of our tiles, prepared and run by the driver alone, as the tables' owner."""
        choice = Choice(self.ground.edition, "grid").of(layer_named(layer))
        asked = [Asked(layer_named(layer), choice, tile) for tile in tiles] * again
        office = seen(self.ground.person_id, "office", ())
        cut = statement(plan_of(asked[0], office))
        given = {str(i): values(a, office) for i, a in enumerate(asked)}
        with psycopg.connect(plain(self.ground.urls.owner), autocommit=True) as connection:
            for setting in SETTINGS:
                connection.execute(setting)

            def run(number: str) -> object:
                return connection.execute(cut, given[number], prepare=True, binary=True).fetchone()

            for number in list(given)[:6]:
                run(number)
            return self.cost_ms(None, run, list(given))

    def all_points(self, zoom: int) -> None:
        """Tiles so far out that they hold all points; ours must count every one."""
        tiles = tiles_over(zoom)
        self.miss("households", zoom)
        template = self.template("households")
        counted = sum(points_in(self.ours.get(template.format(z=t.z, x=t.x, y=t.y))) for t in tiles)
        kept = sum(points_in(self.peer.get(self.at_peer("households", t))) for t in tiles)
        print(f"  points that the tiles stand for: ours {counted:,}, tipg {kept:,}, of {self.ground.points:,}")
        if counted != self.ground.points:
            raise AssertionError(f"{self.ground.points - counted} points are missing")

    def features(self, count: int) -> None:
        """So many zones as GeoJSON."""
        ours = f"/api/zones.geojson?edition={self.ground.edition}&limit={count}"
        theirs = f"/collections/public.boundary/items?limit={count}&properties=zone_id,name&f=geojson"
        for answer in (self.ours.get(ours), self.peer.get(theirs)):
            if len(_json(answer)["features"]) != count:
                raise AssertionError("not as many features as asked for")
        mine, first, other = [], [], []
        for _ in range(RUNS):
            cost = []
            for _ in range(10):
                self.raise_version("zones")
                cost.append(self.cost_ms(self.ours, self.ours.get, [ours]))
            first.append(sum(cost) / len(cost))
            mine.append(self.cost_ms(self.ours, self.ours.get, [ours] * 200))
            other.append(self.cost_ms(self.peer, self.peer.get, [theirs] * 10))
        keep(f"{count:,} zones as GeoJSON", "tipg", mine, other, "CPU ms")
        keep(f"{count:,} zones as GeoJSON, first time", "tipg", first, other, "CPU ms")

    def point_features(self, count: int) -> None:
        """So many households as GeoJSON, read and written anew each time."""
        ours = f"/api/households.geojson?edition={self.ground.edition}&limit={count}"
        theirs = f"/collections/public.household/items?limit={count}&properties=external_ref&f=geojson"
        for answer in (self.ours.get(ours), self.peer.get(theirs)):
            if len(_json(answer)["features"]) != count:
                raise AssertionError("not as many features as asked for")
        mine, other = [], []
        for _ in range(RUNS):
            mine.append(self.cost_ms(self.ours, self.ours.get, [ours] * 40))
            other.append(self.cost_ms(self.peer, self.peer.get, [theirs] * 10))
        keep(f"{count:,} households as GeoJSON", "tipg", mine, other, "CPU ms")


def points_in(body: bytes) -> int:
    """How many points a tile stands for."""
    layers = mapbox_vector_tile.decode(_plain(body)).values() if body else []
    return sum(f["properties"].get("point_count", 1) for layer in layers for f in layer["features"])


def _plain(body: bytes) -> bytes:
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def _json(body: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_plain(body))
    return found


def plain(url: URL) -> str:
    """A URL as the driver takes it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def with_host(url: URL) -> str:
    """A URL whose socket folder stands where a host does, as the peer wants it."""
    return f"postgresql://{url.username}@{quote(str(url.query['host']), safe='')}/{url.database}"


def our_command(ground: Ground, port: int, home: Path) -> list[str]:
    """How ours is started."""
    return [
        sys.executable,
        "-m",
        "bench.app",
        ground.urls.app.render_as_string(hide_password=False),
        str(port),
        str(home),
    ]


def main() -> None:
    """The promises of the map."""
    with database.cloned("bench") as urls:
        ground = fill(urls, side=45, vertices=76, points=200_000)
        mine, theirs = free_port(), free_port()
        environment = {"DATABASE_URL": with_host(urls.owner), "TIPG_DB_SCHEMAS": '["public"]'}
        peer = [sys.executable, "-m", "uvicorn", "tipg.main:app", "--port", str(theirs), "--log-level", "error"]
        cookie = {"Cookie": f"xunge_session={ground.token}"}
        with (
            serving(our_command(ground, mine, database.cluster().data), mine, headers=cookie) as ours,
            serving(peer, theirs, environment=environment) as tipg,
        ):
            bench = Bench(ground, ours, tipg)
            for layer, zoom in (("zones", 12), ("zones", 14), ("households", 16)):
                bench.hit(layer, zoom)
            for layer, zoom in (("zones", 12), ("zones", 14), ("households", 16)):
                bench.miss(layer, zoom)
            bench.all_points(11)
            bench.features(1000)
            bench.point_features(1000)


if __name__ == "__main__":
    main()
