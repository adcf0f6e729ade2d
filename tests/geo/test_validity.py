"""Repairs of boundaries, told one by one. A degree square at the equator has 12,308,778,361 m² (WGS 84)."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geo.metric import area_m2
from geo.validity import SLIVER_M2, problem, problems, repair
from tests.geo.real import published

DEGREE_SQUARE_M2 = 12_308_778_361
RIGHT_WAY = [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)]
HOLE = [(1, 1), (1, 2), (2, 2), (2, 1), (1, 1)]


def kinds(geometry: BaseGeometry) -> list[str]:
    return [change.kind.value for change in repair(geometry).changes]


def test_a_bow_tie_becomes_two_triangles_and_says_where_it_crossed() -> None:
    repaired = repair(Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]))
    assert repaired.geometry.area == pytest.approx(0.5)
    assert [(c.kind, c.lon, c.lat) for c in repaired.changes] == [("self_intersection", 0.5, 0.5)]


def test_a_sound_outline_is_not_touched() -> None:
    assert repair(shapely.box(0, 0, 1, 1)).changes == ()


@pytest.mark.parametrize(
    ("geometry", "kind"),
    [
        (Polygon(), "empty"),
        (shapely.Point(1, 2), "not_polygonal"),
        (shapely.box(0, 0, 500, 5), "not_degrees"),
        (Polygon([(0, 0), (float("inf"), 1), (1, 1), (0, 0)]), "not_finite"),
        (None, "empty"),
    ],
)
def test_what_is_beyond_repair_is_named(geometry: BaseGeometry | None, kind: str) -> None:
    found = problem(geometry)
    assert found is not None
    assert found.kind == kind


def test_a_spike_without_width_is_cut_off_and_said() -> None:
    spiked = Polygon([(0, 0), (4, 0), (4, 4), (2, 4), (2, 6), (2, 4), (0, 4)])
    repaired = repair(spiked)
    assert repaired.geometry.equals(Polygon(RIGHT_WAY))
    assert [(c.kind, c.lon, c.lat) for c in repaired.changes] == [
        ("dropped_line", 2.0, 4.0),
        ("self_intersection", 2.0, 6.0),
    ]


def test_the_two_lobes_of_a_bow_tie_count_as_area_won() -> None:
    bow = Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    (change,) = repair(bow).changes
    # The lobes run opposite ways and cancel out as drawn; repaired they are half a square.
    assert change.area_m2 == pytest.approx(DEGREE_SQUARE_M2 / 2, rel=1e-3)


def test_a_ring_drawn_clockwise_is_turned() -> None:
    turned = repair(Polygon(RIGHT_WAY[::-1]))
    assert [c.kind.value for c in turned.changes] == ["orientation"]
    assert turned.geometry.geoms[0].exterior.is_ccw


def test_points_drawn_twice_are_counted() -> None:
    doubled = Polygon([(0, 0), (4, 0), (4, 0), (4, 4), (4, 4), (4, 4), (0, 4)])
    repaired = repair(doubled)
    (change,) = repaired.changes
    assert (change.kind, change.lon, change.lat, change.count) == ("duplicate_points", 4.0, 0.0, 3)
    assert shapely.get_num_coordinates(repaired.geometry) == 5


def test_a_part_drawn_backwards_inside_another_is_a_hole() -> None:
    repaired = repair(MultiPolygon([Polygon(RIGHT_WAY), Polygon(HOLE)]))
    assert repaired.geometry.area == pytest.approx(16 - 1)


def test_a_part_drawn_forwards_inside_another_is_the_same_land_twice() -> None:
    repaired = repair(MultiPolygon([Polygon(RIGHT_WAY), Polygon(HOLE[::-1])]))
    assert repaired.geometry.area == pytest.approx(16)
    assert [c.kind.value for c in repaired.changes] == ["overlapping_parts"]


def test_parts_that_overlap_become_one() -> None:
    repaired = repair(MultiPolygon([shapely.box(0, 0, 2, 2), shapely.box(1, 0, 3, 2)]))
    assert repaired.geometry.area == pytest.approx(6)
    change = repaired.changes[-1]
    assert change.kind == "overlapping_parts"
    # Drawn: 4 + 4 squares; the land that both parts claim, 2 squares, counts once.
    assert change.area_m2 == pytest.approx(-2 * DEGREE_SQUARE_M2, rel=2e-3)


def test_a_hole_beside_its_shell_is_land() -> None:
    aside = Polygon(RIGHT_WAY, [[(5, 5), (5, 6), (6, 6), (6, 5), (5, 5)]])
    assert repair(aside).geometry.area == pytest.approx(17)


def test_holes_beside_a_splinter_are_the_land_and_the_splinter_goes_along() -> None:
    splinter = [(4, 4), (4, 4.00001), (4.00001, 4), (4, 4)]
    # One touches the splinter at its corner, the other lies apart from both.
    aside = Polygon(splinter, [RIGHT_WAY[::-1], [(9, 9), (9, 10), (10, 10), (10, 9), (9, 9)]])
    repaired = repair(aside)
    assert repaired.geometry.area == pytest.approx(16 + 1)
    assert repaired.lost_share == 0


def test_a_hole_that_only_touches_its_shell_from_outside_is_land() -> None:
    aside = Polygon(RIGHT_WAY, [[(4, 0), (4, 4), (5, 4), (5, 0), (4, 0)]])
    assert repair(aside).geometry.equals(shapely.box(0, 0, 5, 4))


def test_a_real_hole_is_no_loss_however_large_nor_is_a_part_drawn_backwards_inside_another() -> None:
    large = [(0.1, 0.1), (0.1, 3.9), (3.9, 3.9), (3.9, 0.1), (0.1, 0.1)]
    spiked = Polygon([(0, 0), (4, 0), (4, 4), (2, 4), (2, 6), (2, 4), (0, 4)], [large])
    assert repair(spiked).lost_share == 0
    assert repair(MultiPolygon([Polygon(RIGHT_WAY), Polygon(large)])).lost_share == 0


def test_what_sticks_out_of_a_shell_and_is_cut_off_counts_as_lost() -> None:
    # The hole takes 1 square of the shell's 16 and leaves 15; its 3 other squares lie outside and are not kept.
    across = Polygon(RIGHT_WAY, [[(3, 0), (3, 1), (7, 1), (7, 0), (3, 0)]])
    repaired = repair(across)
    assert repaired.geometry.area == pytest.approx(15)
    assert repaired.lost_m2 == pytest.approx(3 * DEGREE_SQUARE_M2, rel=5e-3)
    assert repaired.lost_share == pytest.approx(3 / 18, rel=5e-3)


def test_slivers_go_and_pinholes_are_filled() -> None:
    tiny = 1e-7  # a centimetre
    sliver = Polygon([(9, 9), (9 + tiny, 9), (9 + tiny, 9 + tiny)])
    pinhole = [(1, 1), (1, 1 + tiny), (1 + tiny, 1 + tiny), (1, 1)]
    repaired = repair(MultiPolygon([Polygon(RIGHT_WAY, [pinhole]), sliver]))
    assert repaired.geometry.equals(Polygon(RIGHT_WAY))
    assert [c.kind.value for c in repaired.changes] == ["filled_sliver", "dropped_sliver"]
    assert all(abs(c.area_m2) < SLIVER_M2 for c in repaired.changes)


def test_heights_lines_and_points_are_left_behind() -> None:
    mixed = shapely.from_wkt(
        "GEOMETRYCOLLECTION Z (POLYGON Z ((0 0 7, 4 0 7, 4 4 7, 0 4 7, 0 0 7)),"
        " LINESTRING Z (7 7 7, 8 8 7), POINT Z (9 9 7))"
    )
    repaired = repair(mixed)
    assert not repaired.geometry.has_z
    assert [c.kind.value for c in repaired.changes] == ["dimension", "dropped_line", "dropped_point"]


def test_measures_along_the_line_are_left_behind_too() -> None:
    assert not repair(shapely.from_wkt("POLYGON M ((0 0 7, 4 0 7, 4 4 7, 0 0 7))")).geometry.has_m


def test_a_line_alone_leaves_nothing() -> None:
    assert repair(shapely.LineString([(0, 0), (1, 1)])).geometry.is_empty


def test_an_infinite_coordinate_is_not_repaired() -> None:
    with pytest.raises(ValueError, match="not finite"):
        repair(Polygon([(0, 0), (float("inf"), 1), (1, 1), (0, 0)]))


def test_all_problems_are_named_with_their_number() -> None:
    found = problems(Polygon([(0, 0), (float("inf"), 1), (200, 1), (0, 0)]), max_vertices=3)
    assert [(p.kind, p.count) for p in found] == [
        ("not_finite", 1),
        ("not_degrees", 1),
        ("too_many_vertices", 4),
    ]


rings = st.lists(
    st.tuples(st.integers(-20, 20), st.integers(-20, 20)).map(lambda p: (p[0] / 1000, p[1] / 1000)),
    min_size=4,
    max_size=12,
)
scribbles = st.lists(rings.map(Polygon), min_size=1, max_size=3).map(MultiPolygon)


@given(scribbles)
def test_whatever_is_drawn_comes_out_valid_and_the_right_way_round(drawn: MultiPolygon) -> None:
    repaired = repair(drawn).geometry
    assert repaired.is_valid
    assert all(part.exterior.is_ccw and area_m2(part) >= SLIVER_M2 for part in repaired.geoms)


@given(scribbles)
def test_what_is_repaired_needs_no_repair(drawn: MultiPolygon) -> None:
    once = repair(drawn)
    again = repair(once.geometry)
    assert again.changes == ()
    assert again.geometry.equals_exact(once.geometry, 0)


@given(scribbles)
def test_a_drawing_without_changes_was_valid(drawn: MultiPolygon) -> None:
    assert repair(drawn).changes or drawn.is_valid


@pytest.mark.parametrize(
    ("file", "layer", "invalid"),
    [
        ("boston/areas.gpkg", "wards", 3),
        ("boston/areas.gpkg", "precincts", 2),
        ("boston/areas.gpkg", "boston_neighborhoods", 1),
        ("taipei/taipei_village.geojson", None, 2),
    ],
)
def test_the_known_faults_of_real_cities_are_found_and_repaired(file: str, layer: str | None, invalid: int) -> None:
    shapes = published(file, layer)
    done = [repair(shape) for shape in shapes]
    crossed = [one for one in done if any(c.kind == "self_intersection" for c in one.changes)]
    assert len(crossed) == invalid == sum(not shape.is_valid for shape in shapes)
    assert all(one.geometry.is_valid for one in done)
    # Each fault is a ring that touches itself or a hair: no repair moves a square decimetre.
    assert max(abs(c.area_m2) for one in done for c in one.changes) < 0.01


@pytest.mark.parametrize(
    ("layer", "row", "km2"),
    [
        ("csas", 3, 16.359),  # a splinter with three holes beside it, which are the land
        ("csas", 43, 4.307),
        ("neighborhoods_2020", 113, 5.088),
        ("neighborhoods_2020", 159, 0.944),
    ],
)
def test_holes_beside_their_shell_in_baltimore_stay_land(layer: str, row: int, km2: float) -> None:
    repaired = repair(published("baltimore/areas.gpkg", layer)[row])
    assert area_m2(repaired.geometry) / 1e6 == pytest.approx(km2, abs=0.0005)
    assert repaired.lost_share == pytest.approx(0, abs=1e-9)
