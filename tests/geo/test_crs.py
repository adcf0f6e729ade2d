"""Frames: the shifts of Chinese web maps both ways, and EPSG frames."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import crs

CHINA = st.tuples(st.floats(73.7, 135.0), st.floats(3.9, 53.5))
METRES = 111_320.0


def test_the_common_implementations_agree_on_beijing() -> None:
    # Tiananmen by the widely used coordtransform: 116.404, 39.915 -> 116.41024449, 39.91640428
    lon, lat = crs.wgs84_to_gcj02(116.404, 39.915)
    assert lon == pytest.approx(116.41024449916938, abs=1e-9)
    assert lat == pytest.approx(39.91640428150164, abs=1e-9)
    # and GCJ-02 116.404, 39.915 -> BD-09 116.41036949, 39.92133699
    lon, lat = crs.gcj02_to_bd09(116.404, 39.915)
    assert lon == pytest.approx(116.41036949371029, abs=1e-9)
    assert lat == pytest.approx(39.92133699351022, abs=1e-9)


@given(CHINA)
def test_unshifting_comes_back_within_a_centimetre(place: tuple[float, float]) -> None:
    for there, back in (
        (crs.wgs84_to_gcj02, crs.gcj02_to_wgs84),
        (crs.gcj02_to_bd09, crs.bd09_to_gcj02),
    ):
        lon, lat = back(*there(*place))
        assert abs(lon - place[0]) * METRES < 0.01
        assert abs(lat - place[1]) * METRES < 0.01


@given(st.floats(-180, 73), st.floats(-90, 90))
def test_outside_china_nothing_moves(lon: float, lat: float) -> None:
    for convert in (crs.wgs84_to_gcj02, crs.gcj02_to_wgs84):
        moved = convert(lon, lat)
        assert (float(moved[0]), float(moved[1])) == (lon, lat)


def test_what_is_not_finite_stays_so_and_the_rest_is_converted() -> None:
    lon, lat = crs.gcj02_to_wgs84([np.nan, 116.41024449916938], [30.0, 39.91640428150164])
    assert np.isnan(lon[0])
    assert lon[1] == pytest.approx(116.404, abs=1e-7)
    assert lat[1] == pytest.approx(39.915, abs=1e-7)


@pytest.mark.parametrize("text", ["4490", "EPSG:4326", "wgs84", "WGS-84"])
def test_cgcs2000_and_wgs84_are_stored_as_they_are(text: str) -> None:
    lon, lat = crs.read_frame(text).to_storage([113.65], [33.44])
    assert (lon[0], lat[0]) == (113.65, 33.44)


def test_gauss_krueger_is_read_easting_first() -> None:
    # EPSG:4547 is CGCS2000 / 3-degree Gauss-Krüger, central meridian 114: easting 500 km lies on it.
    lon, lat = crs.read_frame("4547").to_storage([500_000.0], [3_700_000.0])
    assert lon[0] == pytest.approx(114.0, abs=1e-9)
    assert 33.3 < lat[0] < 33.5


@pytest.mark.parametrize("text", ["EPSG:999999", "near the river", "EPSG:5773"])
def test_what_is_no_frame_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="frame"):
        crs.read_frame(text)
