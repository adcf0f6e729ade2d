"""Shapes on a sheet of pixels."""

import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from geo.drawing import path_of, round_length_m, sheet_over
from geo.values import Bbox

HOLED = shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (2, 1), (2, 2), (1, 1)]])


def test_paths_close_rings_and_leave_lines_open() -> None:
    assert path_of(HOLED) == "M0,0 4,0 4,4 0,4zM1,1 2,1 2,2z"
    assert path_of(shapely.LineString([(0, 0), (0.04, 0), (1.26, 2)])) == "M0,0 1.3,2"
    assert path_of(shapely.Point(1, 1)) == ""
    assert path_of(shapely.MultiPolygon()) == ""


def test_north_is_up_and_the_middle_stays_in_the_middle() -> None:
    sheet = sheet_over(Bbox(113.0, 33.0, 113.02, 33.01), 400, 300)
    x, y = shapely.get_coordinates(sheet.lay(shapely.Point(113.01, 33.005)))[0]
    assert (x, y) == (pytest.approx(200), pytest.approx(150))
    north_east = shapely.get_coordinates(sheet.lay(shapely.Point(113.02, 33.01)))[0]
    # The box is wider than high: it reaches the sheet's right rim, not its upper one.
    assert north_east[0] == pytest.approx(400)
    assert 0 < north_east[1] < 150


@given(st.floats(0.01, 1e7))
@example(9999999.999999998)
def test_a_scale_bar_is_round_and_fills_more_than_a_third(most: float) -> None:
    length = round_length_m(most)
    assert most / 2.5 * 0.999 <= length <= most * 1.000001
    assert f"{length:.0e}"[0] in "125"
