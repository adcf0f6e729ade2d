"""What becomes of the town's matters: who gets them, by when each step is due, and the steps themselves.

Steps fall into working time, their length is chance; those that would lie after today are not taken, so that what is
open stands where it would. One department is slow (see stories.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np

from seeds.town import calendar
from seeds.town.stories import SLOW
from seeds.town.year import Matter
from services.matters.deadlines.limits import Limit
from services.working_time.calendar import Calendar
from services.working_time.clocks import due_at

HEADER = ("编号", "动作", "时间", "部门", "缓办至", "说明")
DEPARTMENTS = (
    ("hw", "环卫所", "Sanitation station"),
    ("zf", "综合行政执法队", "Law enforcement team"),
    ("cg", "城市管理办公室", "City management office"),
)
# Who handles a class of matters.
HANDLED_BY = {"06": "hw", "07": "cg", "09": "zf"}
ZONE = ZoneInfo("Asia/Shanghai")
SLOWNESS = 5.0
SINCE = date(2024, 1, 1)
LIMITS = (
    Limit("file", "working_hours", Decimal(1), SINCE),
    Limit("dispatch", "urgent", Decimal(60), SINCE),
    Limit("handle", "workdays", Decimal(2), SINCE),
    Limit("handle", "working_hours", Decimal(6), SINCE, class_code="06"),
    Limit("check", "working_hours", Decimal(7), SINCE),
    Limit("close", "workdays", Decimal(4), SINCE),
    Limit("close", "workdays", Decimal(2), SINCE, class_code="06"),
)
# Courses and how many of a hundred matters take each.
COURSES = {"plain": 75, "rework": 7, "returned": 4, "deferred": 4, "voided": 3, "stuck": 4, "unseen": 3}
ACTS = {
    "accept": "受理", "file": "立案", "dispatch": "派遣", "handle": "处置", "check": "核查", "close": "结案",
    "return": "回退", "rework": "返工", "defer": "缓办", "supervise": "督办", "void": "作废", "self_handle": "自行处置",
}  # fmt: skip
REASONS = {
    "handle": "已到场处置。", "rework": "现场仍未清理，请重新处置。", "return": "不属本部门职责，请改派。",
    "void": "现场未见所述问题。", "defer": "需协调产权单位，申请缓办。", "self_handle": "网格当场处置。",
    "supervise": "逾期未结，予以督办。",
}  # fmt: skip
Row = tuple[str, str, datetime, str, datetime | str, str]


@dataclass
class Clock:
    """Local time that runs on in working hours by random stretches."""

    rng: np.random.Generator
    calendar: Calendar
    now: datetime

    def on(self, mean_h: float) -> datetime:
        """Let so many working hours pass on average; the moment after them, to the minute."""
        hours = Decimal(f"{0.02 + self.rng.gamma(1.6, mean_h / 1.6):.3f}")
        passed = due_at("working_hours", self.now, hours, self.calendar).astimezone(self.calendar.zone)
        self.now = passed.replace(second=0, microsecond=0) + timedelta(minutes=1)
        return self.now


def lives(seed: int, today: date, matters: Sequence[Matter]) -> list[Row]:
    """Rows in the order of HEADER for the matters of a year, which are in local time."""
    rng = np.random.default_rng(seed + 2)
    known = Calendar(ZONE, calendar.days())
    weights = np.array(list(COURSES.values()), float)
    courses = rng.choice(list(COURSES), len(matters), p=weights / weights.sum())
    end = datetime.combine(today, time(), ZONE)
    rows: list[Row] = []
    for matter, course in zip(matters, courses, strict=True):
        clock = Clock(rng, known, matter.opened.replace(tzinfo=ZONE))
        itself = matter.source == "own_grid" and course == "plain" and rng.random() < 0.1
        steps = _own(clock) if itself else _steps(clock, str(course), HANDLED_BY[matter.code[:2]])
        for act, at, department, until in steps:
            if at >= end:
                break
            until_said: datetime | str = until.replace(tzinfo=None) if until else ""
            rows.append((matter.ref, ACTS[act], at.replace(tzinfo=None), department, until_said, REASONS.get(act, "")))
    return rows


Step = tuple[str, datetime, str, datetime | None]


def _own(clock: Clock) -> Iterator[Step]:
    """The grid leader sees to it on the spot."""
    yield "self_handle", clock.on(0.3), "", None
    yield from _done(clock)


def _steps(clock: Clock, course: str, department: str) -> Iterator[Step]:
    if course == "unseen":
        clock.on(30)
    yield "accept", clock.on(0.25), "", None
    yield "file", clock.on(0.25), "", None
    if course == "returned":
        other = next(code for code, _, _ in DEPARTMENTS if code != department)
        yield "dispatch", clock.on(0.3), other, None
        yield "return", clock.on(3), "", None
    yield "dispatch", clock.on(0.3), department, None
    if course == "voided":
        yield "void", clock.on(2), "", None
        return
    if course == "stuck":
        yield "supervise", clock.on(40), "", None
        clock.on(200)
    if course == "deferred":
        since = clock.on(2)
        until = since + timedelta(days=int(clock.rng.integers(3, 15)))
        yield "defer", since, "", until
        clock.now = until
    yield from _handled(clock, department)
    if course == "rework":
        yield "rework", clock.on(2), "", None
        yield from _handled(clock, department)
    yield from _done(clock)


def _handled(clock: Clock, department: str) -> Iterator[Step]:
    yield "handle", clock.on(4.5 * (SLOWNESS if department == SLOW else 1)), "", None


def _done(clock: Clock) -> Iterator[Step]:
    yield "check", clock.on(2), "", None
    yield "close", clock.on(1), "", None
