"""Coverage as a measure: only a period that is a cycle has figures."""

from datetime import datetime

from services.measures.period import parse
from services.measures.reading import Question, Reading, read
from services.measures.registry import measure
from tests.services.coverage.conftest import ZONE, Month


def reading(month: Month, key: str, period: str) -> Reading:
    now = datetime(2026, 11, 5, tzinfo=ZONE)
    asked = Question(measure(key), "grid", month.place.edition_id, parse(period), ZONE, now)
    return read(month.session, month.office, asked)


def test_coverage_of_a_cycle_and_of_a_period_that_is_none(month: Month) -> None:
    month.visit("H0", "2026-10-02 09:00")
    month.visit("H5", "2026-10-02 09:00", "refused")
    found = reading(month, "coverage", "2026-10")
    at = found.at
    # One of five; none of three; none of two; no address expected.
    assert (found.letters(at), found.floats(at)[0]) == ("vzza", 20.0)
    assert (found.inside[at], found.outside[at]) == (10, 1)
    assert found.letters(at - 1) == "dddd"
    quarter = reading(month, "coverage", "2026-Q4")
    assert quarter.letters(quarter.at) == "dddd"


def test_what_was_not_reached_lately(month: Month) -> None:
    # As of 31 October, 90 days reach back to 2 August.
    month.visit("H0", "2026-08-02 09:00")
    month.visit("H1", "2026-08-01 09:00")
    found = reading(month, "stale_addresses", "2026-10")
    assert (found.floats(found.at)[0], found.numerators[found.at].tolist()) == (80.0, [4, 3, 2, 0])
