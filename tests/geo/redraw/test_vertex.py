"""Moving, inserting and deleting vertices of shared borders."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon

from geo.metric import area_m2
from geo.redraw import RedrawRefused, Refusal, delete_vertex, insert_vertex, move_vertex
from tests.geo.block import EAST_M, at, block
from tests.geo.redraw.town import attempt, bent_pair, tiles, two_blocks, west_and_two


def test_both_neighbours_follow_a_moved_vertex() -> None:
    redrawn = move_vertex(bent_pair(), at(100, 50), at(110, 50))
    assert redrawn.changed == ("west", "east")
    # A triangle of base 100 m and height 10 m changes sides.
    assert area_m2(redrawn.coverage["west"]) == pytest.approx(10_000 + 500, rel=1e-3)
    assert area_m2(redrawn.coverage["east"]) == pytest.approx(10_000 - 500, rel=1e-3)
    assert shapely.coverage_is_valid(list(redrawn.coverage.values()))


def test_the_coverage_given_stays_as_it_was() -> None:
    coverage = bent_pair()
    before = dict(coverage)
    move_vertex(coverage, at(100, 50), at(110, 50))
    assert all(coverage[code] is zone for code, zone in before.items())
    assert list(coverage) == list(before)


def test_a_vertex_that_comes_near_another_becomes_it() -> None:
    redrawn = move_vertex(bent_pair(), at(100, 50), at(100.5, 99.5), snap_m=1)
    # The border is straight again and has two vertices: four corners each.
    assert [shapely.get_num_coordinates(zone) for zone in redrawn.coverage.values()] == [5, 5]


def test_a_vertex_that_comes_less_near_stays_its_own() -> None:
    redrawn = move_vertex(bent_pair(), at(100, 50), at(102, 98), snap_m=1)
    assert [shapely.get_num_coordinates(zone) for zone in redrawn.coverage.values()] == [6, 6]


def test_a_border_may_not_cross_itself() -> None:
    with pytest.raises(RedrawRefused) as refused:
        move_vertex(bent_pair(), at(100, 50), at(-50, 50))
    assert refused.value.reason == Refusal.SELF_CROSSING
    assert refused.value.codes == ("west",)
    assert refused.value.where is not None


def test_a_border_may_not_run_into_a_third_zone() -> None:
    coverage = two_blocks() | {"far": block(250, 0, 50, 100)}
    with pytest.raises(RedrawRefused) as refused:
        move_vertex(coverage, at(200, 0), at(270, 10))
    assert refused.value.reason == Refusal.OVERLAP
    assert refused.value.codes == ("east", "far")


def test_a_border_may_not_come_to_lie_along_another_without_its_vertices() -> None:
    leaning = Polygon([at(0, 0), at(100, 0), at(110, 100), at(0, 100)])
    coverage = {"leaning": leaning, "far": block(110, 25, 100, 50)}
    with pytest.raises(RedrawRefused) as refused:
        move_vertex(coverage, at(100, 0), at(110, 0))
    assert refused.value.reason == Refusal.UNSHARED_EDGE
    assert set(refused.value.codes) == {"leaning", "far"}


def test_faults_elsewhere_do_not_forbid_a_redrawing() -> None:
    faulty = bent_pair() | {"far": block(180, 0, 100, 100)}  # overlaps "east" already
    redrawn = move_vertex(faulty, at(100, 50), at(110, 50))
    assert redrawn.changed == ("west", "east")


def test_a_zone_may_not_be_emptied() -> None:
    triangle = {"a": Polygon([at(0, 0), at(100, 0), at(0, 100)])}
    with pytest.raises(RedrawRefused) as refused:
        move_vertex(triangle, at(100, 0), at(0, 99.9), snap_m=1)
    assert refused.value.reason == Refusal.EMPTIED


def test_a_place_without_vertex_cannot_move() -> None:
    with pytest.raises(RedrawRefused) as refused:
        move_vertex(two_blocks(), at(50, 50), at(60, 60))
    assert refused.value.reason == Refusal.NO_VERTEX


def test_a_vertex_that_a_neighbour_lacks_may_not_move() -> None:
    with pytest.raises(RedrawRefused) as refused:
        move_vertex(west_and_two(), at(100, 50), at(110, 50))
    assert (refused.value.reason, refused.value.codes) == (Refusal.UNSHARED_EDGE, ("west",))


def test_a_new_vertex_lands_on_the_edge_in_both_neighbours() -> None:
    redrawn = insert_vertex(two_blocks(), at(100.8, 30))
    assert redrawn.changed == ("west", "east")
    both = [set(map(tuple, shapely.get_coordinates(zone))) for zone in redrawn.coverage.values()]
    (new,) = (both[0] & both[1]) - {tuple(xy) for xy in shapely.get_coordinates(two_blocks()["west"])}
    assert new == pytest.approx(at(100, 30), abs=1e-9)


def test_a_new_vertex_needs_an_edge_near_by() -> None:
    with pytest.raises(RedrawRefused) as refused:
        insert_vertex(two_blocks(), at(50, 50), within_m=2)
    assert refused.value.reason == Refusal.NO_EDGE


def test_where_a_vertex_is_none_is_put() -> None:
    with pytest.raises(RedrawRefused) as refused:
        insert_vertex(bent_pair(), at(100, 50))
    assert refused.value.reason == Refusal.VERTEX_EXISTS


def test_a_deleted_vertex_is_gone_on_both_sides() -> None:
    redrawn = delete_vertex(bent_pair(), at(100, 50))
    assert [shapely.get_num_coordinates(zone) for zone in redrawn.coverage.values()] == [5, 5]


def test_a_vertex_where_three_zones_meet_may_not_go() -> None:
    with pytest.raises(RedrawRefused) as refused:
        delete_vertex(tiles(2, seed=0), corner(2, 0, 1, 1))
    assert (refused.value.reason, len(refused.value.codes)) == (Refusal.JUNCTION, 4)


def corner(side: int, seed: int, row: int, column: int) -> tuple[float, float]:
    """The north-east corner of the tile one row and column before: the point where four tiles meet."""
    tile = tiles(side, seed)[f"{row - 1}{column - 1}"]
    lon, lat = shapely.get_coordinates(tile)[2].tolist()
    return lon, lat


places = st.floats(-0.004, 0.004)


@given(st.integers(0, 1000), places, places)
def test_moving_an_inner_vertex_keeps_the_sum_of_areas_or_is_refused(seed: int, east: float, north: float) -> None:
    coverage = tiles(3, seed)
    origin = corner(3, seed, 1, 1)
    before = sum(map(area_m2, coverage.values()))
    target = (origin[0] + east, origin[1] + north)
    redrawn = attempt(lambda: move_vertex(coverage, origin, target))
    if isinstance(redrawn, RedrawRefused):
        assert redrawn.reason in {Refusal.SELF_CROSSING, Refusal.OVERLAP, Refusal.EMPTIED}
        return
    assert sum(map(area_m2, redrawn.coverage.values())) == pytest.approx(before, rel=1e-9)
    assert shapely.coverage_is_valid(list(redrawn.coverage.values()))
    touched = {"00", "01", "10", "11"}
    assert all(redrawn.coverage[code] is zone for code, zone in coverage.items() if code not in touched)


@given(st.integers(0, 1000), st.floats(0.05, 0.95))
def test_an_inserted_vertex_can_be_deleted_again(seed: int, share: float) -> None:
    coverage = tiles(3, seed)
    (west, south), (east, north) = corner(3, seed, 1, 1), corner(3, seed, 1, 2)
    place = (west + share * (east - west), south + share * (north - south))
    inserted = insert_vertex(coverage, place)
    assert inserted.changed == ("01", "11")
    assert shapely.coverage_is_valid(list(inserted.coverage.values()))
    foot = min(
        (tuple(xy) for xy in shapely.get_coordinates(inserted.coverage["01"])),
        key=lambda xy: abs(xy[0] - place[0]) + abs(xy[1] - place[1]),
    )
    deleted = delete_vertex(inserted.coverage, foot)
    for code, zone in coverage.items():
        assert deleted.coverage[code].equals(zone)


def test_a_metre_is_a_metre_from_east_to_west() -> None:
    """The snapping distance is in metres: 1.2 m east is too far for a tolerance of one metre."""
    near, far = at(100 - 0.8, 100), at(100 - 1.2, 100)
    assert (at(100, 0)[0] - near[0]) * EAST_M == pytest.approx(0.8)
    merged = move_vertex(bent_pair(), at(100, 50), near, snap_m=1)
    kept = move_vertex(bent_pair(), at(100, 50), (far[0], at(0, 99)[1]), snap_m=1)
    assert shapely.get_num_coordinates(merged.coverage["west"]) == 5
    assert shapely.get_num_coordinates(kept.coverage["west"]) == 6
