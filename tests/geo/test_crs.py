"""Frames: the shifts of Chinese web maps both ways, and EPSG frames."""

from collections.abc import Callable
from math import cos, hypot, radians

import numpy as np
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from geo import crs
from geo.crs import WGS84, Floats, Pair, read_frame

Convert = Callable[[object, object], Pair]

# Answers of two open implementations, coordtransform 2.1.2 and gcoord 1.0.7, which agree to the last digit:
# a place, its GCJ-02 if it is in WGS 84, its BD-09 if it is in GCJ-02.
PUBLISHED = {
    "Tiananmen": ((116.404, 39.915), (116.41024449916938, 39.91640428150164), (116.41036949371029, 39.92133699351022)),
    "Shanghai": (
        (121.4737, 31.2304),
        (121.47822305927693, 31.22845773757727),
        (121.48023740342614, 31.236334819793708),
    ),
    "Futian": ((114.0579, 22.5431), (114.06301399856547, 22.54038281422246), (114.06445203727846, 22.54875689176879)),
    "Kashgar": ((75.9897, 39.4677), (75.99265457413533, 39.46792585391811), (75.99618748345341, 39.47369804585497)),
    "Mohe": ((122.5386, 52.9721), (122.54562857497153, 52.973612790829996), (122.5450180546069, 52.978309820527734)),
    "Sanya": ((109.5082, 18.2479), (109.51229465201837, 18.246207534442775), (109.5147577041626, 18.253602614833362)),
    "Lhasa": ((91.1172, 29.6469), (91.11876034131424, 29.64419210647111), (91.123739463801, 29.6528015598781)),
    "Zhoukou": ((114.6497, 33.6204), (114.65507417986392, 33.618753696501244), (114.6563033630263, 33.62610980096177)),
}
THERE_AND_BACK = [
    (crs.wgs84_to_gcj02, crs.gcj02_to_wgs84),
    (crs.gcj02_to_bd09, crs.bd09_to_gcj02),
    (crs.wgs84_to_bd09, crs.bd09_to_wgs84),
]
WEST, SOUTH, EAST, NORTH = 73.66, 3.86, 135.05, 53.55
IN_CHINA = st.tuples(st.floats(WEST, EAST, exclude_min=True, exclude_max=True), st.floats(SOUTH + 0.02, NORTH - 0.02))
EVERYWHERE = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
ANY_NUMBER = st.floats(allow_nan=True, allow_infinity=True)
METRES = 111_320.0


def apart_m(lon: Floats, lat: Floats, to_lon: float, to_lat: float) -> float:
    """Metres between two places that are near each other: a degree of latitude has 111.3 km."""
    return hypot((float(lon) - to_lon) * cos(radians(to_lat)), float(lat) - to_lat) * METRES


@pytest.mark.parametrize("city", PUBLISHED)
def test_the_common_implementations_agree(city: str) -> None:
    place, in_gcj02, in_bd09 = PUBLISHED[city]
    # 1e-11 degrees is a thousandth of a millimetre
    assert np.array(crs.wgs84_to_gcj02(*place)) == pytest.approx(np.array(in_gcj02), abs=1e-11)
    assert np.array(crs.gcj02_to_bd09(*place)) == pytest.approx(np.array(in_bd09), abs=1e-11)


@pytest.mark.parametrize(("there", "back"), THERE_AND_BACK)
@given(place=IN_CHINA)
@example(place=(73.6600001, 39.0))
@example(place=(135.0499999, 48.0))
def test_what_was_shifted_comes_back_within_a_centimetre(
    there: Convert, back: Convert, place: tuple[float, float]
) -> None:
    shifted = there(*place)
    assert apart_m(*shifted, *place) < 2_000
    if there is crs.wgs84_to_bd09 and not crs.in_china(*crs.wgs84_to_gcj02(*place)):
        return  # the first shift took it out of the box, where there is no second one
    assert apart_m(*back(*shifted), *place) < 0.01


@pytest.mark.parametrize("back", [back for _, back in THERE_AND_BACK])
@given(place=st.tuples(st.floats(WEST + 0.05, EAST - 0.05), st.floats(SOUTH + 0.05, NORTH - 0.05)))
def test_what_is_unshifted_is_shifted_to_where_it_was(back: Convert, place: tuple[float, float]) -> None:
    there = next(t for t, b in THERE_AND_BACK if b is back)
    assert apart_m(*there(*back(*place)), *place) < 0.01


@pytest.mark.parametrize("convert", [c for pair in THERE_AND_BACK for c in pair])
@given(place=EVERYWHERE.filter(lambda p: not (WEST - 0.05 < p[0] < EAST + 0.05 and SOUTH - 0.05 < p[1] < NORTH + 0.05)))
def test_outside_china_nothing_moves(convert: Convert, place: tuple[float, float]) -> None:
    lon, lat = convert(*place)
    assert (float(lon), float(lat)) == place


@given(place=IN_CHINA)
def test_the_rim_of_the_box_itself_lies_outside(place: tuple[float, float]) -> None:
    for at_rim in ((WEST, place[1]), (EAST, place[1]), (place[0], SOUTH), (place[0], NORTH)):
        lon, lat = crs.wgs84_to_gcj02(*at_rim)
        assert (float(lon), float(lat)) == at_rim


def test_just_outside_the_rim_a_place_is_taken_as_shifted_if_it_can_be() -> None:
    # The shift at 135.0499 E, 48 N leads some 700 m east, out of the box; a place there is moved back into it,
    lon, lat = crs.wgs84_to_gcj02(135.0499, 48.0)
    assert lon > EAST
    assert apart_m(*crs.gcj02_to_wgs84(lon, lat), 135.0499, 48.0) < 0.01
    # and just inside the western rim, where no shifted place can lie, nothing is moved.
    lon, lat = crs.gcj02_to_wgs84(WEST + 1e-6, 39.0)
    assert (float(lon), float(lat)) == (WEST + 1e-6, 39.0)


@pytest.mark.parametrize("convert", [c for pair in THERE_AND_BACK for c in pair])
@given(lon=st.lists(ANY_NUMBER, min_size=1, max_size=4), lat=ANY_NUMBER)
@example(lon=[float("inf"), float("nan"), 116.4], lat=39.9)
def test_no_number_stops_a_conversion_or_changes_another(convert: Convert, lon: list[float], lat: float) -> None:
    together = convert(lon, [lat] * len(lon))
    for i, one in enumerate(lon):
        alone = convert(one, lat)
        assert together[0][i] == pytest.approx(float(alone[0]), abs=1e-11, nan_ok=True)
        assert together[1][i] == pytest.approx(float(alone[1]), abs=1e-11, nan_ok=True)
        if not (np.isfinite(one) and np.isfinite(lat)):
            assert np.array(alone) == pytest.approx(np.array([one, lat]), nan_ok=True)


def test_nothing_becomes_nothing() -> None:
    for there, back in THERE_AND_BACK:
        assert len(there([], [])[0]) == len(back([], [])[0]) == 0


@pytest.mark.parametrize(
    "text",
    [
        "4490",
        "EPSG:4326",
        "wgs84",
        "WGS 84",
        "CGCS2000",
        "OGC:CRS84",
        "EPSG:4480",  # CGCS2000 with heights
        'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,'
        '298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
    ],
)
def test_cgcs2000_and_wgs84_are_stored_as_they_are(text: str) -> None:
    assert read_frame(text) == WGS84
    lon, lat = read_frame(text).to_storage([113.65], [33.44])
    assert (lon[0], lat[0]) == (113.65, 33.44)


GAUSS_KRUEGER_WKT = (
    'PROJCS["CGCS2000_3_Degree_GK_CM_114E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",'
    'SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],'
    'PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],'
    'PARAMETER["Central_Meridian",114.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],'
    'UNIT["Meter",1.0]]'
)


@pytest.mark.parametrize("text", ["4547", "EPSG:4547", " epsg:4547 ", GAUSS_KRUEGER_WKT])
def test_gauss_krueger_is_read_easting_first(text: str) -> None:
    # EPSG:4547 is CGCS2000 / 3-degree Gauss-Krüger, central meridian 114: easting 500 km lies on it. The
    # meridian from the equator to 33.426 degrees is 3,700 km long: 111.13 km a degree, less in the south.
    frame = read_frame(text)
    lon, lat = frame.to_storage([500_000.0], [3_700_000.0])
    assert frame.kind == "other"
    assert lon[0] == pytest.approx(114.0, abs=1e-9)
    assert lat[0] == pytest.approx(33.42605, abs=1e-5)


@pytest.mark.parametrize(("text", "shift"), [("gcj02", crs.wgs84_to_gcj02), ("BD-09", crs.wgs84_to_bd09)])
def test_shifted_frames_are_undone_for_numbers_and_shapes(text: str, shift: Convert) -> None:
    frame = read_frame(text)
    lon, lat = shift(116.404, 39.915)
    assert frame.kind == "shifted"
    assert apart_m(*frame.to_storage(lon, lat), 116.404, 39.915) < 0.01
    (moved,) = frame.geometries(np.array([shapely.Point(float(lon), float(lat))]))
    assert apart_m(moved.x, moved.y, 116.404, 39.915) < 0.01


@pytest.mark.parametrize("text", ["EPSG:999999", "near the river", "EPSG:5773", "4479", "IAU_2015:30100", ""])
def test_heights_the_moon_and_words_are_no_frame(text: str) -> None:
    with pytest.raises(ValueError, match="frame"):
        read_frame(text)
