"""Metres on the ellipsoid."""

import pytest

from geo.metric import area_m2
from tests.geo.block import block


def test_the_area_of_a_hundred_metre_square_is_a_hectare() -> None:
    assert area_m2(block(0, 0, 100, 100)) == pytest.approx(10_000, rel=1e-4)
