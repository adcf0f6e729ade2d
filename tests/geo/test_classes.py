"""Classes of a choropleth: half-open bands, the top closed, equal values together."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.classes import classify, quantile_breaks

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60)


def test_nine_values_in_three_classes_are_three_each() -> None:
    rims = quantile_breaks(range(1, 10), 3)
    assert rims == [1, 4, 7, 9]
    assert classify(range(1, 10), rims).tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_many_zeros_do_not_swallow_the_rest() -> None:
    rims = quantile_breaks([0] * 8 + [1, 2], 5)
    assert classify([0, 1, 2], rims).tolist() == [0, 1, 1]


def test_a_value_on_a_rim_belongs_above_and_the_highest_to_the_top() -> None:
    assert classify([0, 59.9, 60, 100, 101, np.nan], [0, 60, 100]).tolist() == [0, 0, 1, 1, -1, -1]


def test_one_value_alone_is_one_class_and_none_is_none() -> None:
    assert classify([7, 7], quantile_breaks([7, 7], 5)).tolist() == [0, 0]
    assert quantile_breaks([np.nan], 5) == []


@given(VALUES, st.integers(1, 7))
def test_every_value_has_a_class_and_order_is_kept(values: list[float], count: int) -> None:
    found = classify(sorted(values), quantile_breaks(values, count))
    assert (found >= 0).all()
    assert (np.diff(found) >= 0).all()
    assert found.max() < count
