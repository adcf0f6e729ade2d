"""Where the small town of the tests lies among tiles, worked out without the code under test."""

from math import asinh, pi, radians, tan

import mapbox_vector_tile

from tests import town


def tile_at(x_m: float, y_m: float, zoom: int) -> tuple[int, int]:
    """Column and row of the tile that holds a place in the town."""
    lon, lat = town.at(x_m, y_m)
    return int((lon + 180) / 360 * 2**zoom), int((1 - asinh(tan(radians(lat))) / pi) / 2 * 2**zoom)


def features(body: bytes) -> list[dict[str, object]]:
    """The properties of the features of a tile of one layer, with `at`, their place in the tile (4096 across)."""
    layers = list(mapbox_vector_tile.decode(body, default_options={"y_coord_down": True}).values()) if body else []
    found = [f for layer in layers for f in layer["features"]]
    return [{**f["properties"], "id": f.get("id"), "at": f["geometry"]["coordinates"]} for f in found]


def points(body: bytes) -> int:
    """How many points a tile of points stands for."""
    return sum(int(str(f.get("point_count", 1))) for f in features(body))
