"""Shapes on a sheet: degrees laid flat in metres, then turned into pixels and the path text of SVG."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.plane import Plane
from geo.values import Bbox

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of width × height pixels over a piece of the earth: x to the right, y down, equal scale both ways."""

    plane: Plane
    px_per_m: float
    width: float
    height: float

    def to_px(self, lonlat: Floats) -> Floats:
        """Degrees, shape (n, 2), as pixels from the sheet's upper left corner."""
        metres = self.plane.to_metres(lonlat) * (self.px_per_m, -self.px_per_m)
        placed: Floats = metres + np.array([self.width / 2, self.height / 2])
        return placed

    def lay(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry in degrees, on the sheet in pixels."""
        return shapely.transform(geometry, self.to_px)


def sheet_over(box: Bbox, width: float, height: float) -> Sheet:
    """The sheet that shows the whole box, in the middle, as large as it can be."""
    plane = Plane((box.west + box.east) / 2, (box.south + box.north) / 2)
    across, up = np.abs(plane.to_metres(np.array([[box.east, box.north]]))[0]) * 2
    return Sheet(plane, float(min(width / max(across, 1e-9), height / max(up, 1e-9))), width, height)


def path_of(flat: BaseGeometry) -> str:
    """The lines and polygons of a geometry in pixels as SVG path text, to a tenth of a pixel; empty for points."""
    said = []
    for part in shapely.get_parts(flat):
        rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        said += [_ring(shapely.get_coordinates(ring), closed=part.geom_type == "Polygon") for ring in rings]
    return "".join(said)


def _ring(xy: Floats, *, closed: bool) -> str:
    rounded = np.round(xy, 1)
    moved = np.concatenate([[True], (np.diff(rounded, axis=0) != 0).any(axis=1)])
    kept = rounded[moved]
    if len(kept) < 2:
        return ""
    if closed and (kept[0] == kept[-1]).all():
        kept = kept[:-1]
    steps = " ".join(f"{x:g},{y:g}" for x, y in kept.tolist())
    return f"M{steps}{'z' if closed else ''}"


def round_length_m(most_m: float) -> float:
    """The longest length of the kind 1, 2 or 5 × 10ⁿ that is not longer: what a scale bar shows."""
    # A logarithm may be rounded up to the next whole number: the half of a power below is looked at too.
    power = 10.0 ** np.floor(np.log10(most_m))
    return float(max(step * power for step in (0.5, 1, 2, 5) if step * power <= most_m))
