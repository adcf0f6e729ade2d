"""Which reports may be of one thing."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.likeness import DAY_S, Nearness, like_pairs

WEEK = Nearness(30.0, 7.0)


def pairs(*reports: tuple[float, float, float], nearness: Nearness = WEEK) -> list[list[int]]:
    """Pairs among reports at (x, y) metres and a day."""
    rows = np.array(reports, float).reshape(-1, 3)
    found: list[list[int]] = like_pairs(rows[:, :2], rows[:, 2] * DAY_S, nearness).tolist()
    return found


def test_both_limits_are_included() -> None:
    # 18 and 24 metres apart: 30 along the hypotenuse; seven days later to the second.
    assert pairs((0, 0, 0), (18, 24, 7)) == [[0, 1]]
    assert pairs((0, 0, 0), (18, 24.001, 7)) == []
    assert pairs((0, 0, 0), (18, 24, 7.001)) == []


def test_the_corner_of_the_box_is_not_near() -> None:
    assert pairs((0, 0, 0), (29, 29, 0)) == []


def test_no_days_means_the_same_moment() -> None:
    moment = Nearness(30.0, 0.0)
    assert pairs((0, 0, 5), (1, 0, 5), (1, 0, 5.001), nearness=moment) == [[0, 1]]


def test_fewer_than_two_reports_have_no_pair() -> None:
    assert pairs() == []
    assert pairs((0, 0, 0)) == []


REPORT = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 20))


@given(st.lists(REPORT, max_size=25))
def test_it_is_what_comparing_all_with_all_finds(reports: list[tuple[int, int, int]]) -> None:
    expected = [
        [i, j]
        for i, (x, y, day) in enumerate(reports)
        for j, (u, v, later) in enumerate(reports)
        if i < j and (x - u) ** 2 + (y - v) ** 2 <= 900 and abs(day - later) <= 7
    ]
    assert pairs(*[(float(x), float(y), float(d)) for x, y, d in reports]) == expected
