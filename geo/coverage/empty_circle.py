"""Parts of a grid where nobody passed: empty circles that hold addresses."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import Voronoi, cKDTree

Floats = NDArray[np.float64]
# In sizes of the land with its passes.
FAR = 4.0


@dataclass(frozen=True, slots=True)
class EmptyCircle:
    """A circle without a pass inside, in a metric frame, and the addresses inside it, the rim not counted."""

    x: float
    y: float
    radius_m: float
    addresses: int


def empty_circles(
    passes: ArrayLike, land: shapely.Geometry, addresses: ArrayLike, most: int = 5, least_m: float = 30.0
) -> list[EmptyCircle]:
    """The circles without a pass that hold most addresses: the fullest first, then those with most of the rest.

    `passes` (n, 2) and `addresses` (m, 2) in metres. Centres lie on `land`: the grid without its parks and waters,
    where there is nothing to visit. Looked at are the circles that can't grow by moving a little (about corners of
    the passes' Voronoi diagram, where its edges leave the land, and about corners of the land: the largest empty
    circle is one of them) and those about each address; each reaches to the nearest pass. Of circles with as many
    addresses the larger comes first. An address counts once, circles below `least_m` not at all.
    Where nobody passed at all the whole of the land is empty, and there is no circle.
    """
    walked, doors = (np.asarray(given, float).reshape(-1, 2) for given in (passes, addresses))
    if not len(walked) or not len(doors) or shapely.is_empty(land):
        return []
    centres = _centres(walked, land, doors)
    radius = np.asarray(cKDTree(walked).query(centres)[0], float)
    wide = radius >= least_m
    centres, radius = centres[wide], radius[wide]
    # The rim belongs to the pass: an address at the same place as a pass is not without one.
    if not len(centres):
        return []
    inside = cKDTree(doors).query_ball_point(centres, radius * (1 - 1e-9))
    held = [frozenset(one) for one in inside]
    x, y, r = centres[:, 0].tolist(), centres[:, 1].tolist(), radius.tolist()
    return [EmptyCircle(x[at], y[at], r[at], new) for at, new in _fullest(held, radius, most)]


def _centres(walked: Floats, land: shapely.Geometry, doors: Floats) -> Floats:
    """Where circles are looked at, from west to east."""
    # Passes within a millimetre are one place.
    apart = np.unique(np.round(walked, 3), axis=0)
    corners, edges = _voronoi(apart, land)
    rim = shapely.boundary(land)
    shapely.prepare(rim)
    leaving = shapely.get_coordinates(shapely.intersection(edges[shapely.intersects(rim, edges)], rim))
    tried = np.concatenate([corners, doors])
    on_land = tried[shapely.intersects_xy(land, tried[:, 0], tried[:, 1])]
    return np.unique(np.concatenate([on_land, leaving, shapely.get_coordinates(rim)]), axis=0)


def _voronoi(sites: Floats, land: shapely.Geometry) -> tuple[Floats, NDArray[np.object_]]:
    """The corners of the Voronoi diagram of some sites and its edges, as far as they matter to the land.

    Four sites so far away that none is nearest to any place on the land close every cell that matters.
    """
    both = np.concatenate([sites, shapely.get_coordinates(land)])
    low, high = both.min(axis=0), both.max(axis=0)
    middle, far = (low + high) / 2, FAR * max(float(np.max(high - low)), 1.0)
    fence = middle + far * np.array([(-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0)])
    # Numbers near nought are told apart best.
    made = Voronoi(np.concatenate([sites, fence]) - middle)
    corners = made.vertices + middle
    ends = np.asarray(made.ridge_vertices)
    return corners, shapely.linestrings(corners[ends[(ends >= 0).all(axis=1)]])


def _fullest(held: list[frozenset[int]], radius: Floats, most: int) -> list[tuple[int, int]]:
    """Circles one after the other, each with most addresses that are in none before, and how many these are."""
    taken: set[int] = set()
    chosen: list[tuple[int, int]] = []
    left = [at for at, doors in enumerate(held) if doors]
    while left and len(chosen) < most:
        new = {at: len(held[at] - taken) for at in left}
        best = max(left, key=lambda at: (new[at], radius[at], -at))
        if not new[best]:
            break
        chosen.append((best, new[best]))
        taken |= held[best]
        left = [at for at in left if new[at] and at != best]
    return chosen
