"""The ranking beside the map: its order, its filter, its change since the last period."""

import html
import re

import pytest

from tests.web.conftest import Browser
from tests.web.pages.on_board import MARCH, MONTH, names, table


@pytest.mark.parametrize("address", [MARCH, MONTH])
def test_the_table_is_ranked_and_adds_up(browser: Browser, address: str) -> None:
    page = browser("office").get(address).text
    # None at all is best, twice; two matters by two households and one by one both make 100 per hundred.
    figures = [[row[0], row[2], row[-1]] for row in table(page)]
    assert figures == [["1", "0.0", "0 / 1"], ["1", "0.0", "0 / 1"], ["3", "100.0", "2 / 2"], ["3", "100.0", "1 / 1"]]
    assert "3 inside + 1 outside = 4" in page


def test_the_period_is_half_open(browser: Browser) -> None:
    page = browser("office").get("/?from=2026-03-01&to=2026-03-02&lang=en").text
    assert "1 inside + 0 outside = 1" in page


def test_who_has_a_scope_sees_its_sums_only(browser: Browser) -> None:
    page = browser("grid_leader").get(MARCH).text
    assert "2 inside + 0 outside = 2" in page
    assert len(table(page)) == 1
    # The outside matter is 30 m east of the second community.
    assert "0 inside + 1 outside = 1" in browser("inspector").get(MARCH).text


def test_who_sees_a_zone_in_part_is_told_so(browser: Browser) -> None:
    page = browser("grid_leader").get(f"{MONTH}&level=community&map=drawn").text
    assert [(row[0], row[2], row[-1]) for row in table(page)] == [("–", "withheld", "–")]
    assert 'class="s-withheld"' in page


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("rank", ["2001", "2002", "1001", "1002"]),
        # Equal figures keep the order of their codes, whichever way the table is turned.
        ("-rank", ["1001", "1002", "2001", "2002"]),
        ("-code", ["2002", "2001", "1002", "1001"]),
        ("name", ["1001", "2001", "1002", "2002"]),
        ("-value", ["1001", "1002", "2001", "2002"]),
        ("-n", ["1001", "1002", "2001", "2002"]),
        ("n", ["2001", "2002", "1002", "1001"]),
        # Nothing was recorded in February: no change is known, and unknown comes last in the order of codes.
        ("-change", ["1001", "1002", "2001", "2002"]),
    ],
)
def test_the_table_sorts_by_every_column(browser: Browser, sort: str, expected: list[str]) -> None:
    page = browser("office").get(f"{MONTH}&sort={sort}").text
    assert names(page) == expected
    way = "descending" if sort.startswith("-") else "ascending"
    assert re.findall(r'aria-sort="(ascending|descending)"', page) == [way]


def test_a_head_turns_its_own_order_round(browser: Browser) -> None:
    office = browser("office")
    page = office.get(f"{MONTH}&sort=code").text
    (href,) = re.findall(r'data-sort="code" href="([^"]+)"', page)
    assert names(office.get(html.unescape(href)).text) == ["2002", "2001", "1002", "1001"]


def test_words_filter_by_code_name_and_what_a_zone_lies_in(browser: Browser) -> None:
    office = browser("office")
    for asked, expected in (
        ("999901001001002", ["1002"]),
        ("z001", ["1001", "1002", "2001"]),
        ("Z002 2002", ["2002"]),
        ("nobody", []),
    ):
        page = office.get(f"{MONTH}&sort=code&q={asked}").text
        assert names(page) == expected, asked
    assert "No zone fits this filter." in page


def test_change_is_said_with_its_direction(browser: Browser) -> None:
    # Week 9 ends on Sunday, 1 March, with one matter in A; week 10 has one in A, one in B and the one outside.
    page = browser("office").get("/?period=2026-W10&sort=code&lang=en").text
    assert [row[3] for row in table(page)] == ["unchanged 0.0", "up by 100.0 , worse", "unchanged 0.0", "unchanged 0.0"]
    # In week 11 nothing is recorded, so nothing is known to have changed.
    after = browser("office").get("/?period=2026-W11&sort=code&lang=en").text
    assert {row[3] for row in table(after)} == {"–"}
