"""A drawn line against a zone: where it crosses the border, and its stretches inside."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely import LineString, Point

from geo.plane import Plane
from geo.polygonal import LonLat, Polygonal
from geo.redraw.coverage import RedrawRefused, Refusal
from geo.redraw.ring import SAME_DEG, edges_of, nearest_on_edges


@dataclass(frozen=True, slots=True)
class Hit:
    """A crossing: how far along the line (degrees), and the place on the border that stands for it."""

    along: float
    place: LonLat


def crossings(zone: Polygonal, line: LineString, snap_m: float) -> list[Hit]:
    """Where a line meets a zone's border, in order along the line.

    An end of the line that stops inside the zone within `snap_m` of the border counts as reaching it. A crossing
    within `snap_m` of a vertex is that vertex. RedrawRefused (NOT_CROSSING) where an end stops deeper inside.
    """
    meeting = shapely.intersection(line, zone.boundary)
    places = {(float(x), float(y)) for x, y in shapely.get_coordinates(meeting)}
    hits = [Hit(line.project(Point(place)), _to_vertex(zone, place, snap_m)) for place in places]
    ends = [(0.0, line.coords[0][:2]), (line.length, line.coords[-1][:2])]
    for along, (x, y) in ends:
        if zone.contains(Point(x, y)):
            hits.append(Hit(along, _to_vertex(zone, _reach(zone, (x, y), snap_m), snap_m)))
    return _distinct(sorted(hits, key=lambda hit: hit.along))


def paths_inside(zone: Polygonal, line: LineString, hits: Sequence[Hit]) -> list[LineString]:
    """The stretches of a line between crossings that run through the inside of a zone, ends on its vertices."""
    stations = [line.project(Point(xy)) for xy in line.coords]
    paths = []
    for here, there in pairwise(hits):
        between = [
            xy[:2]
            for xy, along in zip(line.coords, stations, strict=True)
            if here.along + SAME_DEG < along < there.along - SAME_DEG
        ]
        path = LineString([here.place, *between, there.place])
        middle = path.interpolate(0.5, normalized=True)
        if zone.contains(middle) and zone.boundary.distance(middle) > SAME_DEG:
            paths.append(path)
    return paths


def _distinct(hits: Sequence[Hit]) -> list[Hit]:
    """Crossings that follow each other at one place are one."""
    return [hit for i, hit in enumerate(hits) if i == 0 or hit.place != hits[i - 1].place]


def _to_vertex(zone: Polygonal, place: LonLat, snap_m: float) -> LonLat:
    xy = shapely.get_coordinates(zone)
    apart = np.hypot(*Plane(*place).to_metres(xy).T)
    nearest = xy[apart.argmin()]
    return (float(nearest[0]), float(nearest[1])) if apart.min() <= snap_m else place


def _reach(zone: Polygonal, place: LonLat, snap_m: float) -> LonLat:
    """The nearest place on the border, if it is near enough."""
    plane = Plane(*place)
    start, end = edges_of(zone)
    along, apart = nearest_on_edges(plane.to_metres(start), plane.to_metres(end), (0.0, 0.0))
    edge = int(apart.argmin())
    if apart[edge] > snap_m:
        raise RedrawRefused(Refusal.NOT_CROSSING, place)
    foot = start[edge] + along[edge] * (end[edge] - start[edge])
    return float(foot[0]), float(foot[1])
