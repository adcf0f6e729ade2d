"""Splitting a zone along a line, and merging zones that share edges."""

from collections.abc import Sequence

import numpy as np
import shapely
from scipy.sparse.csgraph import connected_components
from shapely import LineString, Polygon

from geo.nesting import union_of
from geo.plane import Plane
from geo.polygonal import Polygonal, first_vertex, multipolygon, polygons_in, rings_of
from geo.redraw.coverage import Coverage, Redrawn, RedrawRefused, Refusal, settle
from geo.redraw.path import crossings, paths_inside
from geo.redraw.ring import SAME_DEG, put_vertices


def split(coverage: Coverage, code: str, line: LineString, new_codes: Sequence[str], *, snap_m: float = 0.5) -> Redrawn:
    """Cut a zone along a line, which must cross it from border to border.

    New codes go to the pieces from west to east, then north to south, by their centroids; one of them may be the old
    code. The cut's end points become vertices of the neighbours too. Within `snap_m`, an end of the line reaches
    for the border, and a crossing for a vertex of it. Parts that the line does not touch stay with the nearest
    piece.
    RedrawRefused: UNKNOWN_CODE, CODE_TAKEN, LINE_CROSSES_ITSELF, NOT_CROSSING, WRONG_NUMBER_OF_CODES (`pieces` says
    how many the line makes), and as `settle`.
    """
    _check_codes(coverage, [code], new_codes)
    if not line.is_simple:
        raise RedrawRefused(Refusal.LINE_CROSSES_ITSELF, first_vertex(line), [code])
    hits = crossings(coverage[code], line, snap_m)
    places = np.array([hit.place for hit in hits]).reshape(-1, 2)
    noded = {other: put_vertices(zone, places) for other, zone in coverage.items()}
    pieces = _pieces(noded[code], paths_inside(noded[code], line, hits))
    if len(pieces) < 2:
        raise RedrawRefused(Refusal.NOT_CROSSING, first_vertex(line), [code])
    if len(pieces) != len(new_codes):
        raise RedrawRefused(Refusal.WRONG_NUMBER_OF_CODES, first_vertex(line), [code], len(pieces))
    return settle(coverage, _exchanged(noded, [code], dict(zip(new_codes, pieces, strict=True))))


def merge(coverage: Coverage, codes: Sequence[str], new_code: str) -> Redrawn:
    """Make one zone of several that hang together by edges of positive length; a common point is not enough.

    The new code may be one of the old ones. Zones of one part give a zone of one part.
    RedrawRefused: TOO_FEW_CODES, UNKNOWN_CODE, CODE_TAKEN, NOT_ADJACENT, and as `settle`.
    """
    chosen = list(dict.fromkeys(codes))
    if len(chosen) < 2:
        raise RedrawRefused(Refusal.TOO_FEW_CODES, codes=chosen)
    _check_codes(coverage, chosen, [new_code])
    zones = [coverage[code] for code in chosen]
    if not _hang_together(zones):
        raise RedrawRefused(Refusal.NOT_ADJACENT, first_vertex(zones[0]), chosen)
    return settle(coverage, _exchanged(coverage, chosen, {new_code: union_of(zones)}))


def _check_codes(coverage: Coverage, old: Sequence[str], new: Sequence[str]) -> None:
    unknown = [code for code in old if code not in coverage]
    if unknown:
        raise RedrawRefused(Refusal.UNKNOWN_CODE, codes=unknown)
    taken = [code for code in new if (code in coverage and code not in old) or new.count(code) > 1]
    if taken:
        raise RedrawRefused(Refusal.CODE_TAKEN, codes=list(dict.fromkeys(taken)))


def _exchanged(coverage: Coverage, old: Sequence[str], new: dict[str, Polygonal]) -> dict[str, Polygonal]:
    """The coverage with new zones standing where the first of the old ones stood."""
    made: dict[str, Polygonal] = {}
    for code, zone in coverage.items():
        if code == old[0]:
            made.update(new)
        if code not in old:
            made[code] = zone
    return made


def _pieces(zone: Polygonal, paths: Sequence[LineString]) -> list[Polygonal]:
    """What a zone falls into along paths inside it, west to east, then north to south."""
    cut: list[Polygon] = []
    whole: list[Polygon] = []
    for part in polygons_in(zone):
        own = [path for path in paths if part.covers(path.interpolate(0.5, normalized=True))]
        (cut if own else whole).extend(_cut_part(part, own))
    if not cut:
        return []
    together: list[list[Polygon]] = [[piece] for piece in cut]
    plane = Plane(*first_vertex(zone))
    flat = plane.flatten_all(cut)
    for part in whole:
        together[int(shapely.distance(flat, plane.flatten(part)).argmin())].append(part)
    pieces = [multipolygon(shapely.MultiPolygon(parts)) for parts in together]
    return sorted(pieces, key=_from_west)


def _from_west(piece: Polygonal) -> tuple[float, float]:
    """West before east, north before south; equally far west but for rounding is equally far."""
    middle = piece.centroid
    return round(middle.x / SAME_DEG), -middle.y


def _cut_part(part: Polygon, paths: Sequence[LineString]) -> list[Polygon]:
    if not paths:
        return [part]
    lines = shapely.union_all([*(LineString(ring) for ring in rings_of(part)), *paths])
    faces = shapely.polygonize(list(shapely.get_parts(lines))).geoms
    return [face for face in faces if part.contains(face.representative_point())]


def _hang_together(zones: Sequence[Polygonal]) -> bool:
    borders = shapely.boundary(np.array(zones, dtype=object))
    common = shapely.length(shapely.intersection(borders[:, None], borders[None, :]))
    return bool(connected_components(common > SAME_DEG, directed=False)[0] == 1)
