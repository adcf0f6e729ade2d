"""Doors in an order to walk."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.coverage.walk import length_m, order_to_walk

PLACES = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=40)


def test_doors_along_a_street_are_walked_from_end_to_end() -> None:
    xy = [(40.0, 0.0), (0.0, 0.0), (20.0, 0.0), (60.0, 0.0)]
    assert order_to_walk(xy) == [1, 2, 0, 3]
    assert length_m(xy, [1, 2, 0, 3]) == 60.0


def test_two_sides_of_a_street_are_not_criss_crossed() -> None:
    # Ten doors on each side, 20 m apart along the street and 30 m across: up one side, down the other.
    xy = [(20.0 * i, y) for i in range(10) for y in (0.0, 30.0)]
    assert length_m(xy, order_to_walk(xy)) == 9 * 20 + 30 + 9 * 20


def test_no_door_has_no_order() -> None:
    assert order_to_walk(np.zeros((0, 2))) == []


@given(PLACES)
def test_each_door_is_walked_to_once_by_a_way_that_turning_no_stretch_shortens(places: list[tuple[int, int]]) -> None:
    order = order_to_walk(places)
    assert sorted(order) == list(range(len(places)))
    way = length_m(places, order) if places else 0.0
    for i in range(1, len(order)):
        for j in range(i + 1, len(order) + 1):
            turned = [*order[:i], *order[i:j][::-1], *order[j:]]
            assert length_m(places, turned) >= way - 0.02
