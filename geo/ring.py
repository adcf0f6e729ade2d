"""Rings as files write them: closed or not, with too few points or not, made into polygons."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from geo.validity import Change, ChangeKind

Ring: TypeAlias = Sequence[Sequence[float]]


def read_parts(parts: Sequence[Sequence[Ring]]) -> tuple[MultiPolygon, tuple[Change, ...]]:
    """Polygons from the nested coordinates of a GeoJSON MultiPolygon: parts, rings, positions.

    An open ring is closed, a ring of fewer than three different points is left out, and both are said.
    A third and fourth number of a position is not read. The result may still be invalid: `repair` follows.
    ValueError where a position has fewer than two numbers.
    """
    changes: list[Change] = []
    polygons = []
    for rings in parts:
        read = [_read_ring(ring, changes) for ring in rings]
        if read and read[0] is not None:
            polygons.append(Polygon(read[0], [hole for hole in read[1:] if hole is not None]))
    return MultiPolygon(polygons), tuple(changes)


def _read_ring(ring: Ring, changes: list[Change]) -> NDArray[np.float64] | None:
    if any(len(position) < 2 for position in ring):
        raise ValueError("a position of a ring needs a longitude and a latitude")
    xy = np.array([position[:2] for position in ring], dtype=float).reshape(-1, 2)
    place = (float(xy[0, 0]), float(xy[0, 1])) if len(xy) else (float("nan"), float("nan"))
    if len(np.unique(xy, axis=0)) < 3:
        changes.append(Change(ChangeKind.SHORT_RING, *place))
        return None
    if (xy[0] != xy[-1]).any():
        changes.append(Change(ChangeKind.UNCLOSED_RING, *place))
        return np.vstack([xy, xy[:1]])
    return xy
