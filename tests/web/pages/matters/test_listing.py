"""The list of matters and the queues: filters in the address, the same rows in the file, never more than the scope."""

import re

import pytest

from tests.web.conftest import Browser

# The town's four matters came in open; the last lies outside all grids.
ALL = {"M0", "M1", "M2", "M3"}


def refs(page: str) -> set[str]:
    return set(re.findall(r'href="/matters/(M\d)"', page))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ALL),
        ("standing=all", ALL),
        ("standing=overdue", set()),
        ("type=group:sanitation", ALL),
        ("type=class:09", set()),
        ("type=code:06010&stage=reported", ALL),
        ("stage=closed&standing=all", set()),
        ("from=2026-03-02&to=2026-03-03", {"M1", "M2"}),
        ("q=m3", {"M3"}),
        ("source=hotline", set()),
        ("department=hw", set()),
        ("sort=opened", ALL),
    ],
)
def test_the_address_holds_the_filter(browser: Browser, asked: str, found: set[str]) -> None:
    page = browser("office").get(f"/matters?lang=en&{asked}")
    assert page.status_code == 200
    assert refs(page.text) == found


def test_a_zone_is_found_by_code_or_name_and_an_unknown_one_is_said(browser: Browser) -> None:
    client = browser("office")
    assert refs(client.get("/matters?zone=999901001001").text) == {"M0", "M1", "M2"}
    # A community and a grid have this name: the smaller one is meant.
    assert refs(client.get("/matters?zone=Z001").text) == {"M0", "M1"}
    page = client.get("/matters?zone=nowhere&lang=en").text
    assert "called “nowhere”" in page
    assert refs(page) == set()


def test_the_file_holds_what_the_list_shows(browser: Browser) -> None:
    file = browser("office").get("/matters.csv?from=2026-03-02&to=2026-03-03&lang=en")
    lines = file.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert {line.split(",")[0] for line in lines[1:]} == {"M1", "M2"}
    assert browser("office").get("/matters.xlsx").content[:2] == b"PK"


def test_what_lies_outside_is_named_with_its_nearest_grid(browser: Browser) -> None:
    page = browser("inspector").get("/matters?lang=en").text
    assert refs(page) == {"M3"}
    assert "(outside, nearest)" in page


def test_who_has_a_scope_sees_its_matters_only(browser: Browser) -> None:
    assert refs(browser("grid_leader").get("/matters").text) == {"M0", "M1"}
    assert "M2" not in browser("grid_leader").get("/matters.csv").text


def test_the_queue_counts_what_nobody_was_given(browser: Browser) -> None:
    page = browser("office").get("/matters/queue?lang=en").text
    assert "Given to no department" in page
    assert "4 open" in page


def test_an_unknown_standing_is_refused(browser: Browser) -> None:
    assert browser("office").get("/matters?standing=asleep").status_code == 400
