"""Neighbours: overlaps, gaps and slivers between the zones of one level."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from geo.metric import area_m2, flatten, unflatten

# Below this the crossing of two borders is the rounding of coordinates, not a dispute over land.
NOTHING_M2 = 1.0


@dataclass(frozen=True, slots=True)
class Overlap:
    """Land that two zones claim: their indices, its area in m² and its shape (EPSG:4326)."""

    first: int
    second: int
    area_m2: float
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Gap:
    """Land between zones that none claims: the zones around it, its area in m² and its shape."""

    between: tuple[int, ...]
    area_m2: float
    shape: BaseGeometry


def overlaps(zones: Sequence[BaseGeometry]) -> list[Overlap]:
    """Every pair of zones that shares more than NOTHING_M2, largest first. Zones are valid polygons."""
    shapes = np.asarray(zones, dtype=object)
    first, second = STRtree(shapes).query(shapes, predicate="intersects")
    ahead = first < second
    first, second = first[ahead], second[ahead]
    shared = shapely.intersection(shapes[first], shapes[second])
    found = [
        Overlap(int(i), int(j), area_m2(shape), shape)
        for i, j, shape in zip(first, second, shared, strict=True)
        if shape.area > 0
    ]
    return sorted((o for o in found if o.area_m2 > NOTHING_M2), key=lambda o: (-o.area_m2, o.first, o.second))


def gaps(zones: Sequence[BaseGeometry], width_m: float = 10.0) -> list[Gap]:
    """Holes in the union of the zones, and slivers up to `width_m` wide that open to the outside.

    Slivers are what a morphological closing of the union fills (Serra 1982): widened and narrowed
    again by half the width, on a flat metric scale. Largest first.
    """
    if not len(zones):
        return []
    shapes = np.asarray(zones, dtype=object)
    lat = float(np.mean(shapely.total_bounds(shapes)[[1, 3]]))
    whole = shapely.union_all(shapely.transform(shapes, lambda xy: flatten(xy, lat)))
    filled = shapely.union_all([shapely.Polygon(part.exterior) for part in shapely.get_parts(whole)])
    closed = shapely.buffer(
        shapely.buffer(filled, width_m / 2, join_style="mitre"), -width_m / 2, join_style="mitre"
    )
    missing = shapely.get_parts(shapely.difference(closed, whole))
    tree = STRtree(shapes)
    found = []
    for shape in shapely.transform(missing, lambda xy: unflatten(xy, lat)):
        size = area_m2(shape)
        around = _around(tree, shape, lat)
        if size > NOTHING_M2 and len(around) > 1:
            found.append(Gap(around, size, shape))
    return sorted(found, key=lambda gap: (-gap.area_m2, gap.between))


def _around(tree: STRtree, shape: BaseGeometry, lat: float) -> tuple[int, ...]:
    """The zones within half a metre of a shape."""
    reach = float(unflatten(np.array([[0.0, 0.5]]), lat)[0, 1])
    near: NDArray[np.int64] = tree.query(shape, predicate="dwithin", distance=reach)
    return tuple(sorted(int(i) for i in near))


def duplicates(zones: Sequence[BaseGeometry]) -> list[tuple[int, int]]:
    """Pairs of zones that are one and the same shape: they share all but a thousandth of their area."""
    same = []
    for shared in overlaps(zones):
        larger = max(area_m2(zones[shared.first]), area_m2(zones[shared.second]))
        if shared.area_m2 > 0.999 * larger:
            same.append((shared.first, shared.second))
    return sorted(same)


def best_parents(
    children: Sequence[BaseGeometry], parents: Sequence[BaseGeometry]
) -> list[tuple[int, float]]:
    """For each child the parent that holds most of it, and the share of the child in it (0..1).

    -1 and 0 where no parent touches the child. Shares are of plane areas in degrees, whose
    distortion cancels within one zone.
    """
    outer = np.asarray(parents, dtype=object)
    tree = STRtree(outer)
    best = []
    for child in children:
        near = np.sort(tree.query(child, predicate="intersects"))
        shares = shapely.area(shapely.intersection(outer[near], child)) / child.area
        best.append((int(near[shares.argmax()]), float(shares.max())) if len(near) else (-1, 0.0))
    return best
