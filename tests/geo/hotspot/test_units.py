"""Units: hexagons that cover a zone, stretches of street, and who is beside whom."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiLineString

from geo.hotspot.hexagon import axial_of, centres, hexagons
from geo.hotspot.neighbour import from_pairs
from geo.hotspot.segment import segments


def test_pairs_count_once_in_whatever_order_they_come() -> None:
    beside = from_pairs(3, [(1, 0), (0, 1), (0, 1), (2, 2)])
    assert [beside.of(i).tolist() for i in range(3)] == [[1], [0], []]
    assert beside.around([1, 10, 100]).tolist() == [11, 11, 100]
    with pytest.raises(ValueError, match=r"outside 0\.\.2"):
        from_pairs(3, [(0, 3)])


def test_hexagons_cover_a_zone_once_and_share_sides() -> None:
    zone = shapely.box(-130, 40, 410, 500).difference(shapely.box(0, 100, 60, 160))
    units = hexagons(zone, 90)
    assert shapely.area(units.shapes).sum() == pytest.approx(zone.area)
    assert shapely.union_all(units.shapes).symmetric_difference(zone).area < 1e-6
    beside = units.neighbours()
    assert np.diff(beside.start).max() == 6
    for unit in range(0, beside.size, 7):
        for other in beside.of(unit):
            assert np.hypot(*np.diff(centres(units.axial[[unit, other]], 90), axis=0)[0]) == pytest.approx(90)


@given(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4))
@settings(max_examples=200)
def test_a_place_belongs_to_the_hexagon_whose_middle_is_nearest(x: float, y: float) -> None:
    mine = axial_of([(x, y)], 75)
    around = np.array([(mine[0, 0] + i, mine[0, 1] + j) for i in (-1, 0, 1) for j in (-1, 0, 1)])
    away = np.hypot(*(centres(around, 75) - (x, y)).T)
    assert np.hypot(*(centres(mine, 75)[0] - (x, y))) <= away.min() + 1e-6


def test_every_place_of_the_zone_has_a_unit_and_none_outside() -> None:
    zone = shapely.box(0, 0, 300, 300)
    units = hexagons(zone, 90)
    places = np.random.default_rng(1).uniform(0, 300, (500, 2))
    assert (units.unit_of(places) >= 0).all()
    assert units.unit_of([(3_000, 3_000)]).tolist() == [-1]
    inside = shapely.covers(shapely.buffer(units.shapes[units.unit_of(places)], 1e-6), shapely.points(places))
    assert inside.all()


def test_the_same_ground_has_the_same_hexagons_whatever_is_covered() -> None:
    small, large = hexagons(shapely.box(0, 0, 200, 200), 90), hexagons(shapely.box(-500, -500, 500, 500), 90)
    assert {tuple(a) for a in small.axial.tolist()} <= {tuple(a) for a in large.axial.tolist()}


def test_streets_are_cut_where_they_meet_and_where_they_are_long() -> None:
    # A cross of 240 m east to west and 100 m north: the arms of 120 m are halved, that of 100 m stays.
    streets = MultiLineString([[(0, 0), (240, 0)], [(120, 0), (120, 100)]])
    units = segments(streets, shapely.box(-10, -10, 250, 150), most_m=100)
    assert sorted(units.length_m.round().tolist()) == [60, 60, 60, 60, 100]
    beside = units.neighbours()
    long = int(units.length_m.argmax())
    assert len(beside.of(long)) == 2
    ends = [u for u in range(5) if len(beside.of(u)) == 1]
    assert len(ends) == 2


def test_a_street_that_bends_is_cut_by_its_own_length() -> None:
    bent = LineString([(0, 0), (30, 0), (30, 90)])
    units = segments(bent, shapely.box(-1, -1, 100, 100), most_m=60)
    assert units.length_m.tolist() == pytest.approx([60, 60])
    assert shapely.union_all(units.shapes).length == pytest.approx(120)


def test_a_place_belongs_to_the_nearest_stretch_within_reach() -> None:
    units = segments(LineString([(0, 0), (200, 0)]), shapely.box(-1, -1, 300, 1), most_m=100)
    assert units.unit_of([(10, 20), (190, -20), (50, 45)], within_m=40).tolist() == [0, 1, -1]


def test_no_streets_make_no_units() -> None:
    units = segments(LineString([(0, 0), (9, 0)]), shapely.box(50, 50, 60, 60), most_m=100)
    assert len(units.shapes) == 0
    assert units.neighbours().size == 0
    assert units.unit_of([(0, 0)], 50).tolist() == [-1]


def test_a_street_that_only_touches_the_border_takes_no_other_with_it() -> None:
    streets = MultiLineString([[(10, 50), (90, 50)], [(100, 50), (150, 50)], [(20, 20), (20, 80)]])
    units = segments(streets, shapely.box(0, 0, 100, 100), most_m=100)
    # The first is cut by the third, and the third by it; the second meets the zone in a point.
    assert sorted(shapely.length(units.shapes)) == pytest.approx([10, 30, 30, 70])
