"""Coverage as a measure: only a period that is a cycle has figures."""

from datetime import datetime
from decimal import Decimal

from services.geography.sketch import sketch
from services.geography.tables import Edition
from services.geography.zone_shapes import zone_shapes
from services.measures.period import parse
from services.measures.ranking import rows
from services.measures.reading import Question, Reading, read
from services.measures.registry import measure
from services.measures.sheet import sheet_of
from tests.services.coverage.conftest import ZONE, Month
from web.board.svg import draw
from web.figures import Figures
from web.portable.report import report_html
from web.portable.sheet import sheet_of as portable_sheet


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
    assert (found.letters(at), found.floats(at)[0]) == ("uuua", 20.0)
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


def test_below_eighty_per_cent_a_figure_has_its_class_and_no_rank(month: Month) -> None:
    # Four of five are 80.0 %; two of three are 66.6 %, rounded down; two of two are all.
    for ref in ("H0", "H1", "H2", "H3", "H5", "H6", "H8", "H9"):
        month.visit(ref, "2026-10-02 09:00")
    found = reading(month, "coverage", "2026-10")
    at = found.at
    assert (found.letters(at), found.floats(at)) == ("vuva", [80.0, 66.6, 100.0, None])
    assert (found.ranks(at), found.classes(at)) == ([2, None, 1, None], [2, 1, 4, -1])
    low = next(row for row in rows(found) if row.state == "unranked")
    assert (low.rank, low.value, low.class_) == (None, Decimal("66.6"), 1)
    sheet = sheet_of(found, None, rows(found), "en", ZONE)
    assert [(row[0], row[4], row[5]) for row in sheet.rows][1] == (None, "too little for a rank", Decimal("66.6"))


def test_map_and_portable_file_hatch_it(month: Month) -> None:
    month.visit("H0", "2026-10-02 09:00")
    found = reading(month, "coverage", "2026-10")
    edition = month.session.get_one(Edition, month.place.edition_id)
    drawn = draw(sketch(month.session, edition.id, "grid"), rows(found), lambda row: str(row.value))
    assert [one.style for one in drawn] == ["c0 s-unranked"] * 3 + ["s-not_applicable"]
    told = portable_sheet(found, edition, Figures("en", ZONE), datetime(2026, 11, 5, tzinfo=ZONE))
    assert [line.css for line in told.rows].count("c0 s-unranked") == 3
    assert {line.rank for line in told.rows} == {"–"}
    assert [(key.css, key.count) for key in told.legend][:3] == [("c0 s-unranked", 3), ("c1 s-unranked", 0), ("c2", 0)]
    assert told.hatched == "Hatched: below 80 %, too little for a rank."
    page = report_html(told, zone_shapes(month.session, edition.id, "grid"), "en")
    assert all(part in page for part in ('id="unranked-0"', ".c0.s-unranked { fill: url(#unranked-0); }", told.hatched))
