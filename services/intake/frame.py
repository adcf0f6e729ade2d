"""Which frame a file is in: as the operator says, as the file says, or as its numbers betray."""

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import WGS84, Frame, read_frame
from geo.frames import candidate_frames
from services.errors import Invalid
from services.intake.features import Features
from services.intake.report import Finding, Report
from services.messages import message

Bounds = tuple[float, float, float, float]
MOSTLY = 0.9


def stated(text: str | None) -> Frame | None:
    """The frame that the operator names. Raises Invalid where it is none."""
    if text is None:
        return None
    try:
        return read_frame(text)
    except ValueError as refused:
        raise Invalid("intake.frame", text=text) from refused


def of_geometries(features: Features, given: Frame | None, hint: Bounds | None) -> Frame:
    """The frame of a file of geometries.

    Raises Invalid, naming candidates, where nothing says it and the numbers can't be degrees.
    """
    frame = given or features.frame
    if frame is not None:
        return frame
    xy = shapely.get_coordinates(features.geometries)
    xy = xy[np.isfinite(xy).all(axis=1)]
    if not len(xy):
        return WGS84
    if _swapped_share(xy) > MOSTLY:
        raise Invalid("intake.zones_swapped", name=features.name)
    # A few swapped or mistyped places in a file of degrees are faults of their rows, named there.
    if (np.abs(xy) <= (180.0, 90.0)).all(axis=1).mean() > MOSTLY:
        return WGS84
    west, south = xy.min(axis=0)
    east, north = xy.max(axis=0)
    bounds = (float(west), float(south), float(east), float(north))
    named = ", ".join(f"{c.name} ({c.definition})" for c in candidate_frames(bounds, hint)) or "–"
    raise Invalid(
        "intake.not_degrees", name=features.name, candidates=named,
        west=bounds[0], south=bounds[1], east=bounds[2], north=bounds[3],
    )  # fmt: skip


def say_mixed(features: Features, report: Report) -> None:
    """Tell where the layers of a file are in different frames: each is read in its own."""
    if features.other_frames and features.frame:
        text = message("The layers of %(name)s are in different frames: this one in %(frame)s, others in %(others)s. "
                       "Each is read in its own.", name=features.name, frame=features.frame.name,
                       others=", ".join(features.other_frames))  # fmt: skip
        report.findings.append(Finding("frames", text, False))


def _swapped_share(xy: NDArray[np.float64]) -> float:
    """The share of places that are degrees only if latitude comes first."""
    return float(((np.abs(xy[:, 0]) <= 90.0) & (np.abs(xy[:, 1]) > 90.0) & (np.abs(xy[:, 1]) <= 180.0)).mean())


def refuse_swapped(features: Features, frame: Frame, hint: Bounds | None) -> None:
    """Refuse degrees that meet the zones that are known only if they are turned round. Raises Invalid."""
    xy = shapely.get_coordinates(features.geometries)
    xy = xy[np.isfinite(xy).all(axis=1)]
    if frame != WGS84 or hint is None or not len(xy):
        return
    known = shapely.box(*hint)
    (west, south), (east, north) = xy.min(axis=0), xy.max(axis=0)
    meets = known.intersects(shapely.box(west, south, east, north))
    if not meets and known.intersects(shapely.box(south, west, north, east)):
        raise Invalid("intake.zones_swapped", name=features.name)
