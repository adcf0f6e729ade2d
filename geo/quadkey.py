"""The order in which tiles divide the world: one number for a point, one range of numbers for a tile."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

ZOOM = 20
# Columns and rows of this level just fit 32-bit numbers; a tile is two centimetres wide.
FINE_ZOOM = 31


def _spread(n: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Put a zero between the bits of numbers below 2^32 (Morton 1966)."""
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        n = (n | (n << np.uint64(shift))) & np.uint64(mask)
    return n


def columns_rows(lon: ArrayLike, lat: ArrayLike, zoom: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Columns and rows of the web-mercator tiles of a zoom level that hold points in degrees."""
    x = np.asarray(lon, float) / 360.0 + 0.5
    phi = np.radians(np.clip(np.asarray(lat, float), -85.05112878, 85.05112878))
    y = 0.5 - np.log(np.tan(np.pi / 4 + phi / 2)) / (2 * np.pi)
    size = 1 << zoom
    column, row = (np.clip(np.floor(n * size), 0, size - 1).astype(np.int64) for n in (x, y))
    return column, row


def quadkeys(lon: ArrayLike, lat: ArrayLike) -> NDArray[np.int64]:
    """Morton codes of the zoom-20 web-mercator tiles that hold points in degrees (40 bits)."""
    column, row = (n.astype(np.uint64) for n in columns_rows(lon, lat, ZOOM))
    return (_spread(column) | (_spread(row) << np.uint64(1))).astype(np.int64)


def tile_range(z: int, x: int, y: int) -> tuple[int, int]:
    """The half-open range of quadkeys inside a tile at zoom 0..20. Raises ValueError for no such tile."""
    if not (0 <= z <= ZOOM and 0 <= x < 1 << z and 0 <= y < 1 << z):
        raise ValueError(f"no tile {z}/{x}/{y}")
    # Binary digits that are read as digits of base four come to lie one place apart.
    code = int(f"{x:b}", 4) | int(f"{y:b}", 4) << 1
    width = 2 * (ZOOM - z)
    return code << width, (code + 1) << width
