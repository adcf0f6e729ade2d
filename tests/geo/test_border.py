"""Borders between neighbours, in metres worked by hand."""

import pytest
from shapely import Polygon, box

from geo.border import shared_border_m, side_of
from tests import town

MIDDLE = town.block(100, 200)


def test_neighbours_share_a_side_a_corner_or_nothing() -> None:
    above_right = Polygon([town.at(200, 100), town.at(300, 100), town.at(300, 200), town.at(200, 200)])
    shared = shared_border_m(MIDDLE, [town.block(200, 300), above_right, town.block(210, 300)])
    assert shared == [pytest.approx(100, abs=1.1), 0.0, None]


def test_borders_drawn_apart_by_a_hand_are_one() -> None:
    assert shared_border_m(MIDDLE, [town.block(200.3, 300)]) == [pytest.approx(100, abs=1.1)]


def test_without_others_nothing_is_shared() -> None:
    assert shared_border_m(MIDDLE, []) == []


@pytest.mark.parametrize(("x", "y", "side"), [(1, 0, "e"), (1, 1, "ne"), (0, 1, "n"), (-1, 1, "nw"), (-1, 0, "w"),
                                              (-1, -1, "sw"), (0, -1, "s"), (1, -1, "se")])  # fmt: skip
def test_the_eight_winds(x: float, y: float, side: str) -> None:
    # On the equator a degree is as long to the east as to the north, nearly.
    assert side_of(box(0, 0, 0.01, 0.01), box(0.02 * x, 0.02 * y, 0.02 * x + 0.01, 0.02 * y + 0.01)) == side
