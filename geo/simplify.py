"""Generalised copies of a coverage for small scales.

Borders that neighbours share stay shared: the simplification is GEOS's coverage simplifier, which applies
Visvalingam & Whyatt (1993, DOI 10.1179/000870493786962263) to each border once. It removes the vertex whose triangle
with its two neighbours is smallest, as long as that is smaller than the square of the tolerance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, radians

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.plane import plane_over
from geo.polygonal import Polygonal
from geo.snapping import snap_coverage

_EQUATOR_M = 2 * pi * 6378137.0
# A vector tile of the web map is drawn 512 pixels wide.
_TILE_PX = 512
# Borders this near count as one where a coverage has to be mended before it is simplified.
_MEND_M = 0.5


@dataclass(frozen=True, slots=True)
class Simplified:
    """Zones in the order given; `shared` says whether neighbours share their borders vertex by vertex."""

    zones: tuple[Polygonal, ...]
    shared: bool


def pixel_m(zoom: float, lat: float) -> float:
    """The width of a pixel on the ground (m) at a zoom level of 512-pixel tiles in web mercator."""
    return _EQUATOR_M * cos(radians(lat)) / (_TILE_PX * 2**zoom)


def simplify_coverage(zones: Sequence[Polygonal], tolerance_m: float) -> Simplified:
    """Zones without the vertices whose triangle is smaller than `tolerance_m` squared (m²).

    Zones that do not quite meet are snapped first, by half a metre or the tolerance, whichever is less, and gaps up
    to the tolerance wide close. Where even that makes no coverage, each zone is simplified by itself and `shared`
    is False. Zones are valid polygons in EPSG:4326; none vanishes, and none turns invalid.
    """
    if not len(zones) or tolerance_m <= 0:
        return Simplified(tuple(zones), bool(shapely.coverage_is_valid(np.array(zones, dtype=object))))
    mended = _mended(zones, tolerance_m)
    plane = plane_over(zones)
    flat = plane.flatten_all(mended)
    simple = shapely.coverage_simplify(flat, tolerance_m)
    if not (shapely.coverage_is_valid(flat) and shapely.is_valid(simple).all()):
        simple = shapely.simplify(plane.flatten_all(zones), tolerance_m, preserve_topology=True)
    made = plane.lift_polygons(simple, [*zones, *mended])
    return Simplified(made, bool(shapely.coverage_is_valid(np.array(made, dtype=object))))


def simplify_for_zooms(
    zones: Sequence[Polygonal], zooms: Sequence[int], *, pixels: float = 1.0
) -> Mapping[int, Simplified]:
    """A copy for each zoom level in which no detail smaller than so many pixels is left."""
    if not len(zones):
        return {zoom: Simplified((), True) for zoom in zooms}
    lat = plane_over(zones).lat
    return {zoom: simplify_coverage(zones, pixels * pixel_m(zoom, lat)) for zoom in zooms}


def _mended(zones: Sequence[Polygonal], tolerance_m: float) -> Sequence[Polygonal]:
    """The zones as a coverage, where snapping makes one and loses none."""
    shapes: NDArray[np.object_] = np.array(zones, dtype=object)
    if shapely.coverage_is_valid(shapes):
        return zones
    snapped = snap_coverage(zones, min(_MEND_M, tolerance_m), gap_width_m=tolerance_m)
    return snapped.zones if snapped.valid and not snapped.lost else zones
