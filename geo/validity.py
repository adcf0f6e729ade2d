"""What a boundary must be before it can stand: problems that stop it, and repairs that are told one by one.

Geometries are shapely's, in EPSG:4326 degrees, longitude before latitude. Validity is that of OGC 06-103r4
(Simple Features), orientation that of RFC 7946: shells against the clock, holes with it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import GeometryCollection, LinearRing, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geo.drawn_land import enclosed, holes_beside, lost_m2
from geo.metric import area_m2
from geo.polygonal import LonLat, Polygonal, first_vertex, multipolygon, polygons_in, rings_of

SLIVER_M2 = 0.01
"""A part or hole of less than a square decimetre is a fault of drawing, not a place."""
MAX_VERTICES = 500_000
"""The coast of a whole province has fewer."""


class ChangeKind(StrEnum):
    """What a repair did to a boundary."""

    DIMENSION = "dimension"
    UNCLOSED_RING = "unclosed_ring"
    SHORT_RING = "short_ring"
    DUPLICATE_POINTS = "duplicate_points"
    SELF_INTERSECTION = "self_intersection"
    OVERLAPPING_PARTS = "overlapping_parts"
    DROPPED_LINE = "dropped_line"
    DROPPED_POINT = "dropped_point"
    DROPPED_SLIVER = "dropped_sliver"
    FILLED_SLIVER = "filled_sliver"
    ORIENTATION = "orientation"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a repair did: what, where first, by how much the area grew, how many times."""

    kind: ChangeKind
    lon: float
    lat: float
    area_m2: float = 0.0
    count: int = 1


@dataclass(frozen=True, slots=True)
class Repaired:
    """A valid multipolygon, perhaps empty, all that was done to get it, and the land that was lost by it.

    `lost_share` is that land as a share (0 to 1) of what the drawing encloses.
    """

    geometry: MultiPolygon
    changes: tuple[Change, ...]
    lost_m2: float = 0.0
    lost_share: float = 0.0


class ProblemKind(StrEnum):
    """Why a geometry can be no boundary at all."""

    EMPTY = "empty"
    NOT_FINITE = "not_finite"
    NOT_POLYGONAL = "not_polygonal"
    NOT_DEGREES = "not_degrees"
    TOO_MANY_VERTICES = "too_many_vertices"


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason to refuse a geometry: what, at which vertex (NaN if it has none), how many concerned."""

    kind: ProblemKind
    lon: float
    lat: float
    count: int


def problems(geometry: BaseGeometry | None, *, max_vertices: int = MAX_VERTICES) -> tuple[Problem, ...]:
    """Everything that no repair can heal."""
    if geometry is None or geometry.is_empty:
        return (Problem(ProblemKind.EMPTY, float("nan"), float("nan"), 0),)
    xy = shapely.get_coordinates(geometry)
    finite = np.isfinite(xy).all(axis=1)
    outside = xy[finite & (np.abs(xy) > (180.0, 90.0)).any(axis=1)]
    every = first_vertex(geometry)
    found = []
    if not polygons_in(geometry):
        found.append(Problem(ProblemKind.NOT_POLYGONAL, *every, len(xy)))
    if not finite.all():
        found.append(Problem(ProblemKind.NOT_FINITE, *every, int((~finite).sum())))
    if len(outside):
        found.append(Problem(ProblemKind.NOT_DEGREES, float(outside[0, 0]), float(outside[0, 1]), len(outside)))
    if len(xy) > max_vertices:
        found.append(Problem(ProblemKind.TOO_MANY_VERTICES, *every, len(xy)))
    return tuple(found)


def problem(geometry: BaseGeometry | None, *, max_vertices: int = MAX_VERTICES) -> Problem | None:
    """The first thing that no repair can heal, or None."""
    return next(iter(problems(geometry, max_vertices=max_vertices)), None)


def repair(geometry: BaseGeometry) -> Repaired:
    """A valid multipolygon from any geometry with polygons in it, and what had to be done.

    Lobes of a shell that crosses itself are all kept; a part inside another is a hole where it runs the other
    way round, and one area with it otherwise; lines, points and parts under `SLIVER_M2` go.
    ValueError where a coordinate is not finite: `problems` names that first.
    """
    if not np.isfinite(shapely.get_coordinates(geometry)).all():
        raise ValueError("a boundary with coordinates that are not finite cannot be repaired")
    changes: list[Change] = []
    flat = shapely.force_2d(geometry)
    if geometry.has_z or geometry.has_m:
        changes.append(Change(ChangeKind.DIMENSION, *first_vertex(flat)))
    changes += _leftovers(flat)
    drawn = whole = multipolygon(flat)
    for step in (_without_repeats, _oriented, _made_valid, _without_slivers):
        whole, done = step(whole)
        changes += done
    if drawn.equals_exact(whole, 0):
        return Repaired(_turned(whole), tuple(changes))
    lost, land = lost_m2(drawn, whole)
    return Repaired(_turned(whole), tuple(changes), lost, lost / land if land else 0.0)


def _without_repeats(whole: MultiPolygon) -> tuple[MultiPolygon, list[Change]]:
    """Each point of a ring once. A ring of fewer than three points is none; a shell takes its holes along."""
    short = [ring for ring in rings_of(whole) if len(_once(ring)) < 4]
    repeats = [place for ring in rings_of(whole) for place in _repeats(ring)]
    if not repeats and not short:
        return whole, []
    parts = [
        Polygon(_once(part.exterior), [_once(hole) for hole in part.interiors if len(_once(hole)) >= 4])
        for part in whole.geoms
        if len(_once(part.exterior)) >= 4
    ]
    changes = [Change(ChangeKind.SHORT_RING, *first_vertex(short[0]), count=len(short))] if short else []
    if repeats:
        changes.append(Change(ChangeKind.DUPLICATE_POINTS, *repeats[0], count=len(repeats)))
    return MultiPolygon(parts), changes


def _once(ring: LinearRing) -> NDArray[np.float64]:
    """The ring's coordinates, still closed, without a point that repeats the one before it."""
    xy = shapely.get_coordinates(ring)
    fresh = np.ones(len(xy), np.bool_)
    fresh[1:] = (xy[1:] != xy[:-1]).any(axis=1)
    kept: NDArray[np.float64] = xy[fresh]
    return kept


def _repeats(ring: LinearRing) -> list[LonLat]:
    xy = shapely.get_coordinates(ring)
    return [(float(x), float(y)) for x, y in xy[1:][(xy[1:] == xy[:-1]).all(axis=1)]]


def _oriented(whole: MultiPolygon) -> tuple[MultiPolygon, list[Change]]:
    """Only counts the rings that run the wrong way: the repair of crossings must still see them as drawn.

    A ring that crosses itself runs both ways and is not counted.
    """
    wrong = [
        ring
        for part in whole.geoms
        for ring, is_shell in [(part.exterior, True), *((hole, False) for hole in part.interiors)]
        if ring.is_simple and ring.is_ccw != is_shell
    ]
    if not wrong:
        return whole, []
    return whole, [Change(ChangeKind.ORIENTATION, *first_vertex(wrong[0]), count=len(wrong))]


def _made_valid(whole: MultiPolygon) -> tuple[MultiPolygon, list[Change]]:
    """Each part by itself first, so that each fault has its place, then the parts among each other."""
    changes: list[Change] = []
    parts: list[Polygon] = []
    for part in whole.geoms:
        if part.is_valid:
            parts.append(part)
            continue
        valid, dropped = _valid_part(part)
        changes += dropped
        changes.append(_change(ChangeKind.SELF_INTERSECTION, part, valid))
        parts += valid.geoms
    joined = MultiPolygon(parts)
    if joined.is_valid:
        return joined, changes
    by_line = _has_drawn_hole(parts)
    apart = multipolygon(shapely.make_valid(joined) if by_line else shapely.make_valid(joined, method="structure"))
    return apart, [*changes, _change(ChangeKind.OVERLAPPING_PARTS, joined, apart)]


def _valid_part(part: Polygon) -> tuple[MultiPolygon, list[Change]]:
    """Both methods are asked: structure keeps every lobe, linework shows the lines that enclose nothing.

    A hole beside its shell is land: exports that lose track of their rings write it so.
    """
    by_line = shapely.make_valid(part)
    beside = holes_beside(part)
    others = Polygon(part.exterior, [hole for hole in part.interiors if hole not in beside])
    by_structure = multipolygon(shapely.make_valid(others, method="structure", keep_collapsed=False))
    land = MultiPolygon([*by_structure.geoms, *(lobe for hole in beside for lobe in enclosed(hole).geoms)])
    if not land.is_valid:
        land = multipolygon(shapely.make_valid(land, method="structure", keep_collapsed=False))
    # A hole that eats its own shell leaves nothing by structure; the drawn area is then the better witness.
    return multipolygon(by_line) if land.is_empty else land, _leftovers(by_line)


def _has_drawn_hole(parts: list[Polygon]) -> bool:
    """Whether a part lies inside another and runs the other way round, as old exports write holes."""
    tree = shapely.STRtree(parts)
    inner, outer = tree.query(parts, predicate="within")
    return any(
        parts[i].exterior.is_ccw != parts[o].exterior.is_ccw
        for i, o in zip(inner.tolist(), outer.tolist(), strict=True)
        if i != o
    )


def _without_slivers(whole: MultiPolygon) -> tuple[MultiPolygon, list[Change]]:
    changes: list[Change] = []
    parts: list[Polygon] = []
    for part in whole.geoms:
        area = area_m2(part)
        if area < SLIVER_M2:
            changes.append(Change(ChangeKind.DROPPED_SLIVER, *first_vertex(part), -area))
            continue
        holes = [hole for hole in part.interiors if area_m2(Polygon(hole)) >= SLIVER_M2]
        if len(holes) < len(part.interiors):
            filled = Polygon(part.exterior, holes)
            changes.append(_change(ChangeKind.FILLED_SLIVER, part, filled))
            parts.append(filled)
        else:
            parts.append(part)
    return (MultiPolygon(parts), changes) if changes else (whole, [])


def _leftovers(geometry: BaseGeometry) -> list[Change]:
    """The lines and points of a collection, which no boundary keeps."""
    if isinstance(geometry, GeometryCollection):
        return [change for member in geometry.geoms for change in _leftovers(member)]
    if geometry.is_empty or isinstance(geometry, Polygon | MultiPolygon):
        return []
    is_point = shapely.get_dimensions(geometry) == 0
    kind = ChangeKind.DROPPED_POINT if is_point else ChangeKind.DROPPED_LINE
    return [Change(kind, *first_vertex(geometry))]


def _change(kind: ChangeKind, before: Polygonal, after: Polygonal) -> Change:
    return Change(kind, *_fault(before), area_m2(after) - area_m2(before))


def _fault(geometry: Polygonal) -> LonLat:
    """Where GEOS says that a geometry is invalid; its first vertex where it is valid."""
    at = re.search(r"\[(\S+) (\S+)\]", shapely.is_valid_reason(geometry))
    return (float(at[1]), float(at[2])) if at else first_vertex(geometry)


def _turned(whole: MultiPolygon) -> MultiPolygon:
    return multipolygon(shapely.orient_polygons(whole, exterior_cw=False))
