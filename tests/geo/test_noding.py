"""Streets that meet without a common node are found, and those that share one are not."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiLineString

from geo.noding import unnoded
from tests import town


def street(*places_m: tuple[float, float]) -> LineString:
    return LineString([town.at(*place) for place in places_m])


def found(*lines: LineString | MultiLineString) -> list[tuple[int, int, bool]]:
    return [(one.first, one.second, one.ends) for one in unnoded(np.array(lines, object))]


def test_two_streets_that_cross_in_the_middle_of_both_are_found_where_they_cross() -> None:
    (crossing,) = unnoded(np.array([street((0, 50), (100, 50)), street((40, 0), (40, 100))], object))
    assert (crossing.lon, crossing.lat) == pytest.approx(town.at(40, 50), abs=1e-9)
    assert not crossing.ends


def test_a_street_that_ends_on_another_needs_a_node_there() -> None:
    side = street((40, 0), (40, 50))
    assert found(street((0, 50), (100, 50)), side) == [(0, 1, True)]
    assert found(street((0, 50), (40, 50)), street((40, 50), (100, 50)), side) == []
    # A vertex is no node: the line goes on.
    assert found(street((0, 50), (40, 50), (100, 50)), side) == [(0, 1, True)]


def test_ends_within_a_decimetre_lie_on_the_line_and_half_a_metre_off_they_do_not() -> None:
    along = street((0, 50), (100, 50))
    assert found(along, street((40, 0), (40, 49.95))) == [(0, 1, True)]
    assert found(along, street((40, 0), (40, 49.5))) == []


def test_a_loop_has_its_one_point_and_parts_of_one_street_are_one_street() -> None:
    loop = street((0, 0), (100, 0), (100, 100), (0, 0))
    assert found(loop, street((0, 0), (-50, 0))) == []
    assert found(loop, street((50, 0), (50, -50))) == [(0, 1, True)]
    parts = MultiLineString([street((0, 0), (50, 0)), street((50, 0), (100, 0))])
    assert found(parts, street((50, 0), (50, -50))) == []
    assert unnoded(np.array([], object)) == []


@given(st.permutations(range(9)))
def test_a_net_that_is_noded_has_none_in_any_order(order: list[int]) -> None:
    lines = [street(((i // 3) * 40, 0), ((i // 3) * 40 + i % 3 * 20, 30 + i)) for i in range(9)]
    noded = shapely.get_parts(shapely.node(shapely.union_all(lines)))
    shuffled = [noded[i % len(noded)] for i in order]
    assert found(*dict.fromkeys(shuffled)) == []
