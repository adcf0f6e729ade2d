"""Splitting along a line and merging again."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Polygon

from geo.metric import area_m2
from geo.polygonal import Polygonal
from geo.redraw import Coverage, RedrawRefused, Refusal, merge, split
from tests.geo.block import at, block
from tests.geo.redraw.town import attempt, tiles, two_blocks


def across(*metres: tuple[float, float]) -> LineString:
    """A line through places in metres."""
    return LineString([at(x, y) for x, y in metres])


def refusal(coverage: Coverage, line: LineString, *new: str) -> RedrawRefused:
    with pytest.raises(RedrawRefused) as refused:
        split(coverage, "west", line, new)
    return refused.value


def test_a_cut_gives_two_pieces_from_west_to_east() -> None:
    redrawn = split(two_blocks(), "west", across((30, -10), (30, 110)), ["w1", "w2"])
    assert area_m2(redrawn.coverage["w1"]) == pytest.approx(3_000, rel=1e-3)
    assert area_m2(redrawn.coverage["w2"]) == pytest.approx(7_000, rel=1e-3)
    assert (redrawn.added, redrawn.removed, redrawn.changed) == (("w1", "w2"), ("west",), ())
    assert list(redrawn.coverage) == ["w1", "w2", "east"]


def test_the_neighbour_gets_the_vertex_where_the_cut_ends() -> None:
    redrawn = split(two_blocks(), "west", across((-10, 40), (150, 40)), ["north", "south"])
    assert redrawn.changed == ("east",)
    assert shapely.get_num_coordinates(redrawn.coverage["east"]) == 6
    assert shapely.coverage_is_valid(list(redrawn.coverage.values()))
    # Equally far west: the one in the north comes first.
    assert area_m2(redrawn.coverage["north"]) == pytest.approx(6_000, rel=1e-3)


def test_an_end_just_short_of_the_border_reaches_it() -> None:
    redrawn = split(two_blocks(), "west", across((0.3, 40), (99.6, 40)), ["a", "b"], snap_m=0.5)
    assert shapely.coverage_is_valid(list(redrawn.coverage.values()))
    assert area_m2(redrawn.coverage["b"]) == pytest.approx(4_000, rel=1e-3)


def test_a_cut_that_passes_a_corner_closely_takes_the_corner() -> None:
    redrawn = split(two_blocks(), "west", across((-10, -10), (99.8, 100)), ["a", "b"], snap_m=0.5)
    assert redrawn.changed == ()
    assert [shapely.get_num_coordinates(redrawn.coverage[code]) for code in "ab"] == [4, 4]


def test_a_crooked_cut_may_turn_inside() -> None:
    redrawn = split(two_blocks(), "west", across((20, 110), (20, 50), (80, 50), (80, -10)), ["a", "b"])
    # West of the cut: 20 m × 50 m in the north and 80 m × 50 m in the south.
    assert area_m2(redrawn.coverage["a"]) == pytest.approx(1_000 + 4_000, rel=1e-3)


def test_the_old_code_may_live_on() -> None:
    redrawn = split(two_blocks(), "west", across((30, -10), (30, 110)), ["west", "new"])
    assert (redrawn.added, redrawn.changed, redrawn.removed) == (("new",), ("west",), ())


def test_a_cut_around_a_courtyard_goes_through_it() -> None:
    court = block(40, 40, 20, 20)
    around = Polygon(block(0, 0, 100, 100).exterior, [court.exterior])
    ring: dict[str, Polygonal] = {"west": around, "court": court}
    redrawn = split(ring, "west", across((50, -10), (50, 110)), ["a", "b"])
    assert area_m2(redrawn.coverage["a"]) == pytest.approx((10_000 - 400) / 2, rel=1e-3)
    assert redrawn.changed == ("court",)
    assert shapely.coverage_is_valid(list(redrawn.coverage.values()))


def test_an_island_stays_with_the_nearest_piece() -> None:
    coverage = {"west": MultiPolygon([block(0, 0, 100, 100), block(120, 0, 10, 10)])}
    redrawn = split(coverage, "west", across((50, -10), (50, 110)), ["a", "b"])
    assert [len(shapely.get_parts(redrawn.coverage[code])) for code in "ab"] == [1, 2]


def test_a_line_that_ends_inside_does_not_cross() -> None:
    refused = refusal(two_blocks(), across((-10, 50), (50, 50)), "a", "b")
    assert refused.reason == Refusal.NOT_CROSSING
    assert refused.where == pytest.approx(at(50, 50))


@pytest.mark.parametrize(
    "line",
    [
        across((-10, -10), (-10, 110)),  # outside
        across((0, 0), (0, 100)),  # along the border
        across((-50, 50), (0, 50), (-50, 90)),  # touching the border from outside
    ],
)
def test_a_line_that_leaves_one_piece_does_not_cross(line: LineString) -> None:
    assert refusal(two_blocks(), line, "a", "b").reason == Refusal.NOT_CROSSING


def test_the_number_of_pieces_is_told() -> None:
    zigzag = across((-10, 20), (110, 30), (110, 60), (-10, 70))
    refused = refusal(two_blocks(), zigzag, "a", "b")
    assert (refused.reason, refused.pieces) == (Refusal.WRONG_NUMBER_OF_CODES, 3)


def test_a_line_that_crosses_itself_is_refused() -> None:
    loop = across((-10, 50), (60, 50), (60, 80), (30, 80), (30, -10))
    assert refusal(two_blocks(), loop, "a", "b").reason == Refusal.LINE_CROSSES_ITSELF


def test_codes_are_checked() -> None:
    line = across((30, -10), (30, 110))
    assert refusal(two_blocks(), line, "east", "b").reason == Refusal.CODE_TAKEN
    assert refusal(two_blocks(), line, "a", "a").reason == Refusal.CODE_TAKEN
    with pytest.raises(RedrawRefused) as refused:
        split(two_blocks(), "nowhere", line, ["a", "b"])
    assert (refused.value.reason, refused.value.codes) == (Refusal.UNKNOWN_CODE, ("nowhere",))


def test_merging_two_neighbours_gives_one_part() -> None:
    redrawn = merge(two_blocks(), ["east", "west"], "all")
    assert list(redrawn.coverage) == ["all"]
    assert len(shapely.get_parts(redrawn.coverage["all"])) == 1
    assert area_m2(redrawn.coverage["all"]) == pytest.approx(20_000, rel=1e-3)


def test_a_common_corner_is_not_enough() -> None:
    coverage = {"a": block(0, 0, 100, 100), "b": block(100, 100, 100, 100)}
    with pytest.raises(RedrawRefused) as refused:
        merge(coverage, ["a", "b"], "c")
    assert refused.value.reason == Refusal.NOT_ADJACENT


def test_one_zone_cannot_be_merged_with_itself() -> None:
    with pytest.raises(RedrawRefused) as refused:
        merge(two_blocks(), ["west", "west"], "c")
    assert refused.value.reason == Refusal.TOO_FEW_CODES


@given(st.integers(0, 1000), st.floats(0, 3.141), st.floats(-0.2, 0.2))
def test_splitting_keeps_the_area_and_merging_brings_back_the_outline(seed: int, angle: float, aside: float) -> None:
    coverage = tiles(3, seed)
    old = coverage["11"]
    middle = shapely.affinity.translate(
        LineString([(-0.03, 0), (0.03, 0)]), old.centroid.x + 0.01 * aside, old.centroid.y
    )
    line = shapely.affinity.rotate(middle, angle, use_radians=True)
    cut = attempt(lambda: split(coverage, "11", line, ["a", "b"]))
    if isinstance(cut, RedrawRefused):
        assert cut.pieces == 3  # a crooked tile may be cut twice
        return
    assert shapely.coverage_is_valid(list(cut.coverage.values()))
    # In square degrees: on the ellipsoid an edge is a geodesic, which a vertex in its middle bends a little.
    assert cut.coverage["a"].area + cut.coverage["b"].area == pytest.approx(old.area, rel=1e-9)
    back = merge(cut.coverage, ["a", "b"], "11")
    assert shapely.coverage_is_valid(list(back.coverage.values()))
    assert back.coverage["11"].area == pytest.approx(old.area, rel=1e-9)
    assert back.coverage["11"].hausdorff_distance(old) < 1e-8
    untouched = [code for code in coverage if code not in {"11", *cut.changed}]
    assert all(back.coverage[code] is coverage[code] for code in untouched)


@given(st.integers(0, 1000))
def test_merging_everything_keeps_the_area(seed: int) -> None:
    coverage = tiles(3, seed)
    redrawn = merge(coverage, list(coverage), "all")
    total = sum(map(area_m2, coverage.values()))
    assert area_m2(redrawn.coverage["all"]) == pytest.approx(total, rel=1e-9)
    assert set(redrawn.removed) == set(coverage)
