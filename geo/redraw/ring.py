"""The vertices of a zone's rings, changed all in one way."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LinearRing, MultiPolygon, Polygon

from geo.polygonal import LonLat, Polygonal, polygons_in, rings_of
from geo.redraw.coverage import RedrawRefused, Refusal

Floats: TypeAlias = NDArray[np.float64]

SAME_DEG = 1e-9
"""Vertices this near in longitude and latitude are one: a tenth of a millimetre."""


def is_at(xy: Floats, place: LonLat) -> NDArray[np.bool_]:
    """Which of the coordinates, shape (n, 2), are the vertex at a place."""
    lon, lat = np.abs(xy - place).T
    same: NDArray[np.bool_] = (lon <= SAME_DEG) & (lat <= SAME_DEG)
    return same


def is_near(zone: Polygonal, place: LonLat, margin_deg: float = SAME_DEG) -> bool:
    """Whether a place lies in a zone's box, widened by a margin: the cheap question before the dear one."""
    west, south, east, north = zone.bounds
    lon, lat = place
    return west - margin_deg <= lon <= east + margin_deg and south - margin_deg <= lat <= north + margin_deg


def has_vertex(zone: Polygonal, place: LonLat) -> bool:
    """Whether a zone has a vertex at a place."""
    return is_near(zone, place) and bool(is_at(shapely.get_coordinates(zone), place).any())


def edges_of(zone: Polygonal) -> tuple[Floats, Floats]:
    """Starts and ends of all edges, shape (n, 2) each, ring by ring."""
    xy, ring = shapely.get_coordinates(list(rings_of(zone)), return_index=True)
    along = ring[1:] == ring[:-1]
    return xy[:-1][along], xy[1:][along]


def nearest_on_edges(start: Floats, end: Floats, place: LonLat) -> tuple[Floats, Floats]:
    """How far along each edge (0..1) a place is nearest, and the distance there, in the coordinates' unit."""
    way = end - start
    length = np.maximum((way**2).sum(axis=1), np.finfo(float).tiny)
    along = np.clip(((place - start) * way).sum(axis=1) / length, 0.0, 1.0)
    return along, np.hypot(*(start + along[:, None] * way - place).T)


def passes(zone: Polygonal, place: LonLat) -> bool:
    """Whether an edge of the zone runs through a place."""
    return is_near(zone, place) and bool((nearest_on_edges(*edges_of(zone), place)[1] <= SAME_DEG).any())


def rebuild(zone: Polygonal, change: Callable[[Floats], Floats]) -> MultiPolygon:
    """A zone with every ring changed; `change` gets and gives open rings, shape (n, 2).

    A hole of fewer than three vertices is gone. RedrawRefused (EMPTIED) where a part would be.
    """
    return MultiPolygon([_rebuild_part(part, change) for part in polygons_in(zone)])


def _rebuild_part(part: Polygon, change: Callable[[Floats], Floats]) -> Polygon:
    shell = _changed(part.exterior, change)
    if len(shell) < 3:
        raise RedrawRefused(Refusal.EMPTIED, (float(shell[0, 0]), float(shell[0, 1])) if len(shell) else None)
    holes = (_changed(hole, change) for hole in part.interiors)
    return Polygon(shell, [hole for hole in holes if len(hole) >= 3])


def _changed(ring: LinearRing, change: Callable[[Floats], Floats]) -> Floats:
    """The open ring after the change, without vertices that repeat the one before."""
    xy = change(shapely.get_coordinates(ring)[:-1])
    fresh: Floats = xy[(xy != np.roll(xy, 1, axis=0)).any(axis=1)]
    return fresh


def put_vertices(zone: Polygonal, places: Floats) -> Polygonal:
    """The zone with a vertex at each of the places, shape (n, 2), that lies on one of its edges.

    A vertex that is there but for rounding takes the bits of the place. The very object where nothing changes.
    """
    box = np.array(zone.bounds)
    inside = (places >= box[:2] - SAME_DEG).all(axis=1) & (places <= box[2:] + SAME_DEG).all(axis=1)
    places = places[inside]
    if not len(places):
        return zone
    made = rebuild(zone, lambda xy: _put_in_ring(xy, places))
    return zone if shapely.equals_exact(MultiPolygon(polygons_in(zone)), made, 0.0) else made


def _put_in_ring(xy: Floats, places: Floats) -> Floats:
    at, along, new = [], [], []
    for place in places:
        here = (float(place[0]), float(place[1]))
        known = is_at(xy, here)
        if known.any():
            xy = np.where(known[:, None], place, xy)
            continue
        share, apart = nearest_on_edges(xy, np.roll(xy, -1, axis=0), here)
        edge = int(apart.argmin())
        if apart[edge] <= SAME_DEG:
            at.append(edge)
            along.append(share[edge])
            new.append(place)
    if not at:
        return xy
    order = np.lexsort((along, at))
    made: Floats = np.insert(xy, np.array(at)[order] + 1, np.array(new)[order], axis=0)
    return made
