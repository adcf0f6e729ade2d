"""Periods of the map page: what a first look shows, steps that are links, other kinds."""

from tests.web.conftest import Browser
from tests.web.pages.on_board import MONTH, config, links


def test_a_first_look_is_the_last_complete_month_with_matters(browser: Browser) -> None:
    assert config(browser("office").get("/").text)["state"]["period"] == "2026-03"
    assert "n = 4 " in browser("office").get("/").text


def test_steps_of_time_are_links_that_keep_the_series(browser: Browser) -> None:
    office = browser("office")
    page = office.get(MONTH).text
    assert 'aria-valuetext="March 2026"' in page
    (back,) = links(page, 'rel="prev"')
    before = office.get(back).text
    assert (config(before)["state"]["period"], config(before)["state"]["until"]) == ("2026-02", "2026-03")
    assert 'max="11" value="10"' in before
    (on,) = links(before, 'rel="next"')
    assert config(office.get(on).text)["state"]["period"] == "2026-03"
    # Beyond the series the step makes a series of its own.
    assert config(office.get(links(page, 'rel="next"')[0]).text)["state"] | {"until": ""} == config(page)["state"] | {
        "period": "2026-04", "until": "",
    }  # fmt: skip


def test_another_kind_of_period_is_the_one_that_the_last_day_lies_in(browser: Browser) -> None:
    office = browser("office")
    for kind, period in (
        ("quarter", "2026-Q1"),
        ("year", "2026"),
        ("week", "2026-W14"),
        ("days", "2026-03-01..2026-04-01"),
    ):
        assert config(office.get(f"{MONTH}&kind={kind}").text)["state"]["period"] == period
    assert 'name="from" type="date" value="2026-03-01"' in office.get(f"{MONTH}&kind=days").text
