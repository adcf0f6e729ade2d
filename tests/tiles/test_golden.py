"""Tiles of the town as text. A change that is meant is blessed by `BLESS=1 pytest tests/tiles/test_golden.py`."""

import json
import os
from pathlib import Path

import mapbox_vector_tile
import pytest

from tests.tiles.conftest import Drawn, cut
from tests.tiles.place import tile_at

GOLDEN = Path(__file__).with_name("golden")


def as_text(body: bytes) -> str:
    """A tile in words: each layer, and each of its features on a line, in an order that is always the same."""
    lines = []
    for name, layer in mapbox_vector_tile.decode(body, default_options={"y_coord_down": True}).items():
        told = [{key: f[key] for key in ("id", "properties", "geometry")} for f in layer["features"]]
        lines += [f"{name} {layer['extent']}", *sorted(json.dumps(f, ensure_ascii=False, sort_keys=True) for f in told)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("layer", "zoom"), [("zones", 12), ("zones", 16), ("labels", 14), ("households", 10),
    ("households", 17)])  # fmt: skip
def test_a_tile_of_the_town_is_as_it_was(drawn_town: Drawn, layer: str, zoom: int) -> None:
    x, y = tile_at(150, 50, zoom)
    (body,) = cut(drawn_town.urls, layer, drawn_town.office, (zoom, x, y))
    path, told = GOLDEN / f"{layer}-{zoom}.txt", as_text(body)
    if os.environ.get("BLESS"):
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")
