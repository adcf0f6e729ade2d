"""Shared edges get the same vertices on both sides."""

from itertools import pairwise

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon

from geo.redraw import node
from tests.geo.redraw.town import tiles, two_blocks, west_and_two


def test_a_corner_on_a_neighbours_edge_becomes_its_vertex() -> None:
    coverage = west_and_two()
    assert not shapely.coverage_is_valid(list(coverage.values()))
    redrawn = node(coverage)
    assert redrawn.changed == ("west",)
    assert shapely.get_num_coordinates(redrawn.coverage["west"]) == 6
    assert shapely.coverage_is_valid(list(redrawn.coverage.values()))


def test_what_is_noded_stays_the_very_object() -> None:
    coverage = two_blocks()
    redrawn = node(coverage)
    assert redrawn.changed == ()
    assert all(redrawn.coverage[code] is zone for code, zone in coverage.items())


def test_vertices_that_differ_by_rounding_become_equal() -> None:
    coverage = two_blocks()
    xy = shapely.get_coordinates(coverage["west"])
    coverage["west"] = Polygon(xy + 3e-10)
    assert not shapely.coverage_is_valid(list(coverage.values()))
    redrawn = node(coverage)
    assert redrawn.changed == ("west",)  # "east" is the first by code and stays
    assert shapely.coverage_is_valid(list(redrawn.coverage.values()))


def test_a_zone_that_has_a_vertex_twice_but_for_rounding_keeps_one() -> None:
    coverage = two_blocks()
    xy = shapely.get_coordinates(coverage["west"])
    coverage["west"] = Polygon(np.insert(xy, 1, xy[0] + 2e-10, axis=0))
    redrawn = node(coverage)
    assert shapely.get_num_coordinates(redrawn.coverage["west"]) == 5
    assert redrawn.coverage["west"].is_valid


@given(st.integers(0, 1000), st.integers(0, 8), st.sets(st.integers(1, 9), max_size=4))
def test_vertices_of_one_side_reach_the_other(seed: int, which: int, tenths: set[int]) -> None:
    coverage = tiles(3, seed)
    code = sorted(coverage)[which]
    xy = shapely.get_coordinates(coverage[code])
    denser = [xy[0]]
    for start, end in pairwise(xy):
        denser += [start + tenth / 10 * (end - start) for tenth in sorted(tenths)]
        denser.append(end)
    coverage[code] = Polygon(np.array(denser))
    redrawn = node(coverage)
    assert shapely.coverage_is_valid(list(redrawn.coverage.values()))
    assert redrawn.coverage[code] is coverage[code]
    assert node(redrawn.coverage).changed == ()
