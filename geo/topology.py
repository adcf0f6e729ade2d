"""Neighbours: overlaps, gaps and slivers between the zones of one level.

Zones are valid polygons or multipolygons in EPSG:4326; what is found names them by their index, comes largest
first and does not depend on anything but the zones and their order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, STRtree
from shapely.geometry.base import BaseGeometry

from geo.metric import area_m2
from geo.plane import Plane, plane_over
from geo.polygonal import multipolygon

# Below this the crossing of two borders is the rounding of coordinates, not a dispute over land.
NOTHING_M2 = 1.0
# Zones this near to a gap stand around it.
_BESIDE_M = 0.5
# Closing leaves notches of more than 2·asin(1 / 10) = 11.5° as they are: a corner of the rim is no sliver.
_MITRE = 10.0
# A sliver is this many times as long as wide; what closing leaves in a sharper notch is not.
_SLENDER = 20.0


@dataclass(frozen=True, slots=True)
class Overlap:
    """Land that two zones claim: their indices, its area in m² and its shape (EPSG:4326)."""

    first: int
    second: int
    area_m2: float
    shape: MultiPolygon


@dataclass(frozen=True, slots=True)
class Gap:
    """Land between zones that none claims: the zones around it, its area in m² and its shape.

    `sliver` where it is nowhere wider than the width asked for: borders that do not quite meet. A gap that is
    no sliver may well be meant, as a lake is.
    """

    between: tuple[int, ...]
    area_m2: float
    shape: MultiPolygon
    sliver: bool


def overlaps(zones: Sequence[BaseGeometry], *, least_m2: float = NOTHING_M2) -> list[Overlap]:
    """Every pair of zones that shares more than `least_m2`, largest first."""
    shapes = np.asarray(zones, dtype=object)
    first, second = _meeting(shapes)
    shared = shapely.intersection(shapes[first], shapes[second])
    some = shapely.area(shared) > 0
    found = [
        Overlap(int(i), int(j), area_m2(land), land)
        for i, j, land in zip(first[some], second[some], map(multipolygon, shared[some]), strict=True)
    ]
    return sorted((o for o in found if o.area_m2 > least_m2), key=lambda o: (-o.area_m2, o.first, o.second))


def gaps(zones: Sequence[BaseGeometry], width_m: float = 10.0, *, least_m2: float = NOTHING_M2) -> list[Gap]:
    """Holes in the union of the zones, and slivers up to `width_m` wide that open to the outside.

    Slivers are what a morphological closing of the union fills (Serra 1982): widened and narrowed again by half
    the width, in a metric plane. Holes inside a single zone are its own affair and left out.
    """
    if not len(zones):
        return []
    plane = plane_over(zones)
    flat = plane.flatten_all(zones)
    whole = shapely.union_all(flat)
    filled = shapely.union_all([shapely.Polygon(part.exterior) for part in shapely.get_parts(whole)])
    holes = shapely.get_parts(shapely.difference(filled, whole))
    wider = shapely.buffer(filled, width_m / 2, join_style="mitre", mitre_limit=_MITRE)
    closed = shapely.buffer(wider, -width_m / 2, join_style="mitre", mitre_limit=_MITRE)
    open_ones = [one for one in shapely.get_parts(shapely.difference(closed, filled)) if _is_slender(one)]
    tree = STRtree(flat)
    found = [_gap(one, plane, tree, width_m) for one in [*holes, *open_ones]]
    kept = (gap for gap in found if gap.area_m2 > least_m2 and len(gap.between) > 1)
    return sorted(kept, key=lambda gap: (-gap.area_m2, gap.between))


def duplicates(zones: Sequence[BaseGeometry], tolerance_m: float = 1.0) -> list[tuple[int, int]]:
    """Pairs of zones that are one and the same shape: nowhere do their borders part by more than the tolerance.

    Measured as the discrete Hausdorff distance of the borders.
    """
    if not len(zones):
        return []
    flat = plane_over(zones).flatten_all(zones)
    first, second = _meeting(flat)
    box = shapely.bounds(flat)
    alike = (np.abs(box[first] - box[second]) <= tolerance_m).all(axis=1)
    first, second = first[alike], second[alike]
    border = shapely.boundary(flat)
    apart = shapely.hausdorff_distance(border[first], border[second])
    return sorted(zip(*(side[apart <= tolerance_m].tolist() for side in (first, second)), strict=True))


def multiparts(zones: Sequence[BaseGeometry]) -> list[tuple[int, int]]:
    """Zones of more than one part: index and number of parts, most parts first."""
    parts = shapely.get_num_geometries(np.asarray(zones, dtype=object)).tolist()
    return sorted(((i, n) for i, n in enumerate(parts) if n > 1), key=lambda one: (-one[1], one[0]))


def _meeting(shapes: NDArray[np.object_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of shapes whose boxes meet, each once, the smaller index first."""
    if not len(shapes):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    first, second = STRtree(shapes).query(shapes)
    ahead = first < second
    pairs = np.unique(np.column_stack([first[ahead], second[ahead]]), axis=0)
    return pairs[:, 0], pairs[:, 1]


def _is_slender(shape: BaseGeometry) -> bool:
    """Whether a shape is much longer than it is wide: half its rim against its area over that length."""
    length = shape.length / 2
    return length * length > _SLENDER * shape.area


def _gap(flat: BaseGeometry, plane: Plane, tree: STRtree, width_m: float) -> Gap:
    near: NDArray[np.int64] = tree.query(flat, predicate="dwithin", distance=_BESIDE_M)
    # A hair wider than asked for, so that a gap of exactly this width is a sliver.
    sliver = flat.buffer(-0.5001 * width_m).is_empty
    shape = plane.lift(flat)
    return Gap(tuple(sorted(near.tolist())), area_m2(shape), multipolygon(shape), sliver)
