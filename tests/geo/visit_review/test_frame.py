"""Which frame explains a device's places."""

import numpy as np
import pytest

from geo.crs import gcj02_to_bd09, wgs84_to_gcj02
from geo.metric import metres_per_degree
from geo.visit_review.frame import explain, put_right

ADDRESSES = np.column_stack([113.6 + np.arange(30) / 2000, np.full(30, 33.4)])
NOISE = np.random.default_rng(3).normal(0, 6, ADDRESSES.shape) / np.array(metres_per_degree(33.4))


def test_a_frame_explains_places_that_fall_on_their_addresses_with_it() -> None:
    gcj02 = np.column_stack(wgs84_to_gcj02(*(ADDRESSES + NOISE).T))
    found = explain(gcj02, ADDRESSES, 50)
    assert found.frame == "gcj02"
    assert found.off_m > 300
    assert found.left_m < 15
    bd09 = np.column_stack(gcj02_to_bd09(*gcj02.T))
    assert explain(bd09, ADDRESSES, 50).frame == "bd09"


def test_an_offset_of_no_frame_is_left_unexplained() -> None:
    moved = ADDRESSES + np.array([200.0, 0.0]) / np.array(metres_per_degree(33.4))
    found = explain(moved, ADDRESSES, 50)
    assert found.frame is None
    assert found.off_m == found.left_m == pytest.approx(200, abs=0.5)


def test_places_on_their_addresses_are_not_explained_away() -> None:
    assert explain(ADDRESSES + NOISE, ADDRESSES, 50).frame is None


def test_what_is_put_right_lies_where_it_was() -> None:
    gcj02 = np.column_stack(wgs84_to_gcj02(*ADDRESSES.T))
    assert put_right(gcj02, "gcj02") == pytest.approx(ADDRESSES, abs=1e-8)
