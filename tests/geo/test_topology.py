"""Neighbours: overlaps, gaps, slivers, the same zone twice."""

from random import Random

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon

from geo.topology import duplicates, gaps, multiparts, overlaps
from tests.geo.block import at, block
from tests.geo.real import repaired
from tests.places import jittered_tiles


def test_an_overlap_has_its_area_in_square_metres() -> None:
    (found,) = overlaps([block(0, 0, 100, 100), block(90, 0, 100, 100)])
    assert (found.first, found.second) == (0, 1)
    assert found.area_m2 == pytest.approx(10 * 100, rel=1e-3)
    assert found.shape.equals_exact(MultiPolygon([block(90, 0, 10, 100)]).normalize(), 1e-12, normalize=True)


def test_overlaps_come_largest_first_and_those_below_the_limit_not_at_all() -> None:
    zones = [block(0, 0, 100, 100), block(99, 0, 100, 100), block(190, 0, 100, 100)]
    assert [(o.first, o.second) for o in overlaps(zones)] == [(1, 2), (0, 1)]
    assert [(o.first, o.second) for o in overlaps(zones, least_m2=500)] == [(1, 2)]


def test_neighbours_that_share_an_edge_do_not_overlap() -> None:
    assert overlaps([block(0, 0, 100, 100), block(100, 0, 100, 100)]) == []


def test_a_sliver_that_opens_outwards_is_found() -> None:
    (gap,) = gaps([block(0, 0, 100, 100), block(104, 0, 100, 100)])
    assert (gap.between, gap.sliver) == ((0, 1), True)
    assert gap.area_m2 == pytest.approx(4 * 100, rel=0.01)


def test_a_street_wider_than_asked_for_is_no_gap() -> None:
    assert gaps([block(0, 0, 100, 100), block(104, 0, 100, 100)], width_m=3) == []


def test_a_lake_between_zones_is_a_gap_but_no_sliver() -> None:
    frame = block(0, 0, 300, 300).difference(block(100, 100, 100, 100))
    west, east = frame.intersection(block(0, 0, 150, 300)), frame.intersection(block(150, 0, 150, 300))
    (gap,) = gaps([west, east])
    assert (gap.between, gap.sliver) == ((0, 1), False)
    assert gap.area_m2 == pytest.approx(10_000, rel=1e-3)


def test_an_island_in_a_lake_is_not_part_of_the_gap() -> None:
    lake = block(100, 100, 100, 100)
    frame = block(0, 0, 300, 300).difference(lake)
    zones = [frame.intersection(block(0, 0, 150, 300)), frame.intersection(block(150, 0, 150, 300))]
    (gap,) = gaps([*zones, block(140, 140, 20, 20)])
    assert gap.area_m2 == pytest.approx(100 * 100 - 20 * 20, rel=1e-3)


def test_a_hole_in_one_zone_is_its_own_affair() -> None:
    assert gaps([block(0, 0, 300, 300).difference(block(100, 100, 100, 100)), block(300, 0, 9, 9)]) == []


def test_the_notch_where_neighbours_meet_at_the_rim_is_no_gap() -> None:
    left = Polygon([at(0, 0), at(100, 0), at(100, 100), at(80, 200), at(0, 200)])
    right = Polygon([at(100, 0), at(200, 0), at(200, 200), at(105, 200), at(100, 100)])
    # The rims part by 14°: 25 m over a height of 100 m.
    assert gaps([left, right]) == []


def test_the_same_outline_twice_is_a_duplicate_though_drawn_another_way() -> None:
    again = shapely.segmentize(block(0.5, 0, 50, 50), 0.0001).reverse()
    zones = [block(0, 0, 50, 50), block(60, 0, 50, 50), again]
    assert duplicates(zones) == [(0, 2)]
    assert duplicates(zones, tolerance_m=0.4) == []


def test_a_bitten_copy_is_no_duplicate() -> None:
    bitten = block(0, 0, 50, 50).difference(block(20, 20, 10, 10))
    assert duplicates([block(0, 0, 50, 50), bitten]) == []


def test_zones_of_several_parts_are_counted() -> None:
    islands = MultiPolygon([block(0, 0, 5, 5), block(9, 0, 5, 5)])
    assert multiparts([block(20, 0, 5, 5), islands]) == [(1, 2)]


def test_nothing_has_no_faults() -> None:
    assert (overlaps([]), gaps([]), duplicates([]), multiparts([])) == ([], [], [], [])


@given(st.integers(0, 10_000))
def test_a_partition_has_neither_overlap_nor_gap(seed: int) -> None:
    tiles = jittered_tiles(4, seed)
    assert overlaps(tiles) == []
    assert gaps(tiles) == []


@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_the_order_of_zones_changes_no_area(seed: int, random: Random) -> None:
    tiles = [shapely.affinity.scale(tile, 1.01, 1.01) for tile in jittered_tiles(3, seed)]
    shuffled = random.sample(tiles, len(tiles))
    for there, here in zip(overlaps(tiles), overlaps(shuffled), strict=True):
        assert there.area_m2 == pytest.approx(here.area_m2, rel=1e-9)


def test_the_wards_of_boston_do_not_quite_meet() -> None:
    wards = repaired("boston/areas.gpkg", "wards")
    assert [(o.first, o.second) for o in overlaps(wards)][:2] == [(20, 21), (2, 4)]
    slivers = [gap for gap in gaps(wards) if gap.sliver]
    assert len(slivers) == 16
    assert slivers[0].between == (20, 21)


def test_the_districts_of_taipei_meet_exactly() -> None:
    towns = repaired("taipei/taipei_town.geojson")
    assert (overlaps(towns), gaps(towns)) == ([], [])
