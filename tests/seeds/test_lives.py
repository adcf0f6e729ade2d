"""The lives of the town's matters: in order, in working time, none beyond today, and every course taken."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from seeds.town import calendar, lives
from services.matters.life.histories import NAMES
from services.matters.life.moves import MOVES
from services.working_time.calendar import Calendar, instant
from tests.seeds.conftest import TODAY, Rows, Town

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="module")
def told(town: Town) -> Mapping[str, Rows]:
    """The steps of each matter, in the file's order."""
    found: dict[str, Rows] = defaultdict(list)
    for row in town.rows("histories"):
        found[row["编号"]].append(row)
    return found


def moments(steps: Sequence[Mapping[str, str]]) -> list[str]:
    return [step["时间"] for step in steps]


def test_every_life_follows_the_table_of_moves(told: Mapping[str, Rows]) -> None:
    for steps in told.values():
        stage = "reported"
        for step in steps:
            move = MOVES[NAMES[step["动作"]]]
            assert stage in move.from_stages
            stage = move.to_stage or stage


def test_steps_follow_the_report_and_each_other_and_end_before_today(town: Town, told: Mapping[str, Rows]) -> None:
    opened = {row["编号"]: row["上报时间"] for row in town.rows("matters")}
    for ref, steps in told.items():
        times = [opened[ref], *moments(steps)]
        assert all(a <= b for a, b in pairwise(times))
        assert times[-1] < f"{TODAY}"


def test_steps_fall_into_working_time(town: Town) -> None:
    known = Calendar(ZONE, calendar.days())
    for row in town.rows("histories")[::7]:
        at = datetime.fromisoformat(row["时间"]).replace(tzinfo=ZONE)
        # A step is told to the minute after it.
        assert any(opens <= instant(at) <= closes + 60_000_000 for opens, closes in known.worked(at.date()))


def test_every_act_is_taken_by_somebody(town: Town) -> None:
    assert {row["动作"] for row in town.rows("histories")} == set(lives.ACTS.values())


def test_a_holiday_is_off_and_the_weekend_day_worked_for_it_is_not() -> None:
    known = calendar.days()
    assert len(known) == len(calendar.rows())
    assert [d for d, worked in known.items() if worked == (d.weekday() < 5) and worked] == []
    assert all(d.weekday() >= 5 for d, worked in known.items() if worked)
