"""Making shared edges equal vertex by vertex, where they already run along each other."""

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.redraw.coverage import Coverage, Redrawn
from geo.redraw.ring import SAME_DEG, Floats, edges_of, put_vertices


def node(coverage: Coverage) -> Redrawn:
    """Insert the vertices that a neighbour has on a shared edge, and make vertices equal that differ by rounding.

    Of vertices that are one but for 1e-9°, the first zone's in order of code stays. Nothing else moves, so zones
    that do not quite meet still do not: `geo.snapping` is for those. Zones must be valid.
    """
    order = sorted(coverage)
    places = _one_each(shapely.get_coordinates([coverage[code] for code in order]))
    wanted = _wanted(coverage, order, places)
    made = {code: put_vertices(zone, places[wanted[code]]) for code, zone in coverage.items()}
    changed = tuple(code for code in made if made[code] is not coverage[code])
    return Redrawn(made, changed)


def _one_each(xy: Floats) -> Floats:
    """One place for each group of vertices that are the same but for rounding, the first of its group."""
    _, first = np.unique(xy, axis=0, return_index=True)
    xy = xy[np.sort(first)]
    points = _points(xy)
    here, there = shapely.STRtree(points).query(points, predicate="dwithin", distance=SAME_DEG)
    near = coo_array((np.ones(len(here)), (here, there)), shape=(len(xy), len(xy)))
    _, group = connected_components(near, directed=False)
    _, first = np.unique(group, return_index=True)
    kept: Floats = xy[np.sort(first)]
    return kept


def _wanted(coverage: Coverage, order: list[str], places: Floats) -> dict[str, NDArray[np.int64]]:
    """For each zone the places on its edges that are not exactly its vertices already."""
    tree = shapely.STRtree(_points(places))
    wanted = {}
    for code in order:
        start, end = edges_of(coverage[code])
        lines = shapely.linestrings(np.stack([start, end], axis=1))
        edge, place = tree.query(lines, predicate="dwithin", distance=SAME_DEG)
        there = places[place]
        missing = (there != start[edge]).any(axis=1) & (there != end[edge]).any(axis=1)
        wanted[code] = np.unique(place[missing])
    return wanted


def _points(xy: Floats) -> NDArray[np.object_]:
    return np.asarray(shapely.points(xy), dtype=object)
