"""Streets along which nobody passed."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

from geo.hotspot.segment import Segments, segments

# Half a street's width and what a phone in it errs; pieces short enough to be passed or not as a whole.
WITHIN_M, PIECE_M = 15.0, 20.0


@dataclass(frozen=True, slots=True)
class StreetGaps:
    """The pieces of a zone's streets and which of them nobody passed."""

    pieces: Segments
    missed: NDArray[np.bool_]

    @property
    def length_m(self) -> float:
        """Metres of street in the zone."""
        return float(self.pieces.length_m.sum())

    @property
    def missed_m(self) -> float:
        """Metres of street without a pass."""
        return float(self.pieces.length_m[self.missed].sum())

    def lines(self) -> BaseGeometry:
        """The streets that nobody passed, joined end to end."""
        return linemerge(self.pieces.shapes[self.missed].tolist())


def street_gaps(
    streets: shapely.Geometry, zone: shapely.Geometry, passes: NDArray[np.object_], within_m: float = WITHIN_M
) -> StreetGaps:
    """The streets of a zone without a pass within `within_m` of the piece, the rim included; all in a metric frame.

    `passes` are points of patrols and visits or the lines of tracks. Pieces are cut where streets meet and to 20 m
    at most, so a pass speaks for 20 m + 2 × `within_m` of a street at most.
    """
    pieces = segments(streets, zone, PIECE_M)
    missed = np.ones(len(pieces.shapes), np.bool_)
    if len(passes) and len(pieces.shapes):
        missed[shapely.STRtree(passes).query(pieces.shapes, "dwithin", within_m)[0]] = False
    return StreetGaps(pieces, missed)
