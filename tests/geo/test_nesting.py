"""Children in their parents, and parents from their children."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.metric import area_m2
from geo.nesting import NO_PARENT, best_parents, nest, union_of
from tests.geo.block import block
from tests.geo.real import repaired
from tests.places import jittered_tiles

WEST, EAST = block(0, 0, 100, 100), block(100, 0, 100, 100)


def test_a_child_belongs_to_the_parent_that_holds_most_of_it() -> None:
    found = best_parents([block(80, 0, 100, 50), block(500, 0, 10, 10)], [WEST, EAST])
    assert found[0][0] == 1
    assert found[0][1] == pytest.approx(0.8)
    assert found[1] == (NO_PARENT, 0.0)


def test_equal_halves_go_to_the_first_parent() -> None:
    assert best_parents([block(90, 0, 20, 10)], [WEST, EAST])[0][0] == 0


def test_land_outside_the_stated_parent_is_measured() -> None:
    (nested,) = nest([block(80, 0, 100, 50)], [WEST, EAST], [0])
    # 20 of 100 metres lie in the stated parent; 80 m × 50 m lie outside.
    assert (nested.parent, nested.best) == (0, 1)
    assert nested.stated_share == pytest.approx(0.2)
    assert nested.outside_m2 == pytest.approx(80 * 50, rel=1e-3)


def test_without_a_stated_parent_the_best_one_is_derived() -> None:
    (nested,) = nest([block(110, 10, 20, 20)], [WEST, EAST], [None])
    assert (nested.stated, nested.parent, nested.outside_m2) == (NO_PARENT, 1, 0.0)


def test_a_parent_that_is_not_there_is_an_error() -> None:
    with pytest.raises(IndexError):
        nest([WEST], [EAST], [1])
    with pytest.raises(ValueError, match="2 stated parents for 1 children"):
        nest([WEST], [EAST], [0, 0])


@given(st.integers(0, 10_000))
def test_shares_of_a_child_add_up_where_parents_cover_it(seed: int) -> None:
    parents = jittered_tiles(3, seed)
    child = shapely.box(113.605, 33.405, 113.625, 33.425)
    covered = shapely.intersection(child, shapely.union_all(parents)).area / child.area
    total = sum(nest([child], parents, [p])[0].stated_share for p in range(len(parents)))
    assert total == pytest.approx(covered, abs=1e-9)


@given(st.integers(0, 10_000))
def test_a_parent_is_the_sum_of_its_children_and_has_no_vertex_of_its_own(seed: int) -> None:
    children = jittered_tiles(4, seed)
    parent = union_of(children)
    assert area_m2(parent) == pytest.approx(sum(map(area_m2, children)), rel=1e-9)
    theirs = {tuple(xy) for child in children for xy in shapely.get_coordinates(child)}
    assert {tuple(xy) for xy in shapely.get_coordinates(parent)} <= theirs


@given(st.integers(0, 10_000))
def test_two_parents_share_their_border_vertex_by_vertex(seed: int) -> None:
    tiles = jittered_tiles(4, seed)
    halves = [union_of(tiles[:8]), union_of(tiles[8:])]
    assert shapely.coverage_is_valid(halves)


def test_children_that_overlap_still_have_an_outline() -> None:
    outline = union_of([block(0, 0, 60, 100), block(40, 0, 60, 100)])
    assert area_m2(outline) == pytest.approx(area_m2(WEST), rel=1e-9)


def test_the_villages_of_taipei_lie_in_districts_but_nine_stick_out_by_more_than_a_hundredth() -> None:
    villages = repaired("taipei/taipei_village.geojson")
    found = nest(villages, repaired("taipei/taipei_town.geojson"))
    assert len(found) == 456
    assert min(one.best_share for one in found) > 0.9
    assert sum(one.best_share < 0.99 for one in found) == 9
