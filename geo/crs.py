"""Coordinate frames: the one that is stored, the shifted ones of Chinese web maps, and any EPSG frame.

Stored is EPSG:4326 (WGS 84). CGCS2000 (EPSG:4490) differs from it by centimetres, far below the
accuracy of any field device, and is taken as equal. Longitude always comes before latitude.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

STORAGE_SRID = 4326
WEB_SRID = 3857

Floats: TypeAlias = NDArray[np.float64]
Pair: TypeAlias = tuple[Floats, Floats]

# Krasovsky 1940, as the common open implementations of the shift have it.
_A = 6378245.0
_EE = 0.00669342162296594323
_BD = np.pi * 3000.0 / 180.0
_CHINA = (73.66, 3.86, 135.05, 53.55)
# The shift is below 0.02 degrees everywhere; a shifted point may lie that far outside the box.
_REACH = 0.02
_STEPS = 30


def in_china(lon: ArrayLike, lat: ArrayLike) -> NDArray[np.bool_]:
    """Whether points lie in the box inside which the shift applies (degrees); NaN does not."""
    x, y = np.asarray(lon, float), np.asarray(lat, float)
    west, south, east, north = _CHINA
    return (x > west) & (x < east) & (y > south) & (y < north)


def _shift(lon: Floats, lat: Floats) -> Pair:
    """How far GCJ-02 moves a point, in degrees, as if all the world were China."""
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    ripple = (20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + ripple
    north += (20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    north += (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + ripple
    east += (20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    east += (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    phi = lat / 180.0 * np.pi
    magic = 1.0 - _EE * np.sin(phi) ** 2
    d_lat = north * 180.0 / ((_A * (1.0 - _EE)) / (magic * np.sqrt(magic)) * np.pi)
    d_lon = east * 180.0 / (_A / np.sqrt(magic) * np.cos(phi) * np.pi)
    return d_lon, d_lat


def wgs84_to_gcj02(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """Shift WGS 84 degrees to GCJ-02; points outside China's box stay as they are."""
    x, y = np.asarray(lon, float), np.asarray(lat, float)
    inside = in_china(x, y)
    d_lon, d_lat = _shift(np.where(inside, x, 105.0), np.where(inside, y, 35.0))
    return np.where(inside, x + d_lon, x), np.where(inside, y + d_lat, y)


def gcj02_to_wgs84(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """Undo `wgs84_to_gcj02` to within a centimetre, in a bounded number of steps.

    At the rim of the box the forward map jumps: a point there is unshifted only if the place that
    it would come from lies inside the box.
    """
    x, y = np.asarray(lon, float), np.asarray(lat, float)
    west, south, east, north = _CHINA
    near = (x > west - _REACH) & (x < east + _REACH) & (y > south - _REACH) & (y < north + _REACH)
    goal_x, goal_y = np.where(near, x, 105.0), np.where(near, y, 35.0)
    from_x, from_y = goal_x, goal_y
    for _ in range(_STEPS):
        d_lon, d_lat = _shift(from_x, from_y)
        from_x, from_y = goal_x - d_lon, goal_y - d_lat
    moved = near & in_china(from_x, from_y)
    return np.where(moved, from_x, x), np.where(moved, from_y, y)


def gcj02_to_bd09(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """Shift GCJ-02 degrees on to BD-09."""
    x, y = np.asarray(lon, float), np.asarray(lat, float)
    z = np.hypot(x, y) + 0.00002 * np.sin(y * _BD)
    theta = np.arctan2(y, x) + 0.000003 * np.cos(x * _BD)
    inside = in_china(x, y)
    return np.where(inside, z * np.cos(theta) + 0.0065, x), np.where(inside, z * np.sin(theta) + 0.006, y)


def bd09_to_gcj02(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """Undo `gcj02_to_bd09` to within a centimetre, which the common closed formula does not."""
    x, y = np.asarray(lon, float), np.asarray(lat, float)
    from_x, from_y = x - 0.0065, y - 0.006
    inside = in_china(from_x, from_y)
    for _ in range(_STEPS):
        there_x, there_y = gcj02_to_bd09(from_x, from_y)
        from_x = np.where(inside, from_x + x - there_x, from_x)
        from_y = np.where(inside, from_y + y - there_y, from_y)
    return np.where(inside, from_x, x), np.where(inside, from_y, y)


def wgs84_to_bd09(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """Shift WGS 84 degrees to BD-09."""
    return gcj02_to_bd09(*wgs84_to_gcj02(lon, lat))


def bd09_to_wgs84(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """Undo `wgs84_to_bd09`."""
    return gcj02_to_wgs84(*bd09_to_gcj02(lon, lat))


@dataclass(frozen=True, slots=True)
class Frame:
    """A coordinate frame that a file may be in: wgs84, gcj02, bd09, or EPSG/WKT by its definition."""

    name: str
    definition: str

    def to_storage(self, x: ArrayLike, y: ArrayLike) -> Pair:
        """Convert eastings/longitudes and northings/latitudes to stored degrees."""
        xs, ys = np.asarray(x, float), np.asarray(y, float)
        if self.definition in _SHIFTED:
            return _SHIFTED[self.definition](xs, ys)
        if self.definition == "wgs84":
            return xs, ys
        lon, lat = _transformer(self.definition).transform(xs, ys)
        return np.asarray(lon, float), np.asarray(lat, float)

    def geometries(self, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
        """Convert geometries to stored degrees."""
        if self.definition == "wgs84":
            return shapes

        def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.column_stack(self.to_storage(xy[:, 0], xy[:, 1]))

        moved: NDArray[np.object_] = shapely.transform(shapes, move)
        return moved


_SHIFTED: dict[str, Callable[[ArrayLike, ArrayLike], Pair]] = {"gcj02": gcj02_to_wgs84, "bd09": bd09_to_wgs84}
WGS84 = Frame("WGS 84", "wgs84")
GCJ02 = Frame("GCJ-02", "gcj02")
BD09 = Frame("BD-09", "bd09")
_NAMED = {"wgs84": WGS84, "gcj02": GCJ02, "bd09": BD09}


@cache
def _transformer(definition: str) -> Transformer:
    return Transformer.from_crs(CRS.from_user_input(definition), CRS.from_epsg(STORAGE_SRID), always_xy=True)


def read_frame(text: str) -> Frame:
    """Read what a person or a file says of its frame: "EPSG:4549", "4490", "gcj02", "bd09", or WKT.

    Raises ValueError where it is no frame on the earth's surface.
    """
    plain = text.strip().lower().replace("-", "").replace("_", "")
    if plain in _NAMED:
        return _NAMED[plain]
    given = f"EPSG:{plain}" if plain.isdigit() else text.strip()
    try:
        crs = CRS.from_user_input(given)
    except CRSError as refused:
        raise ValueError(f"no coordinate frame: {text[:80]}") from refused
    if not (crs.is_geographic or crs.is_projected):
        raise ValueError(f"not a frame on the earth's surface: {text[:80]}")
    if crs.to_epsg(min_confidence=70) in (4326, 4490):
        return WGS84
    return Frame(crs.name, given)
