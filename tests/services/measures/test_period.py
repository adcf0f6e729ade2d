"""Periods: what their keys mean, how they follow each other, and where their midnights are."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.errors import Invalid
from services.measures.period import KINDS, Kind, Period, containing, edges, parse, series
from services.measures.period_label import label

DAYS = st.dates(date(1990, 1, 8), date(2199, 12, 1))
ZONES = st.sampled_from(["Asia/Shanghai", "America/New_York", "Europe/Berlin", "America/Havana", "Pacific/Apia", "UTC"])


@pytest.mark.parametrize(
    ("key", "start", "stop", "kind", "zh", "en"),
    [
        ("2026", date(2026, 1, 1), date(2027, 1, 1), "year", "2026年", "Year 2026"),
        ("2026-H2", date(2026, 7, 1), date(2027, 1, 1), "half", "2026年下半年", "Second half of 2026"),
        ("2026-Q3", date(2026, 7, 1), date(2026, 10, 1), "quarter", "2026年第3季度", "Quarter 3 of 2026"),
        ("2026-10", date(2026, 10, 1), date(2026, 11, 1), "month", "2026年10月", "October 2026"),
        # ISO 8601: the first week of 2026 begins in 2025, as the year's first Thursday is on 1 January.
        ("2026-W01", date(2025, 12, 29), date(2026, 1, 5), "week", "2026年第1周", "Week 1 of 2026"),
        ("2026-03-01..2026-04-01", date(2026, 3, 1), date(2026, 4, 1), "days",
         "2026-03-01 至 2026-03-31", "2026-03-01 to 2026-03-31"),
    ],
)  # fmt: skip
def test_a_key_names_its_days(key: str, start: date, stop: date, kind: Kind, zh: str, en: str) -> None:
    found = parse(key)
    assert found == Period(start, stop, kind)
    assert found.key == key
    assert (label(found).render("zh"), label(found).render("en")) == (zh, en)


@pytest.mark.parametrize(
    "key",
    ["", "26", "2026-13", "2026-00", "2026-H3", "2026-Q0", "2026-W54", "2027-W53", "2026-02-30..2026-03-01", "1989",
     "2200", "2026-03-02..2026-03-02", "2026-03-02..2026-03-01", "2026-3", " 2026", "2026\n", "٢٠٢٦", "9999-12",
     "1990-01-01..2199-01-01", "2026..2027"],
)  # fmt: skip
def test_what_is_no_period_is_refused_in_a_sentence(key: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse(key)
    assert refused.value.code.startswith("measures.period")


def test_a_series_of_months_goes_back_over_the_new_year() -> None:
    keys = [p.key for p in series(parse("2026-02"))]
    assert keys == [f"2025-{m:02d}" for m in range(3, 13)] + ["2026-01", "2026-02"]


def test_a_series_of_any_days_steps_by_their_number() -> None:
    assert [p.key for p in series(parse("2026-03-08..2026-03-15"), 2)] == [
        "2026-03-01..2026-03-08", "2026-03-08..2026-03-15",
    ]  # fmt: skip


@given(DAYS, st.sampled_from(KINDS))
def test_a_key_is_read_as_it_was_written(day: date, kind: Kind) -> None:
    period = containing(day, kind)
    assert period.start <= day < period.stop
    assert parse(period.key) == period


@given(DAYS, st.sampled_from(KINDS), ZONES)
def test_a_series_has_no_gaps_and_its_midnights_rise(day: date, kind: Kind, zone: str) -> None:
    found = series(containing(day, kind))
    assert len(found) == 12
    assert all(a.stop == b.start and a.kind == b.kind == kind for a, b in pairwise(found))
    instants = edges(found, ZoneInfo(zone))
    assert len(instants) == 13
    # The one day that Samoa left out, 30 December 2011, has no hours.
    assert all(a < b or (zone == "Pacific/Apia" and a == b) for a, b in pairwise(instants))


@given(DAYS, st.integers(-30, 30), st.sampled_from(KINDS))
def test_steps_there_and_back_meet(day: date, steps: int, kind: Kind) -> None:
    period = containing(day, kind)
    assert period.moved(steps).moved(-steps) == period


@given(st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)), ZONES, st.sampled_from(KINDS))  # noqa: DTZ001
def test_an_instant_lies_in_the_period_of_its_local_day(at: datetime, name: str, kind: Kind) -> None:
    zone = ZoneInfo(name)
    instant = at.replace(tzinfo=UTC)
    period = containing(instant.astimezone(zone).date(), kind)
    first, last = edges([period], zone)
    assert first <= instant < last


def test_midnights_follow_the_clocks() -> None:
    # Shanghai has no summer time: every day begins at 16:00 UTC of the day before.
    assert edges([parse("2026-03")], ZoneInfo("Asia/Shanghai")) == [
        datetime(2026, 2, 28, 16, tzinfo=UTC), datetime(2026, 3, 31, 16, tzinfo=UTC),
    ]  # fmt: skip
    # New York turns its clocks on 8 March 2026: the month is an hour short.
    first, last = edges([parse("2026-03")], ZoneInfo("America/New_York"))
    assert last - first == timedelta(days=31, hours=-1)
    # Havana turns at midnight, 8 March 2026: the day begins at one, which is 05:00 UTC.
    assert edges([parse("2026-03-08..2026-03-09")], ZoneInfo("America/Havana"))[0] == datetime(
        2026, 3, 8, 5, tzinfo=UTC
    )
