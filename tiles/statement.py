"""The one statement that cuts a tile: its text, prepared once, and its values."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from psycopg import sql

from geo.quadkey import FINE_ZOOM, tile_range
from services.geography.drawn import band_of
from tiles.asked import Asked, Tile
from tiles.layer import Layer
from tiles.scope import Seen

EXTENT = 4096
# Below this zoom level points stand together in cells of an eighth of a tile, 64 pixels on the screen.
GATHER_BELOW = 16
GATHER_BITS = 3
# From it on, only points on one pixel do; unless there are more points than these.
PIXEL_BITS = 9
MOST_POINTS = 5000
CROWDED_BITS = 6
CELL_ZOOM = 18


class Plan(NamedTuple):
    """What stands in a statement as a constant, so that the database plans for it."""

    layer: Layer
    everything: bool
    always: bool
    counted: bool
    by_scope: bool
    """Whether the caller's grids decide how it is best read: few grids, but a tile of much ground."""


def plan_of(asked: Asked, caller: Seen) -> Plan:
    """How a tile is read: points of all time at a low zoom level come from their counts by cell."""
    low, always = asked.layer.kind is not None and asked.tile.z < GATHER_BELOW, asked.choice.start is None
    return Plan(
        asked.layer, caller.everything, always,
        counted=low and always, by_scope=low and not always and not caller.everything,
    )  # fmt: skip


@cache
def statement(plan: Plan) -> sql.Composed:
    """The statement of a plan."""
    layer, everything = plan.layer, sql.Literal(plan.everything)
    if layer.kind is None:
        return _text(layer.file).format(everything=everything)
    names = {"kind": sql.Literal(layer.kind), "location": sql.Identifier(f"{layer.kind}_location")}
    chosen = {"everything": everything, "always": sql.Literal(plan.always), **names}
    gathered = _text("counted" if plan.counted else "located").format(**chosen)
    return _text(layer.file).format(gathered=gathered, version=version_statement(layer))


@cache
def version_statement(layer: Layer) -> sql.Composed:
    """The statement of a layer's version: where it is told by place, of one tile's."""
    return _text("version_here" if layer.by_place else "version_of_layer").format(layer=sql.Literal(layer.version))


@cache
def named_statement(plan: Plan) -> bytes:
    """The same, naming the person to row-level security first, so that one trip to the database is enough.

    The name holds for this statement's own transaction. Were the tile ever cut before it is named, nothing at all
    would be seen.
    """
    named = sql.SQL(
        "SELECT cut.version, cut.tile"
        " FROM (SELECT set_config('app.person_id', %(person)s, true) AS said OFFSET 0) person"
        " CROSS JOIN LATERAL ({}) AS cut (version, tile) WHERE person.said IS NOT NULL"
    )
    return named.format(statement(plan)).as_bytes()


def _text(name: str) -> sql.SQL:
    path = Path(__file__).with_name("sql") / f"{name}.sql"
    return sql.SQL(path.read_text(encoding="utf-8"))


def values(asked: Asked, caller: Seen) -> dict[str, Any]:
    """The values of the tile's statement."""
    tile, choice = asked.tile, asked.choice
    scope = {"edition": choice.edition, "grids": None if caller.everything else list(caller.grid_ids)}
    if asked.layer.kind is not None:
        return scope | _point_values(asked)
    return scope | {"z": tile.z, "x": tile.x, "y": tile.y, "band": band_of(tile.z), "level": choice.level}


def place_of(tile: Tile) -> dict[str, int]:
    """The range of quadkeys inside a tile."""
    low, high = tile_range(tile.z, tile.x, tile.y)
    return {"low": low, "high": high}


def _point_values(asked: Asked) -> dict[str, Any]:
    z = asked.tile.z
    width = FINE_ZOOM - z
    gathered = z < GATHER_BELOW
    return place_of(asked.tile) | {
        "start": asked.choice.start, "stop": asked.choice.stop, "most": MOST_POINTS,
        "gather": 2 * (CELL_ZOOM - z - GATHER_BITS) if gathered else 0,
        "fine": width - (GATHER_BITS if gathered else PIXEL_BITS), "coarse": width - CROWDED_BITS,
        "left": float(asked.tile.x << width), "top": float(asked.tile.y << width), "scale": EXTENT / (1 << width),
    }  # fmt: skip
