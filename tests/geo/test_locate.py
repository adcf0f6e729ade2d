"""Every point in its grid, by one rule that no order of rows can change."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo.locate import FEW, Locator
from geo.metric import metres_per_degree
from tests.places import jittered_tiles

TWO_TILES = [shapely.box(113.0, 33.0, 113.01, 33.01), shapely.box(113.01, 33.0, 113.02, 33.01)]


def by_covering(codes: list[str], tiles: list[shapely.Polygon], x: float, y: float) -> int:
    """The rule, word for word, by the geometry library."""
    covering = [i for i, tile in enumerate(tiles) if tile.covers(shapely.Point(x, y))]
    return min(covering, key=lambda i: codes[i], default=-1)


def hard_points(tiles: list[shapely.Polygon], seed: int) -> NDArray[np.float64]:
    """Points at random, on corners and on middles of edges: where mistakes are made."""
    rng = np.random.default_rng(seed)
    corners = shapely.get_coordinates(tiles)
    west, south, east, north = shapely.total_bounds(tiles)
    loose = rng.uniform((west - 0.01, south - 0.01), (east + 0.01, north + 0.01), (150, 2))
    return np.vstack([corners, (corners[1:] + corners[:-1]) / 2, loose])


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 6), st.integers(0, 10_000))
def test_it_agrees_with_covers_on_every_point(side: int, seed: int) -> None:
    tiles = jittered_tiles(side, seed)
    codes = [f"{(seed + 7 * i) % 10_007:05d}-{i}" for i in range(len(tiles))]
    points = hard_points(tiles, seed)
    found = Locator(codes, tiles).locate(points[:, 0], points[:, 1])
    assert found.tolist() == [by_covering(codes, tiles, x, y) for x, y in points]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_grids_and_points_plays_no_part(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tiles = jittered_tiles(4, seed)
    codes = [f"{i:02d}" for i in range(16)]
    points = hard_points(tiles, seed)
    order, mixed = rng.permutation(16), rng.permutation(len(points))
    straight = Locator(codes, tiles).locate(points[:, 0], points[:, 1])
    turned = Locator([codes[i] for i in order], [tiles[i] for i in order])
    found = turned.locate(points[mixed, 0], points[mixed, 1])
    as_first = np.where(found >= 0, order[np.maximum(found, 0)], -1)
    assert as_first.tolist() == straight[mixed].tolist()


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_few_points_are_told_what_they_are_told_among_many(seed: int) -> None:
    tiles = jittered_tiles(4, seed)
    x, y = hard_points(tiles, seed).T
    assert len(x) > FEW
    locator = Locator([f"{i:02d}" for i in range(16)], tiles)
    many = locator.place(x, y, 40.0)
    few = [locator.place(x[i : i + 50], y[i : i + 50], 40.0) for i in range(0, len(x), 50)]
    for name in ("index", "doubtful", "nearest", "nearest_m"):
        told = np.concatenate([getattr(part, name) for part in few])
        assert np.array_equal(getattr(many, name), told, equal_nan=name == "nearest_m")


def test_in_an_overlap_the_lowest_code_has_the_point() -> None:
    low, high = shapely.box(0, 0, 2, 2), shapely.box(1, 0, 3, 2)
    assert Locator(["b", "a"], [low, high]).locate([1.5, 0.5, 2.5], [1.0, 1.0, 1.0]).tolist() == [1, 0, 1]


def test_a_grid_with_a_hole_leaves_the_hole_to_others() -> None:
    ring = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    assert Locator(["a"], [ring]).locate([0.5, 1.5, 1.0], [0.5, 1.5, 1.5]).tolist() == [0, -1, 0]


def test_an_outline_in_two_parts_has_the_points_of_both() -> None:
    two = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 0, 3, 1)])
    assert Locator(["a"], [two]).locate([0.5, 1.5, 2.5], [0.5, 0.5, 0.5]).tolist() == [0, -1, 0]


def test_what_is_not_finite_or_has_no_grids_lies_outside() -> None:
    assert Locator(["a"], [shapely.box(0, 0, 1, 1)]).locate([np.nan, np.inf], [0.5, 0.5]).tolist() == [-1, -1]
    assert Locator([], []).place([0.5], [0.5], [5.0]).index.tolist() == [-1]


def test_a_point_nearer_to_a_border_than_its_accuracy_is_doubtful() -> None:
    east_m, _ = metres_per_degree(33.005)
    locator = Locator(["a", "b"], TWO_TILES)
    ten_metres_west = 113.01 - 10.0 / east_m
    placed = locator.place([ten_metres_west] * 3, [33.005] * 3, [9.0, 11.0, np.nan])
    assert placed.index.tolist() == [0, 0, 0]
    assert placed.doubtful.tolist() == [False, True, False]


def test_a_point_outside_is_told_its_nearest_grid_and_how_far() -> None:
    east_m, _ = metres_per_degree(33.005)
    locator = Locator(["a", "b"], TWO_TILES)
    placed = locator.place([113.02 + 25.0 / east_m, 113.005], [33.005, 33.005], [np.nan, np.nan])
    assert placed.nearest.tolist() == [1, -1]
    assert placed.nearest_m[0] == pytest.approx(25.0, abs=0.05)
    assert np.isnan(placed.nearest_m[1])
