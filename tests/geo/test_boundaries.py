"""Outlines: their faults, their repair, and what lies between neighbours."""

import pytest
import shapely

from geo.metric import area_m2, metres_per_degree
from geo.topology import best_parents, duplicates, gaps, overlaps
from geo.validity import problem, repair
from tests.places import jittered_tiles

EAST_M, NORTH_M = metres_per_degree(33.0)


def block(x_m: float, y_m: float, width_m: float, height_m: float) -> shapely.Polygon:
    """A rectangle in metres east and north of 113 E, 33 N."""
    return shapely.box(
        113 + x_m / EAST_M,
        33 + y_m / NORTH_M,
        113 + (x_m + width_m) / EAST_M,
        33 + (y_m + height_m) / NORTH_M,
    )


def test_the_area_of_a_hundred_metre_square_is_a_hectare() -> None:
    assert area_m2(block(0, 0, 100, 100)) == pytest.approx(10_000, rel=1e-4)


def test_a_bow_tie_becomes_two_triangles_and_says_where_it_crossed() -> None:
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    repaired = repair(bow)
    assert repaired.geometry.is_valid
    assert repaired.geometry.area == pytest.approx(0.5)
    assert [(c.kind, c.lon, c.lat) for c in repaired.changes] == [("self_intersection", 0.5, 0.5)]


def test_a_sound_outline_is_not_touched() -> None:
    assert repair(block(0, 0, 10, 10)).changes == ()


@pytest.mark.parametrize(
    ("geometry", "kind"),
    [
        (shapely.Polygon(), "empty"),
        (shapely.Point(1, 2), "not_polygonal"),
        (shapely.box(0, 0, 500, 5), "not_degrees"),
        (shapely.Polygon([(0, 0), (float("inf"), 1), (1, 1), (0, 0)]), "not_finite"),
        (None, "empty"),
    ],
)
def test_what_is_beyond_repair_is_named(geometry: shapely.Polygon | None, kind: str) -> None:
    found = problem(geometry)
    assert found is not None
    assert found.kind == kind


def test_an_overlap_has_its_area_in_square_metres() -> None:
    found = overlaps([block(0, 0, 100, 100), block(90, 0, 100, 100)])
    assert [(o.first, o.second) for o in found] == [(0, 1)]
    assert found[0].area_m2 == pytest.approx(1000, rel=1e-3)


def test_a_sliver_that_opens_outwards_and_a_hole_are_both_gaps() -> None:
    apart = gaps([block(0, 0, 100, 100), block(104, 0, 100, 100)])
    assert [g.between for g in apart] == [(0, 1)]
    assert apart[0].area_m2 == pytest.approx(400, rel=0.01)
    frame = block(0, 0, 300, 300).difference(block(100, 100, 100, 100))
    left, right = frame.intersection(block(0, 0, 150, 300)), frame.intersection(block(150, 0, 150, 300))
    hole = gaps([left, right])
    assert [round(g.area_m2, -1) for g in hole] == [10_000]


def test_a_partition_has_neither() -> None:
    tiles = jittered_tiles(8, seed=3)
    assert overlaps(tiles) == []
    assert gaps(tiles) == []


def test_the_same_outline_twice_is_a_duplicate() -> None:
    assert duplicates([block(0, 0, 50, 50), block(60, 0, 50, 50), block(0, 0, 50, 50)]) == [(0, 2)]


def test_a_child_belongs_to_the_parent_that_holds_most_of_it() -> None:
    parents = [block(0, 0, 100, 100), block(100, 0, 100, 100)]
    found = best_parents([block(80, 0, 100, 50), block(500, 0, 10, 10)], parents)
    assert found[0] == (1, pytest.approx(0.8))
    assert found[1] == (-1, 0.0)
