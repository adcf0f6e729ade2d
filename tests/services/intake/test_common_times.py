"""Many times at once are read as each would be on its own."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.cells import Reading
from services.intake.common_times import common_times

ZONES = [ZoneInfo(name) for name in ("Asia/Shanghai", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")]
DAYS = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31))  # noqa: DTZ001 (local times)


@given(st.lists(DAYS, max_size=20), st.sampled_from(ZONES), st.sampled_from(" T"))
def test_a_time_is_what_it_is_on_its_own(times: list[datetime], zone: ZoneInfo, between: str) -> None:
    cells = [time.replace(microsecond=0).isoformat(between) for time in times]
    found = common_times(cells, zone)
    assert {cell: Reading(zone).time(cell) for cell in found} == found
    assert all(time.tzinfo is UTC for time in found.values())


def test_what_is_of_another_form_is_left_alone() -> None:
    others = [
        None, "", "2026-03-01", "2026-03-01 08:30", "2026-03-01 08-30-00", "2026-03-01 08:30:0x", "1900/01/01 00:00:00",
        "２026-03-01 08:30:00", "2026-03-01t08:30:00", "0001-01-01 00:00:00", "9999-12-31 23:59:59",
    ]  # fmt: skip
    good = "2026-03-01 08:30:00"
    assert common_times([*others, good], ZONES[0]) == {good: datetime(2026, 3, 1, 0, 30, tzinfo=UTC)}


@pytest.mark.parametrize("wrong", ["2026-02-30 08:30:00", "2026-03-01 24:00:00", "2026-03-01 08:60:00"])
def test_a_time_that_there_is_not_is_read_by_nobody(wrong: str) -> None:
    assert wrong not in common_times([wrong, "2026-03-01 08:30:00"], ZONES[0])


def test_a_day_on_which_clocks_change_is_read_as_each_of_its_times_on_its_own() -> None:
    for zone, day in ((ZONES[1], datetime(2026, 3, 8)), (ZONES[3], datetime(2026, 4, 5))):  # noqa: DTZ001 (local)
        cells = [(day + timedelta(minutes=15 * i)).isoformat(" ") for i in range(96)]
        found = common_times(cells, zone)
        assert {cell: Reading(zone).time(cell) for cell in found} == found
        assert len(found) >= 92
