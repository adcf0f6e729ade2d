"""Coordinate frames: the one that is stored, the shifted ones of Chinese web maps, and any EPSG frame.

Stored is EPSG:4326 (WGS 84). CGCS2000 (EPSG:4490) is taken as equal: its ellipsoid has the same axis, a
flattening that moves a point by a tenth of a millimetre, and both follow the same terrestrial frame, a few
decimetres apart for the drift of the continent since 2000, below the accuracy of any field device.
Longitude always comes before latitude.

GCJ-02 and BD-09 are the shifts of Chinese web maps. They are not published; here stand the formulas of the
common open implementations (coordtransform, gcoord), with their answers inside China. Beyond coordtransform's
box around China nothing moves. Those implementations undo a shift in a way that is metres off; here it is
undone by steps that each leave less than a thirtieth of the error.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

STORAGE_SRID = 4326
WEB_SRID = 3857

Floats: TypeAlias = NDArray[np.float64]
Pair: TypeAlias = tuple[Floats, Floats]
Shift: TypeAlias = Callable[[Floats, Floats], Pair]

# Krasovsky 1940, as the common open implementations of the shift have it.
_A = 6378245.0
_EE = 0.00669342162296594323
_WGS84_A = 6378137.0
_BD = np.pi * 3000.0 / 180.0
_CHINA = (73.66, 3.86, 135.05, 53.55)
# Each shift stays below this everywhere in the box, in degrees: so far outside a shifted point may lie.
_REACH = 0.02
# Steps back stop when none moves further than this (a ten-thousandth of a millimetre), and at this number:
# the shifts change by less than 0.03 of a distance, and 0.03 ** 9 of a kilometre is nothing.
_STILL = 1e-12
_STEPS = 9
# What comes back to the rim of the box may come back so far outside it (a tenth of a millimetre).
_GRAIN = 1e-9
# Stands in where a formula has no meaning.
_MIDDLE = (105.0, 35.0)


def in_china(lon: ArrayLike, lat: ArrayLike, margin: float = 0.0) -> NDArray[np.bool_]:
    """Whether points lie in the box inside which the shift applies, widened by a margin (degrees); NaN does not."""
    x, y = np.asarray(lon, float), np.asarray(lat, float)
    west, south, east, north = _CHINA
    return (x > west - margin) & (x < east + margin) & (y > south - margin) & (y < north + margin)


def _gcj02(lon: Floats, lat: Floats) -> Pair:
    """GCJ-02 of WGS 84 degrees, as if all the world were China."""
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
    return lon + d_lon, lat + d_lat


def _bd09(lon: Floats, lat: Floats) -> Pair:
    """BD-09 of GCJ-02 degrees, as if all the world were China."""
    z = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BD)
    theta = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BD)
    return z * np.cos(theta) + 0.0065, z * np.sin(theta) + 0.006


def _forward(shift: Shift, lon: ArrayLike, lat: ArrayLike) -> Pair:
    x, y = np.asarray(lon, float), np.asarray(lat, float)
    inside = in_china(x, y)
    there_x, there_y = shift(np.where(inside, x, _MIDDLE[0]), np.where(inside, y, _MIDDLE[1]))
    return np.where(inside, there_x, x), np.where(inside, there_y, y)


def _backward(shift: Shift, lon: ArrayLike, lat: ArrayLike) -> Pair:
    """The places in the box that `shift` brings here; where there are none, the places themselves."""
    x, y = np.asarray(lon, float), np.asarray(lat, float)
    near = in_china(x, y, _REACH)
    goal_x, goal_y = np.where(near, x, _MIDDLE[0]), np.where(near, y, _MIDDLE[1])
    from_x, from_y = goal_x, goal_y
    for _ in range(_STEPS):
        there_x, there_y = shift(from_x, from_y)
        off_x, off_y = goal_x - there_x, goal_y - there_y
        from_x, from_y = from_x + off_x, from_y + off_y
        if max(np.abs(off_x).max(initial=0.0), np.abs(off_y).max(initial=0.0)) < _STILL:
            break
    moved = near & in_china(from_x, from_y, _GRAIN)
    return np.where(moved, from_x, x), np.where(moved, from_y, y)


def wgs84_to_gcj02(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """Shift WGS 84 degrees to GCJ-02; points outside China's box stay as they are, and what is not finite."""
    return _forward(_gcj02, lon, lat)


def gcj02_to_wgs84(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """Undo `wgs84_to_gcj02` to within a centimetre, in a bounded number of steps.

    At the rim of the box the forward map jumps by some hundred metres. A point there is taken as shifted if
    the place that it would come from lies inside the box, else as never shifted; so every shifted point
    comes back, and an unshifted one within a kilometre outside the rim may be moved.
    """
    return _backward(_gcj02, lon, lat)


def gcj02_to_bd09(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """Shift GCJ-02 degrees on to BD-09; points outside China's box stay as they are, and what is not finite."""
    return _forward(_bd09, lon, lat)


def bd09_to_gcj02(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """Undo `gcj02_to_bd09` to within a centimetre; at the rim as `gcj02_to_wgs84`."""
    return _backward(_bd09, lon, lat)


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

    @property
    def kind(self) -> Literal["stored", "shifted", "other"]:
        """How it is converted: not at all, by undoing a shift, or by PROJ."""
        if self.definition == "wgs84":
            return "stored"
        return "shifted" if self.definition in _SHIFTED else "other"

    def to_storage(self, x: ArrayLike, y: ArrayLike) -> Pair:
        """Convert eastings/longitudes and northings/latitudes to stored degrees.

        What lies where the frame has no meaning comes back as infinity.
        """
        xs, ys = np.asarray(x, float), np.asarray(y, float)
        if self.kind == "stored":
            return xs, ys
        if self.kind == "shifted":
            return _SHIFTED[self.definition](xs, ys)
        lon, lat = _transformer(self.definition).transform(xs, ys)
        return np.asarray(lon, float), np.asarray(lat, float)

    def geometries(self, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
        """Convert geometries to stored degrees; heights are left behind."""
        if self.kind == "stored":
            return shapes

        def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.column_stack(self.to_storage(xy[:, 0], xy[:, 1]))

        moved: NDArray[np.object_] = shapely.transform(shapes, move)
        return moved


_SHIFTED: dict[str, Callable[[ArrayLike, ArrayLike], Pair]] = {"gcj02": gcj02_to_wgs84, "bd09": bd09_to_wgs84}
WGS84 = Frame("WGS 84", "wgs84")
GCJ02 = Frame("GCJ-02", "gcj02")
BD09 = Frame("BD-09", "bd09")
_NAMED = {"wgs84": WGS84, "cgcs2000": WGS84, "gcj02": GCJ02, "bd09": BD09, "bd09ll": BD09}
_TAKEN_AS_STORED = {STORAGE_SRID, 4490}


@cache
def _transformer(definition: str) -> Transformer:
    return Transformer.from_crs(CRS.from_user_input(definition), CRS.from_epsg(STORAGE_SRID), always_xy=True)


def in_web_mercator(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Geometries in degrees as EPSG:3857 (m on the equator), the frame that tiles are cut in; never measured in."""

    def project(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack([np.radians(xy[:, 0]), np.arctanh(np.sin(np.radians(xy[:, 1])))]) * _WGS84_A

    projected: NDArray[np.object_] = shapely.transform(shapes, project)
    return projected


def read_frame(text: str) -> Frame:
    """Read what a person or a file says of its frame: "EPSG:4549", "4490", "gcj02", "bd09", or WKT.

    Raises ValueError where it is no frame of longitudes and latitudes or of a map of the earth.
    """
    plain = "".join(letter for letter in text.lower() if letter.isalnum())
    if plain in _NAMED:
        return _NAMED[plain]
    given = f"EPSG:{plain}" if plain.isdigit() else text.strip()
    try:
        crs = CRS.from_user_input(given)
    except CRSError as refused:
        raise ValueError(f"no coordinate frame: {text[:80]}") from refused
    if not (crs.is_geographic or crs.is_projected) or not _is_of_earth(crs):
        raise ValueError(f"not a frame on the earth's surface: {text[:80]}")
    return WGS84 if _is_stored(crs) else Frame(crs.name, given)


def _is_of_earth(crs: CRS) -> bool:
    return crs.ellipsoid is not None and abs(crs.ellipsoid.semi_major_metre - _A) < 100_000.0


def _is_stored(crs: CRS) -> bool:
    """Whether it is WGS 84 or CGCS2000 in degrees, in any order of axes, with or without heights."""
    if not crs.is_geographic:
        return False
    codes = {each.to_epsg(min_confidence=70) for each in (crs, crs.to_2d())}
    return bool(codes & _TAKEN_AS_STORED) or crs.to_authority() == ("OGC", "CRS84")
