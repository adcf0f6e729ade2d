"""Which visits are looked at, and why."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.visit_review.device import mixed_up
from geo.visit_review.limits import Limits
from geo.visit_review.review import CHECKS, review
from geo.visit_review.visits import Floats, Visits
from tests.geo.visit_review.day import plain_day

LIMITS = Limits()


def rows(check: str, visits: Visits) -> list[int]:
    return np.flatnonzero(CHECKS[check](visits, LIMITS)).tolist()


def test_a_plain_day_gives_no_reason() -> None:
    found = review(plain_day())
    assert found.mixups == []
    assert not any(flags.any() for flags in found.reasons.values())


def moved_east(metres: list[float]) -> Floats:
    away: Floats = np.column_stack([metres, np.zeros(len(metres))])
    return plain_day(len(metres)).address_xy + away


def test_away_begins_beyond_thirty_metres_or_twice_the_accuracy_and_far_beyond_a_hundred() -> None:
    #          rim   off   2×20   off  rim   far    inaccurate  2×49   no accuracy
    metres = [30.0, 30.1, 40.0, 40.1, 100.0, 100.1, 150.0, 98.0, 500.0]
    accuracy = np.array([8.0, 8.0, 20.0, 20.0, 8.0, 8.0, 60.0, 49.0, np.nan])
    day = plain_day(9, xy=moved_east(metres), accuracy_m=accuracy)
    assert rows("away", day) == [1, 3, 4, 6, 8]
    assert rows("far", day) == [5]


def test_no_place_is_no_doubt() -> None:
    day = plain_day(2, xy=np.array([[np.nan, 0.0], [900.0, 0.0]]), accuracy_m=np.array([8.0, 100.1]))
    assert rows("away", day) == rows("far", day) == []


def test_a_device_in_another_frame_is_told_first_and_its_visits_are_not_far() -> None:
    # 480 m east, 210 m south, as GCJ-02 lies off, with 6 m of scatter.
    away = np.random.default_rng(1).normal((480, -210), 6, (40, 2))
    day = plain_day(40)
    shifted = np.where((np.arange(40) < 25)[:, None], day.address_xy + away, day.address_xy)
    day = plain_day(40, xy=shifted, device=np.where(np.arange(40) < 25, 7, 8))
    found = review(day)
    (mixup,) = found.mixups
    assert (mixup.device, mixup.visits) == (7, 25)
    assert (mixup.east_m, mixup.north_m) == pytest.approx((480, -210), abs=5)
    assert mixup.resultant > 0.99
    assert not found.reasons["far"].any()
    assert not found.reasons["away"].any()


def test_a_mix_up_needs_twenty_visits_fifty_metres_and_one_direction() -> None:
    def found(metres: list[float]) -> int:
        return len(mixed_up(plain_day(len(metres), xy=moved_east(metres)), LIMITS))

    assert found([50.1] * 20) == 1
    assert found([50.1] * 19) == 0
    assert found([50.0] * 20) == 0
    # 18 one way and 2 the other: the mean of the directions is (18 - 2) / 20 = 0.8, not above it.
    assert found([90.0] * 18 + [-90.0] * 2) == 0
    # 19 and 1: 0.9.
    assert found([90.0] * 19 + [-90.0]) == 1


def test_an_armchair_to_one_side_of_its_addresses_is_no_mix_up() -> None:
    # All told from 200 m west of the first of 30 doors in a row: off by 200 to 1,360 m, all one way.
    day = plain_day(30, xy=np.tile([-200.0, 0.0], (30, 1)))
    found = review(day)
    assert found.mixups == []
    assert found.reasons["far"].all()
    # A person's word that a device is sound leaves its visits far.
    shifted = plain_day(30, xy=moved_east([480.0] * 30))
    assert [one.left_m for one in review(shifted).mixups] == [0.0]
    assert review(shifted, sound=[0]).reasons["far"].all()


def test_six_addresses_within_7_6_metres_are_an_armchair_all_of_one_tower_being_one() -> None:
    sofa = np.column_stack([np.full(8, 3.0), np.array([0, 1, 2, 3, 4, 7.6, 200, 300])])
    assert rows("armchair", plain_day(xy=sofa)) == [0, 1, 2, 3, 4, 5]
    assert rows("armchair", plain_day(xy=sofa, building=np.maximum(np.arange(8), 1))) == []
    # One building six times is one; two people's are not put together.
    assert rows("armchair", plain_day(xy=sofa, building=np.zeros(8, int))) == []
    assert rows("armchair", plain_day(xy=sofa, visitor=np.arange(8) % 2)) == []


def test_more_than_three_visits_at_the_same_six_decimals_are_repeated() -> None:
    lonlat = plain_day().lonlat.copy()
    lonlat[:4] = [114.1234561, 30.1]
    assert rows("repeated", plain_day(lonlat=lonlat)) == [0, 1, 2, 3]
    lonlat[3] = [114.1234571, 30.1]
    assert rows("repeated", plain_day(lonlat=lonlat)) == []


def test_a_strand_is_six_doors_passed_without_time_to_stop() -> None:
    # 40 m are 28.6 s on foot: at 80 s a step 51 s are left, at 90 s 61, a stop.
    assert rows("strand", plain_day(visited_s=80.0 * np.arange(8))) == list(range(8))
    assert rows("strand", plain_day(visited_s=90.0 * np.arange(8))) == []
    # Five in a row, a pause, three in a row.
    assert rows("strand", plain_day(visited_s=80.0 * np.arange(8) + 600 * (np.arange(8) >= 5))) == []
    # Six in a row, but within 50 m.
    assert rows("strand", plain_day(xy=plain_day().xy / 6, visited_s=60.0 * np.arange(8))) == []


def test_speed_is_from_the_visit_before_less_what_the_places_may_err() -> None:
    # 40 m less twice 8 are 24 m: in 2 s 43.2 km/h, in 3 s 28.8, in 9 s 9.6.
    for took, check in ((2.0, "impossible"), (3.0, "fast"), (9.0, None)):
        day = plain_day(3, visited_s=np.array([0.0, took, 5_000.0]))
        assert [name for name in ("impossible", "fast") if rows(name, day)] == ([check] if check else [])
        assert rows(check, day) == [1] if check else True
    # At the same second the clock's step counts: 24 m in 1 s.
    assert rows("impossible", plain_day(2, visited_s=np.zeros(2))) == [1]
    # Another visitor's visit before says nothing.
    assert rows("impossible", plain_day(2, visited_s=np.zeros(2), visitor=np.arange(2))) == []


def test_a_dwell_is_short_below_a_minute_or_among_the_shortest_twentieth_of_its_form() -> None:
    assert rows("short", plain_day(dwell_s=np.array([59.9, 60, 90, np.nan, 90, 90, 90, 90]))) == [0]
    # 100 visits of 101 to 200 s: the twentieth is at 105 s (place 0.05 * 99 = 4.95, the lower one), four below it.
    assert rows("short", plain_day(100, dwell_s=101.0 + np.arange(100))) == [0, 1, 2, 3]
    assert rows("short", plain_day(99, dwell_s=101.0 + np.arange(99))) == []


def test_more_than_twenty_addresses_within_an_hour_are_many() -> None:
    # 21 in 20 * 179 = 3,580 s; with 180 s the last one begins the next hour.
    assert rows("many", plain_day(21, visited_s=179.0 * np.arange(21))) == list(range(21))
    assert rows("many", plain_day(21, visited_s=180.0 * np.arange(21))) == []
    assert rows("many", plain_day(21, visited_s=179.0 * np.arange(21), address=np.arange(21) // 2)) == []


def test_three_addresses_of_one_sending_within_two_minutes_are_a_batch() -> None:
    day = plain_day(4, sending=np.array([5, 5, 5, 6]), visited_s=np.array([0.0, 60, 119, 119]))
    assert rows("batched", day) == [0, 1, 2]
    assert rows("batched", plain_day(4, sending=np.full(4, 5), visited_s=np.array([0.0, 60, 120, 180]))) == []


def test_hours_and_clocks_have_rims() -> None:
    assert rows("outside_hours", plain_day(4, local_hour=np.array([7.99, 8, 20.99, 21]))) == [0, 3]
    assert rows("skewed", plain_day(4, skew_s=np.array([300.0, 300.1, -301, np.nan]))) == [1, 2]


def test_the_reasons_of_one_visit_are_named() -> None:
    found = review(plain_day(2, local_hour=np.array([3.0, 9]), dwell_s=np.array([10.0, 90])))
    assert (found.of(0), found.of(1)) == (["short", "outside_hours"], [])


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="different lengths"):
        plain_day(3, dwell_s=np.zeros(2))


def test_no_visits_are_no_reason() -> None:
    assert not any(flags.any() for flags in review(plain_day(0)).reasons.values())


@given(st.permutations(range(24)), st.integers(0, 99))
def test_the_order_of_the_rows_does_not_matter(order: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    columns = {
        "xy": rng.uniform(0, 60, (24, 2)), "visited_s": rng.permutation(24) * 31.0, "visitor": rng.integers(0, 2, 24),
        "dwell_s": rng.uniform(30, 200, 24), "sending": rng.integers(0, 3, 24),
    }  # fmt: skip
    day = plain_day(24, **columns)
    mixed = {name: getattr(day, name)[order] for name in day.__dataclass_fields__}
    was, now = review(day).reasons, review(plain_day(24, **mixed)).reasons
    for name in CHECKS:
        assert now[name].tolist() == was[name][order].tolist()
