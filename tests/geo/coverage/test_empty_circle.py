"""Where nobody passed although there are addresses."""

from math import hypot, sqrt

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.coverage.empty_circle import empty_circles

FIELD = shapely.box(0, 0, 100, 100)
CORNERS = [[0.0, 0.0], [100.0, 0.0], [0.0, 100.0], [100.0, 100.0]]
spots = st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=25)


def test_between_four_passes_the_circle_is_about_the_middle() -> None:
    (found,) = empty_circles(CORNERS, FIELD, [[50, 50], [60, 50], [1, 1]])
    # Half the diagonal; (1, 1) is 69.3 m from the middle.
    assert (found.x, found.y, found.addresses) == (50, 50, 3)
    assert found.radius_m == pytest.approx(sqrt(5_000))


def test_a_park_is_no_gap_and_water_neither() -> None:
    # The middle is a park: the largest circle's centre lies at its rim or beyond, and nothing is missed in the park.
    land = FIELD.difference(shapely.box(20, 20, 80, 80))
    (found,) = empty_circles(CORNERS, land, [[50, 95], [50, 96], [49, 95]])
    assert shapely.intersects_xy(land, found.x, found.y)
    assert found.addresses == 3
    assert empty_circles(CORNERS, land, []) == []


def test_the_fullest_circle_comes_first_not_the_largest() -> None:
    # A street of 1 km walked in the middle: to the west much land with 1 door, to the east less with 4.
    street = shapely.box(0, 0, 1_000, 10)
    doors = [[10.0, 5.0], [900.0, 5.0], [910.0, 5.0], [920.0, 5.0], [930.0, 5.0]]
    first, second = empty_circles([[600.0, 5.0]], street, doors)
    assert (first.addresses, second.addresses) == (4, 1)
    assert first.radius_m < second.radius_m


def test_a_door_with_a_pass_on_it_is_in_no_circle() -> None:
    assert empty_circles([[50, 50]], FIELD, [[50, 50]]) == []


def test_small_circles_are_left_out_and_where_nobody_passed_there_is_none() -> None:
    assert empty_circles([[50, 50]], FIELD, [[60, 50]], least_m=80) == []
    assert empty_circles([], FIELD, [[60, 50]]) == []
    assert empty_circles([[50, 50]], shapely.Polygon(), [[60, 50]]) == []


@given(spots, spots)
def test_circles_are_empty_and_every_address_counts_once(
    passes: list[tuple[float, float]], doors: list[tuple[float, float]]
) -> None:
    found = empty_circles(passes, FIELD, doors, most=99, least_m=5)
    for one in found:
        assert min(hypot(one.x - x, one.y - y) for x, y in passes) >= one.radius_m * (1 - 1e-9)
        assert one.radius_m >= 5
        assert one.addresses >= 1
    counted = sum(one.addresses for one in found)
    # Every address that is 5 m from a pass lies at least in the circle about itself.
    far = sum(min(hypot(a - x, b - y) for x, y in passes) >= 5 for a, b in doors)
    assert far <= counted <= len(doors)


def test_passes_all_but_equal_are_one() -> None:
    passes = [[0.0, 0.0], [0.0, 4.0], [0.3, 3.0], [1.4e-232, 0.0]]
    assert empty_circles(passes, FIELD, [[90, 90]])[0].addresses == 1


@given(spots)
def test_the_largest_empty_circle_of_all_is_looked_at(passes: list[tuple[float, float]]) -> None:
    # With an address on every spot the fullest need not be the largest, but with one in each corner of the field and
    # the largest alone asked for, no spot of a fine lattice is farther from all passes.
    lattice = np.stack(np.meshgrid(np.linspace(0, 100, 41), np.linspace(0, 100, 41)), axis=-1).reshape(-1, 2)
    far = np.min(np.hypot(*(lattice[:, None] - np.array(passes)[None]).transpose(2, 0, 1)), axis=1)
    found = empty_circles(passes, FIELD, lattice, most=1, least_m=float(far.max()) * (1 - 1e-9))
    assert found
    assert found[0].radius_m >= far.max() * (1 - 1e-9)
