"""The page of indicators: figures with what they are made of, its files, and what it refuses."""

import pytest

from tests.web.conftest import Browser

PAGE = "/matters/indicators"


@pytest.mark.parametrize("by", ["grid", "area", "community", "department", "period"])
def test_every_line_is_shown_with_its_numerator_and_denominator(browser: Browser, by: str) -> None:
    page = browser("office").get(f"{PAGE}?by={by}&period=2026-03&lang=en")
    assert page.status_code == 200
    assert "All together" in page.text
    assert "March 2026" in page.text
    # The second report repeats the first, five metres away and a day later.
    assert "<small>1 / 4</small>" in page.text


def test_the_files_say_the_same(browser: Browser) -> None:
    file = browser("office").get(f"{PAGE}.csv?by=community&period=2026-03")
    assert file.headers["content-disposition"] == 'attachment; filename="indicators_community_2026-03.csv"'
    assert "合计" in file.content.decode("utf-8-sig")
    assert browser("office").get(f"{PAGE}.xlsx?by=grid&period=2026-03").content[:2] == b"PK"


def test_who_has_a_scope_sees_its_lines_only(browser: Browser) -> None:
    page = browser("grid_leader").get(f"{PAGE}?by=grid&period=2026-03&lang=en").text
    assert page.count('<th scope="row">') == 3


def test_a_period_that_is_none_is_refused_in_words(browser: Browser) -> None:
    page = browser("office").get(f"{PAGE}?period=2026-13&lang=en")
    assert page.status_code == 422
    assert "2026-13" in page.text
