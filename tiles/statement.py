"""The one statement that cuts a tile: its text, prepared once, and its values."""

from functools import cache
from pathlib import Path
from typing import Any

from psycopg import sql

from geo.quadkey import FINE_ZOOM, tile_range
from services.geography.drawn import band_of
from tiles.asked import Asked
from tiles.layer import Layer
from tiles.scope import Seen

EXTENT = 4096
# Below this zoom level points stand together in cells of an eighth of a tile, 64 pixels on the screen.
GATHER_BELOW = 16
GATHER_BITS = 3
# From it on, only points on one pixel do; unless more features would be left than these.
PIXEL_BITS = 9
MOST_FEATURES = 5000
CROWDED_BITS = 6
CELL_ZOOM = 18


@cache
def _text(name: str) -> str:
    path = Path(__file__).with_name("sql") / f"{name}.sql"
    return path.read_text(encoding="utf-8")


@cache
def statement(layer: Layer, *, counted: bool) -> sql.SQL | sql.Composed:
    """The layer's statement; `counted` reads points from their counts by cell."""
    if layer.kind is None:
        return sql.SQL(_text(layer.file))
    names = {"kind": sql.Literal(layer.kind), "layer": sql.Literal(layer.version)}
    location = sql.Identifier(f"{layer.kind}_location")
    return sql.SQL(_text("cells" if counted else layer.file)).format(location=location, **names)


@cache
def named_statement(layer: Layer, *, counted: bool) -> sql.Composed:
    """The same, naming the person to row-level security first, so that one trip to the database is enough.

    The name holds for this statement's own transaction. Were the tile ever cut before it is named, nothing at all
    would be seen.
    """
    return sql.SQL(
        "SELECT cut.version, cut.tile"
        " FROM (SELECT set_config('app.person_id', %(person)s, true) AS said OFFSET 0) person"
        " CROSS JOIN LATERAL ({}) AS cut (version, tile) WHERE person.said IS NOT NULL"
    ).format(statement(layer, counted=counted))


def is_counted(asked: Asked) -> bool:
    """Whether the tile can be drawn from the counts by cell: points of all time, at a low zoom level."""
    return asked.layer.kind is not None and asked.tile.z < GATHER_BELOW and asked.choice.start is None


def values(asked: Asked, seen: Seen) -> dict[str, Any]:
    """The values of the tile's statement."""
    tile, choice = asked.tile, asked.choice
    scope: dict[str, Any] = {"everything": seen.everything, "grids": list(seen.grid_ids), "edition": choice.edition}
    if asked.layer.kind is not None:
        return scope | _point_values(asked)
    return scope | {"z": tile.z, "x": tile.x, "y": tile.y, "band": band_of(tile.z), "level": choice.level}


def _point_values(asked: Asked) -> dict[str, Any]:
    z = asked.tile.z
    low, high = tile_range(z, asked.tile.x, asked.tile.y)
    width = FINE_ZOOM - z
    gathered = z < GATHER_BELOW
    return {
        "low": low, "high": high, "start": asked.choice.start, "stop": asked.choice.stop, "most": MOST_FEATURES,
        "gather": 2 * (CELL_ZOOM - z - GATHER_BITS) if gathered else 0,
        "fine": width - (GATHER_BITS if gathered else PIXEL_BITS), "coarse": width - CROWDED_BITS,
        "left": float(asked.tile.x << width), "top": float(asked.tile.y << width), "scale": EXTENT / (1 << width),
    }  # fmt: skip
