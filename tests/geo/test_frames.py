"""The detective names a shifted batch and leaves an honest one alone."""

import numpy as np
import shapely
from pyproj import Transformer

from geo.crs import read_frame, wgs84_to_bd09, wgs84_to_gcj02
from geo.frames import are_degrees, candidate_frames, judge_points

ZONES = np.array([shapely.box(113.60, 33.40, 113.62, 33.42)])
RNG = np.random.default_rng(7)
LON, LAT = RNG.uniform(113.6005, 113.6195, 400), RNG.uniform(33.4005, 33.4195, 400)


def test_an_honest_batch_is_left_alone() -> None:
    verdict = judge_points(LON, LAT, ZONES)
    assert verdict.better is None
    assert verdict.inside_before == 1.0


def test_a_shifted_batch_is_named_with_its_shares() -> None:
    for name, shift in (("gcj02", wgs84_to_gcj02), ("bd09", wgs84_to_bd09)):
        verdict = judge_points(*shift(LON, LAT), ZONES)
        assert verdict.better == name
        assert verdict.inside_after == 1.0
        assert verdict.inside_before < 0.8


def test_swapped_axes_are_named() -> None:
    assert judge_points(LAT, LON, ZONES).better == "swapped"


def test_a_handful_of_points_proves_nothing() -> None:
    lon, lat = wgs84_to_gcj02(LON[:6], LAT[:6])
    assert judge_points(lon, lat, ZONES).better is None


def test_metres_are_no_degrees_and_the_official_frame_is_named() -> None:
    there = Transformer.from_crs(4326, 4547, always_xy=True)
    west, south = there.transform(113.9, 33.40)
    east, north = there.transform(113.95, 33.45)
    bounds = (west, south, east, north)
    assert not are_degrees(bounds)
    assert read_frame("EPSG:4547") in candidate_frames(bounds, hint=(113.8, 33.3, 114.0, 33.5))


def test_without_a_hint_zone_numbered_eastings_are_recognised() -> None:
    there = Transformer.from_crs(4326, 4526, always_xy=True)  # zone 38, central meridian 114
    x, y = there.transform(113.9, 33.4)
    names = [frame.name for frame in candidate_frames((x, y, x + 4000, y + 4000))]
    assert "CGCS2000 / 3-degree Gauss-Kruger zone 38" in names
