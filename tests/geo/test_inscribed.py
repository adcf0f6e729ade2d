"""The largest circle inside a zone."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon

from geo.inscribed import inscribed_circles
from geo.metric import metres_per_degree
from geo.plane import plane_over
from geo.polygonal import Polygonal
from tests.geo.block import at, block
from tests.places import jittered_tiles

LON, LAT = 113.6, 33.4


def test_a_block_has_its_circle_in_the_middle_and_half_its_depth_wide() -> None:
    east, north = metres_per_degree(LAT)
    # A square of 100 m: the circle touches all four sides.
    block = shapely.box(LON, LAT, LON + 100 / east, LAT + 100 / north)
    (lon, lat, radius_m) = inscribed_circles([block])[0]
    assert ((lon - LON) * east, (lat - LAT) * north, radius_m) == pytest.approx((50, 50, 50), abs=0.8)


def middle(zone: Polygonal) -> tuple[float, float]:
    """The centre of a zone's largest circle."""
    lon, lat, _ = inscribed_circles([zone])[0].tolist()
    return lon, lat


def test_the_circle_touches_the_border_and_is_no_smaller_than_others() -> None:
    tiles = jittered_tiles(5, 3)
    plane = plane_over(tiles)
    for tile, (lon, lat, radius_m) in zip(tiles, inscribed_circles(tiles), strict=True):
        rim = plane.flatten(tile).exterior
        (here,) = plane.to_metres(np.array([[lon, lat]]))
        assert rim.distance(shapely.Point(here)) == pytest.approx(radius_m, abs=0.01)
        # The search stops at a hundredth of a tile's size of about 1.5 km.
        assert radius_m > rim.distance(plane.flatten(tile).representative_point()) - 15


def test_no_zones_have_no_circles() -> None:
    assert inscribed_circles([]).shape == (0, 3)


def test_the_label_of_a_square_stands_in_its_middle() -> None:
    lon, lat = middle(block(0, 0, 100, 100))
    assert (lon, lat) == pytest.approx(at(50, 50), abs=1e-5)


def test_the_label_of_an_angle_stands_inside_it() -> None:
    angle = Polygon([at(0, 0), at(100, 0), at(100, 10), at(10, 10), at(10, 100), at(0, 100)])
    assert not angle.contains(angle.centroid)
    assert angle.contains(shapely.Point(middle(angle)))


def test_the_label_of_a_hair_stands_on_the_hair() -> None:
    hair = Polygon([at(0, 0), at(100, 0), at(100, 0.01), at(0.01, 0.01), at(0.01, 100), at(0, 100)])
    assert hair.contains(shapely.Point(middle(hair)))


def test_the_label_of_two_islands_stands_on_the_roomier_one() -> None:
    small, large = block(0, 0, 20, 20), block(40, 0, 50, 50)
    assert large.contains(shapely.Point(middle(MultiPolygon([small, large]))))


def test_an_empty_zone_has_no_label() -> None:
    with pytest.raises(ValueError, match="empty"):
        middle(MultiPolygon())


@given(st.integers(0, 1000))
def test_labels_stand_inside(seed: int) -> None:
    for tile in jittered_tiles(3, seed):
        assert tile.contains(shapely.Point(middle(tile)))
