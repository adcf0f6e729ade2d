"""Streets without a pass."""

import numpy as np
import pytest
import shapely

from geo.coverage.street import street_gaps

ZONE = shapely.box(-10, -10, 110, 110)
NOBODY = np.array([], dtype=object)


def test_one_pass_speaks_for_the_pieces_within_fifteen_metres() -> None:
    # Five pieces of 20 m. The pass at 50 lies on the third; the second and fourth are 10 m away, the others 30.
    found = street_gaps(shapely.LineString([(0, 0), (100, 0)]), ZONE, np.array([shapely.Point(50, 0)]))
    assert (found.length_m, found.missed_m) == pytest.approx((100, 40))
    assert found.lines().equals(shapely.MultiLineString([[(0, 0), (20, 0)], [(80, 0), (100, 0)]]))


def test_the_rim_of_fifteen_metres_is_passed() -> None:
    street = shapely.LineString([(0, 0), (20, 0)])
    assert street_gaps(street, ZONE, np.array([shapely.Point(10, 15)])).missed_m == 0
    assert street_gaps(street, ZONE, np.array([shapely.Point(10, 15.01)])).missed_m == pytest.approx(20)


def test_a_track_passes_all_that_it_follows() -> None:
    street = shapely.LineString([(0, 0), (100, 0), (100, 100)])
    walked = shapely.LineString([(0, 3), (100, 3)])
    # The first piece of the second street, from the corner on, is within reach of the track's end.
    assert street_gaps(street, ZONE, np.array([walked])).missed_m == pytest.approx(80)


def test_what_lies_outside_the_zone_is_nobodys_gap_and_no_street_is_no_gap() -> None:
    street = shapely.LineString([(0, 0), (1_000, 0)])
    found = street_gaps(street, ZONE, NOBODY)
    assert (found.length_m, found.missed_m) == pytest.approx((110, 110))
    none = street_gaps(shapely.MultiLineString(), ZONE, np.array([shapely.Point(0, 0)]))
    assert (none.length_m, none.missed_m) == (0, 0)
    assert none.lines().is_empty
