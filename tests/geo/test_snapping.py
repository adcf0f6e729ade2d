"""Neighbours that nearly meet are made to meet."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon

from geo.metric import area_m2
from geo.snapping import snap_coverage
from geo.topology import gaps, overlaps
from tests.geo.block import block
from tests.geo.real import repaired
from tests.places import jittered_tiles


def test_a_sliver_closes_and_says_how_far_it_was() -> None:
    zones = [block(0, 0, 100, 100), block(103, 0, 100, 100)]
    snapped = snap_coverage(zones, 0.5, gap_width_m=5)
    assert (snapped.valid, gaps(snapped.zones)) == (True, [])
    # Three metres by a hundred go to one side as a whole: the first of equals.
    assert snapped.grown_m2[0] == pytest.approx(300, rel=0.01)
    assert snapped.grown_m2[1] == pytest.approx(0, abs=0.5)
    assert snapped.furthest_m == pytest.approx(3, rel=0.01)


def test_a_wider_gap_stays() -> None:
    zones = [block(0, 0, 100, 100), block(103, 0, 100, 100)]
    snapped = snap_coverage(zones, 0.5, gap_width_m=2)
    assert all(new is old for new, old in zip(snapped.zones, zones, strict=True))
    assert snapped.furthest_m == 0


def test_land_claimed_twice_goes_to_one_side() -> None:
    snapped = snap_coverage([block(0, 0, 100, 100), block(98, 0, 100, 100)], 0.5)
    assert (snapped.valid, overlaps(snapped.zones)) == (True, [])
    assert sum(snapped.grown_m2) == pytest.approx(-200, rel=0.01)
    assert snapped.furthest_m == pytest.approx(2, rel=0.01)


def test_a_zone_that_another_covers_is_said_to_be_lost() -> None:
    snapped = snap_coverage([block(0, 0, 100, 100), block(40, 40, 0.2, 0.2)], 0.5)
    assert snapped.lost == (1,)
    assert snapped.zones[1].is_empty


def test_a_far_zone_keeps_its_identity() -> None:
    zones = [block(0, 0, 100, 100), block(103, 0, 100, 100), block(900, 0, 100, 100)]
    snapped = snap_coverage(zones, 0.5, gap_width_m=5)
    assert snapped.zones[2] is zones[2]
    assert (snapped.moved_m[2], snapped.grown_m2[2]) == (0, 0)


def test_nothing_snaps_to_nothing() -> None:
    assert snap_coverage([], 1.0).zones == ()


@given(st.integers(0, 10_000))
def test_a_coverage_is_left_alone(seed: int) -> None:
    tiles = jittered_tiles(3, seed)
    snapped = snap_coverage(tiles, 0.5)
    assert all(new is old for new, old in zip(snapped.zones, tiles, strict=True))


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_shaken_zones_become_a_coverage_of_about_the_same_area(seed: int) -> None:
    rng = np.random.default_rng(seed)
    shaken = [
        Polygon(shapely.get_coordinates(tile)[:-1] + rng.uniform(-2e-6, 2e-6, (4, 2)))
        for tile in jittered_tiles(3, seed)
    ]
    snapped = snap_coverage(shaken, 1.0, gap_width_m=2.0)
    assert snapped.valid
    assert snapped.lost == ()
    # 2e-6° are 0.22 m; two corners shaken apart, each by that in both directions, lie 0.63 m apart at most.
    assert snapped.furthest_m < 1.7
    assert sum(map(area_m2, snapped.zones)) == pytest.approx(sum(map(area_m2, shaken)), rel=1e-3)


@pytest.mark.parametrize("layer", ["wards", "precincts"])
def test_boston_becomes_a_coverage_by_moving_a_few_metres(layer: str) -> None:
    zones = repaired("boston/areas.gpkg", layer)
    snapped = snap_coverage(zones, 0.5, gap_width_m=10)
    assert snapped.valid
    assert snapped.lost == ()
    assert snapped.furthest_m < 5
    assert (overlaps(snapped.zones), gaps(snapped.zones)) == ([], [])
