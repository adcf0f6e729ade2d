"""Where lines of a street net meet without a common node: a graph made of them would have no way through there.

Lines are in EPSG:4326 degrees, longitude before latitude. A node is an end of a line; OGC 06-103r4 calls lines that
meet only in such ends noded.
"""

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from geo.plane import Plane, plane_over

BESIDE_M = 0.1
"""An end this near to another line lies on it: surveys are no finer."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """Two lines, by index, that meet where at least one has no end; degrees.

    `ends` says that one of them ends there, as a side street does; else both go on, as over a bridge.
    """

    first: int
    second: int
    lon: float
    lat: float
    ends: bool


def unnoded(lines: NDArray[np.object_], beside_m: float = BESIDE_M) -> list[Crossing]:
    """Every meeting of two lines without a common node, in the order of their indices."""
    if not len(lines):
        return []
    plane = plane_over(list(lines))
    flat = plane.flatten_all(list(lines))
    found = {(c.first, c.second): c for c in _joins(flat, beside_m)} | {(c.first, c.second): c for c in _crossed(flat)}
    return [_lifted(found[pair], plane) for pair in sorted(found)]


def _crossed(flat: NDArray[np.object_]) -> list[Crossing]:
    first, second = STRtree(flat).query(flat, predicate="crosses")
    ahead = first < second
    first, second = first[ahead], second[ahead]
    places = shapely.get_coordinates(shapely.point_on_surface(shapely.intersection(flat[first], flat[second])))
    return [Crossing(int(i), int(j), float(x), float(y), ends=False)
            for i, j, (x, y) in zip(first, second, places, strict=True)]  # fmt: skip


def _joins(flat: NDArray[np.object_], beside_m: float) -> list[Crossing]:
    """Ends that lie on another line, away from its own ends."""
    points, owner = _ends(flat)
    ends = shapely.get_coordinates(points)
    which, line = STRtree(flat).query(points, predicate="dwithin", distance=beside_m)
    other = owner[which] != line
    which, line = which[other], line[other]
    own: NDArray[np.object_] = np.asarray(shapely.multipoints(points, indices=owner), object)
    inside = shapely.distance(points[which], own[line]) > beside_m
    found = []
    for end, one in zip(which[inside].tolist(), line[inside].tolist(), strict=True):
        first, second = sorted((int(owner[end]), one))
        found.append(Crossing(first, second, float(ends[end, 0]), float(ends[end, 1]), ends=True))
    return found


def _ends(flat: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """The first and last point of each part, a loop's one point too, and the index of their line, in its order."""
    parts, index = shapely.get_parts(flat, return_index=True)
    points = np.concatenate([shapely.get_point(parts, 0), shapely.get_point(parts, -1)])
    owner = np.concatenate([index, index]).astype(np.int64)
    order = np.argsort(owner, kind="stable")
    return points[order], owner[order]


def _lifted(crossing: Crossing, plane: Plane) -> Crossing:
    ((lon, lat),) = plane.to_degrees(np.array([[crossing.lon, crossing.lat]])).tolist()
    return replace(crossing, lon=lon, lat=lat)
