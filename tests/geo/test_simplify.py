"""Copies of a coverage for small scales."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon

from geo.polygonal import Polygonal
from geo.simplify import pixel_m, simplify_coverage, simplify_for_zooms
from tests.geo.block import at, block
from tests.geo.real import repaired
from tests.places import jittered_tiles

# The common border bends by 2 m at half its height: a triangle of 100 m × 2 m / 2 = 100 m².
WEST = Polygon([at(0, 0), at(100, 0), at(102, 50), at(100, 100), at(0, 100)])
EAST = Polygon([at(100, 0), at(200, 0), at(200, 100), at(100, 100), at(102, 50)])


def test_a_pixel_of_zoom_nought_is_the_equator_in_512() -> None:
    assert pixel_m(0, 0) == pytest.approx(40_075_016.7 / 512)
    assert pixel_m(1, 60) == pytest.approx(pixel_m(0, 0) / 4)


@pytest.mark.parametrize(("tolerance_m", "vertices"), [(9.9, 6), (10.1, 5)])
def test_a_bend_goes_when_its_triangle_is_smaller_than_the_tolerance_squared(tolerance_m: float, vertices: int) -> None:
    simplified = simplify_coverage([WEST, EAST], tolerance_m)
    assert [shapely.get_num_coordinates(zone) for zone in simplified.zones] == [vertices, vertices]
    assert simplified.shared


def test_vertices_that_stay_keep_their_bits() -> None:
    simplified = simplify_coverage([WEST, EAST], 10.1)
    left = {tuple(xy) for zone in simplified.zones for xy in shapely.get_coordinates(zone)}
    assert left <= {tuple(xy) for zone in (WEST, EAST) for xy in shapely.get_coordinates(zone)}


def test_zones_that_do_not_quite_meet_are_mended_first() -> None:
    simplified = simplify_coverage([block(0, 0, 100, 100), block(100.3, 0, 100, 100)], 1)
    assert simplified.shared


def test_where_nothing_mends_each_zone_is_simplified_by_itself() -> None:
    twice: list[Polygonal] = [WEST, WEST]
    simplified = simplify_coverage(twice, 20)
    assert not simplified.shared
    assert all(zone.is_valid and not zone.is_empty for zone in simplified.zones)


def test_without_tolerance_nothing_changes() -> None:
    assert simplify_coverage([WEST, EAST], 0).zones == (WEST, EAST)


def test_nothing_simplifies_to_nothing() -> None:
    assert simplify_coverage([], 5).zones == ()
    assert simplify_for_zooms([], [3])[3].zones == ()


@given(st.integers(0, 1000), st.floats(1, 2000))
def test_borders_stay_shared_and_no_zone_vanishes(seed: int, tolerance_m: float) -> None:
    tiles: list[Polygonal] = [shapely.segmentize(tile, 0.001) for tile in jittered_tiles(4, seed)]
    simplified = simplify_coverage(tiles, tolerance_m)
    assert simplified.shared
    assert all(zone.is_valid and not zone.is_empty for zone in simplified.zones)
    assert shapely.get_num_coordinates(simplified.zones).sum() <= shapely.get_num_coordinates(tiles).sum()


def test_the_farther_away_the_fewer_vertices() -> None:
    towns = repaired("taipei/taipei_town.geojson")
    copies = simplify_for_zooms(towns, [8, 10, 12, 14])
    counts = [int(shapely.get_num_coordinates(copies[zoom].zones).sum()) for zoom in (8, 10, 12, 14)]
    assert counts == sorted(counts)
    assert counts[0] < 400
    assert shapely.get_num_coordinates(towns).sum() > 10_000
    assert all(copy.shared for copy in copies.values())


def test_boston_keeps_every_precinct_at_every_zoom() -> None:
    copies = simplify_for_zooms(repaired("boston/areas.gpkg", "precincts"), [9, 13])
    for copy in copies.values():
        assert copy.shared
        assert all(zone.is_valid and not zone.is_empty for zone in copy.zones)
