"""Making neighbours share their edges: near borders become one border, slivers and small overlaps close.

The work is done by GEOS's CoverageCleaner in a metric plane; vertices that need not move keep their very bits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

# The stubs of shapely end at 2.1; coverage_clean came with 2.2 and GEOS 3.14.
from shapely import coverage_clean  # type: ignore[attr-defined]

from geo.metric import area_m2
from geo.plane import plane_over
from geo.polygonal import Polygonal, multipolygon
from geo.topology import gaps

# Two pictures of one vertex in the plane differ by nanometres; land narrower than this did not move.
_NOTHING_M = 1e-6


@dataclass(frozen=True, slots=True)
class Snapped:
    """Zones after snapping, in the order given, and what it cost.

    `moved_m`: width of the widest land that each zone won or lost (m), which is how far its border moved aside; 0
    for a zone that is the very object given.
    `grown_m2`: by how much each zone's area grew (m², negative where it shrank).
    `lost`: zones of which nothing is left, because others cover them or they are smaller than the tolerance.
    `valid`: whether the result is a coverage: no overlap, and shared edges equal vertex by vertex.
    """

    zones: tuple[Polygonal, ...]
    moved_m: tuple[float, ...]
    grown_m2: tuple[float, ...]
    lost: tuple[int, ...]
    valid: bool

    @property
    def furthest_m(self) -> float:
        """The furthest that any border moved, in metres."""
        return max(self.moved_m, default=0.0)


def snap_coverage(zones: Sequence[Polygonal], tolerance_m: float, *, gap_width_m: float | None = None) -> Snapped:
    """Zones that share their edges vertex by vertex, from zones that nearly do.

    Vertices within `tolerance_m` of a border are snapped to it. Gaps up to `gap_width_m` wide (the tolerance where
    it is not given), open to the outside or not, go to the neighbour with the longest common border. So does land
    that two zones claim, however wide: look at `overlaps` first. Zones are valid polygons in EPSG:4326. A zone that
    nothing changes is returned as the very object. Keep the tolerance below the length of the shortest edge that
    matters: what is narrower than it may collapse, and `moved_m` tells.
    """
    if not len(zones):
        return Snapped((), (), (), (), True)
    plane = plane_over(zones)
    flat = plane.flatten_all(zones)
    width = tolerance_m if gap_width_m is None else gap_width_m
    slivers = [plane.flatten(gap.shape) for gap in gaps(zones, width) if gap.sliver]
    clean = coverage_clean(_filled(flat, slivers), snapping_distance=tolerance_m, gap_width=width)
    same = shapely.equals_exact(_plain(clean), _plain(flat), 0.0)
    lifted = plane.lift_polygons(clean, zones)
    made = tuple(old if kept else new for old, new, kept in zip(zones, lifted, same, strict=True))
    return Snapped(
        zones=made,
        moved_m=tuple(0.0 if kept else _moved(*pair) for *pair, kept in zip(flat, clean, same, strict=True)),
        grown_m2=tuple(0.0 if new is old else _grown(old, new) for old, new in zip(zones, made, strict=True)),
        lost=tuple(np.flatnonzero(shapely.is_empty(clean)).tolist()),
        valid=bool(shapely.coverage_is_valid(np.array(made, dtype=object))),
    )


def _filled(flat: NDArray[np.object_], slivers: Sequence[Polygonal]) -> NDArray[np.object_]:
    """Zones with each sliver added to the one that has most of its rim; the first of equals."""
    filled = flat.copy()
    tree = shapely.STRtree(flat)
    for sliver in slivers:
        # Rim and border are the same line but for rounding: measured where one runs within a millimetre.
        band = sliver.buffer(0.001)
        near = np.sort(tree.query(band))
        border = shapely.length(shapely.intersection(shapely.boundary(flat[near]), band))
        owner = near[np.argmax(border)]
        filled[owner] = shapely.union(filled[owner], band)
    return filled


def _plain(zones: NDArray[np.object_]) -> NDArray[np.object_]:
    """Zones in one type and one order of rings and points, fit to be compared."""
    return shapely.normalize(np.array([multipolygon(zone) for zone in zones], dtype=object))


def _moved(old: Polygonal, new: Polygonal) -> float:
    """The width of the widest piece that only one of two outlines holds (m)."""
    pieces = shapely.get_parts(multipolygon(shapely.symmetric_difference(old, new)))
    pieces = pieces[shapely.area(pieces) > _NOTHING_M * shapely.length(pieces)]
    return 2 * float(shapely.length(shapely.maximum_inscribed_circle(pieces)).max(initial=0.0))


def _grown(old: Polygonal, new: Polygonal) -> float:
    return (0.0 if new.is_empty else area_m2(new)) - area_m2(old)
