"""The datum detective: whether points, or the numbers of a zone file, betray another frame."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_crs_info
from pyproj.enums import PJType
from pyproj.exceptions import ProjError
from scipy.stats import binomtest

from geo.crs import BD09, GCJ02, Frame, read_frame

# A shift is believed only if it brings in this much more of the batch, and not by chance.
MIN_GAIN = 0.05
MAX_P = 1e-6
_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """How well points fit, as shares inside the zones before and after the best conversion.

    `better` is "gcj02", "bd09" or "swapped"; None where they fit best as they are.
    """

    better: str | None
    inside_before: float
    inside_after: float


def judge_points(lon: ArrayLike, lat: ArrayLike, zones: NDArray[np.object_]) -> Verdict:
    """Compare how points fit zones (polygons, EPSG:4326) as they are and after each conversion.

    A conversion is clearly better if it gains at least MIN_GAIN of the points and, of the points that
    it moves across the zones' rim, so many move inwards that chance would do it less than MAX_P of the
    time (exact binomial test on the pairs that differ, McNemar 1947).
    """
    x, y = np.asarray(lon, float), np.asarray(lat, float)
    if not len(x):
        return Verdict(None, 0.0, 0.0)
    if len(x) > _LIMIT:
        every = np.linspace(0, len(x) - 1, _LIMIT).astype(int)
        x, y = x[every], y[every]
    rim = shapely.union_all(zones)
    shapely.prepare(rim)
    before = shapely.intersects_xy(rim, x, y)
    best = Verdict(None, float(before.mean()), float(before.mean()))
    for name, moved in (
        ("gcj02", GCJ02.to_storage(x, y)),
        ("bd09", BD09.to_storage(x, y)),
        ("swapped", (y, x)),
    ):
        after = shapely.intersects_xy(rim, *moved)
        gained, lost = int((after & ~before).sum()), int((before & ~after).sum())
        gain = (gained - lost) / len(x)
        if gain < MIN_GAIN or float(after.mean()) <= best.inside_after:
            continue
        if binomtest(gained, gained + lost, alternative="greater").pvalue < MAX_P:
            best = Verdict(name, float(before.mean()), float(after.mean()))
    return best


def are_degrees(bounds: tuple[float, float, float, float]) -> bool:
    """Whether a box (west, south, east, north) can be longitudes and latitudes."""
    west, south, east, north = bounds
    return -180 <= west <= east <= 180 and -90 <= south <= north <= 90


def candidate_frames(
    bounds: tuple[float, float, float, float],
    hint: tuple[float, float, float, float] | None = None,
    limit: int = 5,
) -> list[Frame]:
    """Projected frames in which a box of plain numbers would lie where the frame is meant for.

    With a hint (a box in degrees, of the zones that are known already) only frames that bring the
    box near it are named; without one, the frames of Chinese official surveying and web mercator.
    """
    named = _official() if hint is None else _around(hint)
    ranked: list[tuple[float, str]] = []
    for code in named:
        distance = _misfit(code, bounds, hint)
        if distance is not None:
            ranked.append((distance, code))
    return [read_frame(code) for _, code in sorted(ranked)[:limit]]


def _official() -> list[str]:
    """CGCS2000 / 3-degree Gauss-Krüger with and without zone number, and web mercator."""
    return [f"EPSG:{code}" for code in range(4513, 4555)] + ["EPSG:3857"]


def _around(hint: tuple[float, float, float, float]) -> list[str]:
    found = query_crs_info(
        auth_name="EPSG", pj_types=PJType.PROJECTED_CRS, area_of_interest=AreaOfInterest(*hint), contains=True
    )
    return [f"EPSG:{info.code}" for info in found]


def _misfit(
    code: str, bounds: tuple[float, float, float, float], hint: tuple[float, float, float, float] | None
) -> float | None:
    """How far, in degrees, the box's middle falls from where it should; None where it falls elsewhere."""
    west, south, east, north = bounds
    try:
        lon, lat = read_frame(code).to_storage([(west + east) / 2], [(south + north) / 2])
    except ProjError:
        return None  # a frame that PROJ knows by name but can't compute is no candidate
    if not (np.isfinite(lon[0]) and np.isfinite(lat[0])):
        return None
    if hint is not None:
        off = float(np.hypot(lon[0] - (hint[0] + hint[2]) / 2, lat[0] - (hint[1] + hint[3]) / 2))
        return off if off < 0.5 else None
    in_area = 73.0 < lon[0] < 136.0 and 3.0 < lat[0] < 54.0
    return abs(float(lon[0]) - round(float(lon[0]) / 3.0) * 3.0) if in_area else None
