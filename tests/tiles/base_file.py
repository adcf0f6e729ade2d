"""Base maps as files for the tests: one that GDAL writes, and one that is put together by hand."""

import struct
from pathlib import Path

import geopandas
from shapely import box

from tests import town


def write_lake(path: Path) -> Path:
    """A lake over the town and as far again around it, as vector tiles of zoom 8 to 14, written by GDAL."""
    (west, south), (east, north) = town.at(-400, -400), town.at(800, 500)
    frame = geopandas.GeoDataFrame({"name": ["湖"]}, geometry=[box(west, south, east, north)], crs="EPSG:4326")
    frame.to_file(path, driver="PMTiles", layer="water", MINZOOM=8, MAXZOOM=14, NAME="base", DESCRIPTION="for a test")
    return path


def write_pictures(path: Path) -> Path:
    """Pictures of zoom 0 and 1, nothing packed: the root lists tile 0 and leads to a leaf of tiles 1, 2 and 4.

    Tiles 1 and 2 share their bytes, tile 3 is missing.
    """
    tiles = b"zero" + b"one" + b"four"
    # Number of entries, then steps of tile numbers, runs, lengths, and offsets raised by one (0: behind the last).
    # All below 128, so that each is one byte.
    leaf = bytes([2, 1, 3, 2, 1, 3, 4, 5, 0])
    root = bytes([2, 0, 1, 1, 0, 4, len(leaf), 1, 1])
    about = b'{"attribution": "<a href=\'https://maps.example\'>Maps &amp; Makers</a>"}'
    lengths, offset, places = (len(root), len(about), len(leaf), len(tiles)), 127, []
    for length in lengths:
        places += [offset, length]
        offset += length
    head = struct.pack("<7sB11Q6B4iB2i", b"PMTiles", 3, *places, 4, 3, 3, 1, 1, 1, 2, 0, 1,
                       -1800000000, -850000000, 1800000000, 850000000, 0, 0, 0)  # fmt: skip
    path.write_bytes(head + root + about + leaf + tiles)
    return path
