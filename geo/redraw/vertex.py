"""Single vertices: moved, put in and taken out in every zone that has them."""

from collections.abc import Callable

import numpy as np
import shapely

from geo.plane import Plane
from geo.polygonal import LonLat, Polygonal
from geo.redraw.coverage import Coverage, Redrawn, RedrawRefused, Refusal, settle
from geo.redraw.ring import (
    SAME_DEG,
    Floats,
    edges_of,
    has_vertex,
    is_at,
    is_near,
    nearest_on_edges,
    passes,
    put_vertices,
    rebuild,
)


def move_vertex(coverage: Coverage, from_lonlat: LonLat, to_lonlat: LonLat, *, snap_m: float = 0.0) -> Redrawn:
    """Move a vertex in all zones that have it.

    A target within `snap_m` of another vertex becomes that vertex: the two are merged.
    RedrawRefused: NO_VERTEX, UNSHARED_EDGE (run `node` first), SELF_CROSSING, EMPTIED, OVERLAP.
    """
    codes = _sharing(coverage, from_lonlat)
    target = _snapped(coverage, from_lonlat, to_lonlat, snap_m)
    return _redraw(coverage, codes, lambda xy: np.where(is_at(xy, from_lonlat)[:, None], target, xy))


def delete_vertex(coverage: Coverage, lonlat: LonLat) -> Redrawn:
    """Take a vertex out of all zones that have it; the edges on both sides become one.

    RedrawRefused: NO_VERTEX, UNSHARED_EDGE, JUNCTION where more than two edges meet, so that the zones would fall
    apart, and as `move_vertex`.
    """
    codes = _sharing(coverage, lonlat)
    if _degree([coverage[code] for code in codes], lonlat) > 2:
        raise RedrawRefused(Refusal.JUNCTION, lonlat, codes)
    return _redraw(coverage, codes, lambda xy: xy[~is_at(xy, lonlat)])


def insert_vertex(coverage: Coverage, lonlat: LonLat, *, within_m: float = 1.0) -> Redrawn:
    """Put a vertex on the nearest edge, at its point nearest to the place, in all zones that share the edge.

    RedrawRefused: NO_EDGE where none comes within `within_m`, VERTEX_EXISTS where that point is a vertex already.
    """
    foot = _foot(coverage, lonlat, within_m)
    here = (float(foot[0]), float(foot[1]))
    if any(has_vertex(zone, here) for zone in coverage.values()):
        raise RedrawRefused(Refusal.VERTEX_EXISTS, here)
    return settle(coverage, {code: put_vertices(zone, foot[None]) for code, zone in coverage.items()})


def _sharing(coverage: Coverage, place: LonLat) -> list[str]:
    """The zones that have a vertex, which none may pass by without having it."""
    codes = [code for code, zone in coverage.items() if has_vertex(zone, place)]
    if not codes:
        raise RedrawRefused(Refusal.NO_VERTEX, place)
    loose = [code for code, zone in coverage.items() if code not in codes and passes(zone, place)]
    if loose:
        raise RedrawRefused(Refusal.UNSHARED_EDGE, place, loose)
    return codes


def _redraw(coverage: Coverage, codes: list[str], change: Callable[[Floats], Floats]) -> Redrawn:
    redrawn = {code: rebuild(coverage[code], change) for code in codes}
    return settle(coverage, {code: redrawn.get(code, zone) for code, zone in coverage.items()})


def _snapped(coverage: Coverage, origin: LonLat, target: LonLat, snap_m: float) -> Floats:
    """The target, or the vertex nearest to it within the tolerance that is not the moving one."""
    xy = shapely.get_coordinates(list(coverage.values()))
    xy = xy[~is_at(xy, origin)]
    apart = np.hypot(*Plane(*target).to_metres(xy).T)
    if not len(xy) or apart.min() > snap_m:
        return np.array(target)
    nearest: Floats = xy[apart.argmin()]
    return nearest


def _degree(zones: list[Polygonal], place: LonLat) -> int:
    """How many edges of the coverage meet in a vertex."""
    ends = []
    for start, end in map(edges_of, zones):
        ends += [end[is_at(start, place)], start[is_at(end, place)]]
    return len(np.unique(np.round(np.concatenate(ends) / SAME_DEG), axis=0))


def _foot(coverage: Coverage, place: LonLat, within_m: float) -> Floats:
    plane = Plane(*place)
    margin_deg = within_m / float(plane.metres_per_degree.min())
    best = within_m
    foot: Floats | None = None
    for zone in coverage.values():
        if not is_near(zone, place, margin_deg):
            continue
        start, end = edges_of(zone)
        along, apart = nearest_on_edges(plane.to_metres(start), plane.to_metres(end), (0.0, 0.0))
        edge = int(apart.argmin())
        if apart[edge] < best or (foot is None and apart[edge] == best):
            best = float(apart[edge])
            foot = start[edge] + along[edge] * (end[edge] - start[edge])
    if foot is None:
        raise RedrawRefused(Refusal.NO_EDGE, place)
    return foot
