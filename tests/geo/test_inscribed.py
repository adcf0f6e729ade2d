"""The largest circle inside a zone."""

import numpy as np
import pytest
import shapely

from geo.inscribed import inscribed_circles
from geo.metric import metres_per_degree
from geo.plane import plane_over
from geo.simplify import label_point
from tests.places import jittered_tiles

LON, LAT = 113.6, 33.4


def test_a_block_has_its_circle_in_the_middle_and_half_its_depth_wide() -> None:
    east, north = metres_per_degree(LAT)
    # A square of 100 m: the circle touches all four sides.
    block = shapely.box(LON, LAT, LON + 100 / east, LAT + 100 / north)
    (lon, lat, radius_m) = inscribed_circles([block])[0]
    assert ((lon - LON) * east, (lat - LAT) * north, radius_m) == pytest.approx((50, 50, 50), abs=0.8)


def test_the_circle_is_inside_and_no_smaller_than_one_found_alone() -> None:
    tiles = jittered_tiles(5, 3)
    plane = plane_over(tiles)
    for tile, (lon, lat, radius_m) in zip(tiles, inscribed_circles(tiles), strict=True):
        rim = plane.flatten(tile).exterior
        here, alone = plane.to_metres(np.array([[lon, lat], label_point(tile)]))
        assert tile.contains(shapely.Point(lon, lat))
        assert rim.distance(shapely.Point(here)) == pytest.approx(radius_m, abs=0.01)
        # Both searches stop at a hundredth of a tile's size of about 1.5 km.
        assert radius_m > rim.distance(shapely.Point(alone)) - 15


def test_no_zones_have_no_circles() -> None:
    assert inscribed_circles([]).shape == (0, 3)
