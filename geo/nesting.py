"""Parents and children: which zone of the level above a zone lies in, and a parent's outline from its children.

Zones are valid polygons or multipolygons in EPSG:4326, named by their index.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, STRtree
from shapely.geometry.base import BaseGeometry

from geo.metric import area_m2
from geo.polygonal import Polygonal, multipolygon

NO_PARENT = -1


@dataclass(frozen=True, slots=True)
class Nested:
    """A child in its parents: shares of the child's area (0..1), parents by index or -1.

    `stated_share` and `outside_m2` speak of the stated parent, or of the best one where none was stated.
    """

    stated: int
    stated_share: float
    best: int
    best_share: float
    outside_m2: float

    @property
    def parent(self) -> int:
        """The stated parent, or the best one where none was stated."""
        return self.best if self.stated == NO_PARENT else self.stated


def nest(
    children: Sequence[BaseGeometry],
    parents: Sequence[BaseGeometry],
    stated: Sequence[int | None] | None = None,
) -> list[Nested]:
    """How each child lies in its stated parent, and which parent would hold most of it.

    Without `stated`, or where it is None, the parent is derived: the one with most of the child's area, the first
    of equals. A child that meets no parent has -1, share 0 and lies outside wholly.
    ValueError where the lengths differ, IndexError where a stated parent is not there.
    """
    wanted = [None] * len(children) if stated is None else list(stated)
    if len(wanted) != len(children):
        raise ValueError(f"{len(wanted)} stated parents for {len(children)} children")
    if any(one is not None and not 0 <= one < len(parents) for one in wanted):
        raise IndexError("a stated parent is not among the parents")
    shares = _shares(children, parents)
    return [_nested(child, held, given) for child, held, given in zip(children, shares, wanted, strict=True)]


def best_parents(children: Sequence[BaseGeometry], parents: Sequence[BaseGeometry]) -> list[tuple[int, float]]:
    """For each child the parent that holds most of it, and the share of the child in it (0..1).

    -1 and 0 where no parent holds any of the child.
    """
    return [_best(held) for held in _shares(children, parents)]


def union_of(children: Sequence[Polygonal]) -> MultiPolygon:
    """A parent's outline: every vertex of it is a vertex of its children, bit for bit, where they share edges.

    Children that form a valid coverage are dissolved by dropping what they share (GEOS coverage union); others
    are overlaid, which adds a vertex wherever two borders cross.
    """
    shapes = np.asarray(children, dtype=object)
    if shapely.coverage_is_valid(shapes):
        return multipolygon(shapely.coverage_union_all(shapes))
    return multipolygon(shapely.union_all(shapes))


def _shares(children: Sequence[BaseGeometry], parents: Sequence[BaseGeometry]) -> list[dict[int, float]]:
    """For each child, the share of its area in every parent that holds some of it.

    Shares are of plane areas in degrees: the distortion is the same above and below the line, as far as the
    child is small; within a child of 10 km it is below a thousandth.
    """
    inner, outer = np.asarray(children, dtype=object), np.asarray(parents, dtype=object)
    held: list[dict[int, float]] = [{} for _ in range(len(inner))]
    if not len(inner) or not len(outer):
        return held
    child, parent = STRtree(outer).query(inner)
    for c, p, area in zip(child, parent, _common(inner[child], outer[parent]), strict=True):
        if area > 0:
            held[c][int(p)] = min(float(area / inner[c].area), 1.0)
    return held


def _common(inner: NDArray[np.object_], outer: NDArray[np.object_]) -> NDArray[np.float64]:
    """Areas that pairs have in common; most children lie wholly inside, which is cheap to see."""
    shapely.prepare(outer)
    areas: NDArray[np.float64] = shapely.area(inner)
    across = ~shapely.contains_properly(outer, inner)
    areas[across] = shapely.area(shapely.intersection(inner[across], outer[across]))
    return areas


def _best(held: dict[int, float]) -> tuple[int, float]:
    return max(held.items(), key=lambda one: (one[1], -one[0]), default=(NO_PARENT, 0.0))


def _nested(child: BaseGeometry, held: dict[int, float], given: int | None) -> Nested:
    best, best_share = _best(held)
    share = best_share if given is None else held.get(given, 0.0)
    stated = NO_PARENT if given is None else given
    return Nested(stated, share, best, best_share, (1 - share) * area_m2(child))
