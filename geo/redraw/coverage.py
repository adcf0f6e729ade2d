"""What redrawing gives and refuses, and the check that every result has to pass."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
import shapely

from geo.polygonal import LonLat, Polygonal, first_vertex
from geo.topology import overlaps

Coverage: TypeAlias = Mapping[str, Polygonal]

# Overlaps below a square decimetre come from the rounding of coordinates along long edges.
_ROUNDING_M2 = 0.01


class Refusal(StrEnum):
    """Why a boundary cannot be redrawn as asked."""

    UNKNOWN_CODE = "unknown_code"
    CODE_TAKEN = "code_taken"
    TOO_FEW_CODES = "too_few_codes"
    WRONG_NUMBER_OF_CODES = "wrong_number_of_codes"
    NO_VERTEX = "no_vertex"
    NO_EDGE = "no_edge"
    VERTEX_EXISTS = "vertex_exists"
    JUNCTION = "junction"
    UNSHARED_EDGE = "unshared_edge"
    SELF_CROSSING = "self_crossing"
    EMPTIED = "emptied"
    OVERLAP = "overlap"
    LINE_CROSSES_ITSELF = "line_crosses_itself"
    NOT_CROSSING = "not_crossing"
    NOT_ADJACENT = "not_adjacent"


class RedrawRefused(Exception):
    """A redrawing that would break the coverage: why, where, which zones, and the pieces that a cut would make."""

    def __init__(
        self,
        reason: Refusal,
        where: LonLat | None = None,
        codes: Sequence[str] = (),
        pieces: int | None = None,
    ) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.where = where
        self.codes = tuple(codes)
        self.pieces = pieces


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A coverage after an operation: codes whose outline changed, codes that are new, codes that are gone."""

    coverage: dict[str, Polygonal]
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def settle(before: Coverage, after: dict[str, Polygonal]) -> Redrawn:
    """The result of an operation, once it is proven to be no worse a coverage than what it began with.

    RedrawRefused where a zone that changed crosses itself, overlaps another more than before, or no
    longer shares its edges where all were shared.
    """
    added = tuple(code for code in after if code not in before)
    changed = tuple(code for code in after if code in before and after[code] is not before[code])
    removed = tuple(code for code in before if code not in after)
    for code in (*added, *changed):
        _check_outline(code, after[code])
    _check_neighbours(before, after, {*added, *changed, *removed})
    return Redrawn(after, changed, added, removed)


def _check_outline(code: str, zone: Polygonal) -> None:
    if not zone.is_valid:
        at = re.search(r"\[(\S+) (\S+)\]", shapely.is_valid_reason(zone))
        where = (float(at[1]), float(at[2])) if at else first_vertex(zone)
        raise RedrawRefused(Refusal.SELF_CROSSING, where, [code])


def _check_neighbours(before: Coverage, after: Coverage, touched: Collection[str]) -> None:
    old, new = _around(before, before, after, touched), _around(after, before, after, touched)
    shapes = np.array(list(new.values()), dtype=object)
    if shapely.coverage_is_valid(shapes):
        return
    codes = list(new)
    common = overlaps(list(new.values()), least_m2=_ROUNDING_M2)
    was = sum(one.area_m2 for one in overlaps(list(old.values()), least_m2=_ROUNDING_M2))
    if sum(one.area_m2 for one in common) > was + _ROUNDING_M2:
        worst = common[0]
        raise RedrawRefused(
            Refusal.OVERLAP,
            first_vertex(worst.shape.representative_point()),
            [codes[worst.first], codes[worst.second]],
        )
    if shapely.coverage_is_valid(np.array(list(old.values()), dtype=object)):
        loose = shapely.coverage_invalid_edges(shapes)
        guilty = [code for code, edge in zip(codes, loose, strict=True) if not edge.is_empty]
        raise RedrawRefused(Refusal.UNSHARED_EDGE, first_vertex(shapely.union_all(loose)), guilty)


def _around(part: Coverage, before: Coverage, after: Coverage, touched: Collection[str]) -> dict[str, Polygonal]:
    """The zones of `part` whose boxes meet a touched zone as it was or as it is."""
    moved = [side[code] for side in (before, after) for code in touched if code in side]
    codes = list(part)
    near = shapely.STRtree(list(part.values())).query(np.array(moved, dtype=object))[1]
    return {codes[i]: part[codes[i]] for i in np.unique(near).tolist()}
