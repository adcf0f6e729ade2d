"""A metric plane over a city."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geo.plane import Plane, plane_over


@given(st.floats(-179, 179), st.floats(-80, 80))
def test_a_degree_is_as_long_as_on_the_ellipsoid(lon: float, lat: float) -> None:
    east, north = Plane(lon, lat).metres_per_degree
    geod = Geod(ellps="WGS84")
    assert geod.inv(lon, lat, lon + 0.001, lat)[2] == pytest.approx(east / 1000, rel=1e-6)
    assert geod.inv(lon, lat - 0.0005, lon, lat + 0.0005)[2] == pytest.approx(north / 1000, rel=1e-6)


@given(st.floats(113, 114), st.floats(33, 34))
def test_there_and_back_is_where_one_began(lon: float, lat: float) -> None:
    plane = Plane(113.5, 33.5)
    back = plane.lift(plane.flatten(shapely.Point(lon, lat)))
    assert (back.x, back.y) == pytest.approx((lon, lat), abs=1e-13)


def test_the_plane_lies_over_the_middle_of_the_box() -> None:
    assert plane_over([shapely.box(10, 40, 11, 41), shapely.box(12, 40, 13, 42)]) == Plane(11.5, 41.0)


def test_empty_geometries_have_no_middle() -> None:
    assert plane_over([shapely.Polygon()]) == Plane(0.0, 0.0)


def test_known_vertices_come_back_with_their_very_bits() -> None:
    shapes = [shapely.box(113.1, 33.1, 113.2, 33.7), shapely.box(113.2, 33.1, 113.3, 33.7)]
    plane = plane_over(shapes)
    lifted = plane.lift_polygons(plane.flatten_all(shapes), shapes)
    assert all(shapely.equals_exact(shapely.get_parts(a)[0], b, 0.0) for a, b in zip(lifted, shapes, strict=True))
