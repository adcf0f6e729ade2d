"""The page: figures from one reading, complete without JavaScript, in both languages, nothing from elsewhere."""

import html
import json
import re
from typing import Any

import pytest

from tests.web.conftest import Browser

# The web's small town in March 2026: A has two matters and two households, B one and one, C and D none and one each;
# one matter and one household lie outside all grids. Nothing was recorded in any other month.
MARCH = "/?from=2026-03-01&to=2026-04-01&lang=en"
MONTH = "/?period=2026-03&lang=en"


def words(markup: str) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", markup).split()))


def table(page: str) -> list[list[str]]:
    """The cells of the ranking, read as words."""
    rows = re.findall(r"<tr data-zone.*?</tr>", page, re.DOTALL)
    return [[words(c) for c in re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL)] for row in rows]


def names(page: str) -> list[str]:
    """The last four digits of the codes, row by row."""
    return [code[-4:] for code in re.findall(r'<span class="code">(\d{15})</span>', page)]


def config(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="map-config">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def box(d: str) -> tuple[int, int, int, int]:
    """The least and the greatest numbers of a path that begins at a place and goes on in steps."""
    start, steps = re.fullmatch(r"M(\S+?)l(.*)z", d).groups()  # type: ignore[union-attr]
    x, y = (int(n) for n in start.split(","))
    xs, ys = [x], [y]
    for step in steps.split():
        dx, dy = step.split(",")
        xs.append(xs[-1] + int(dx))
        ys.append(ys[-1] + int(dy))
    return min(xs), min(ys), max(xs), max(ys)


def links(page: str, wanted: str) -> list[str]:
    return [html.unescape(href) for href in re.findall(rf'<a[^>]*href="([^"]+)"[^>]*{wanted}', page)]


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


def test_the_title_says_what_in_which_unit_which_way_how_many_when_and_under_which_document(browser: Browser) -> None:
    page = words(browser("office").get(MONTH).text)
    assert (
        "Matters per 100 households lower is better · March 2026 · n = 4 matters · "
        "read under the edition first (1)" in page
    )


def test_chinese_comes_first_and_english_is_complete(browser: Browser) -> None:
    office = browser("office")
    assert "每百户事项数" in office.get("/").text
    for address in (
        MARCH,
        MONTH,
        f"{MONTH}&level=community&compare=visits_per_household@2026-02",
        "/search?q=Z&lang=en",
    ):
        english = office.get(address).text
        text = re.sub(r"<[^>]+>|〔.*?〕", "", english)
        assert set(re.findall(r"[\u4e00-\u9fff]+", text)) <= {"巡格", "中文"}, address
    assert "Matters per 100 households" in office.get(MARCH).text


def test_a_first_look_is_the_last_complete_month_with_matters(browser: Browser) -> None:
    assert config(browser("office").get("/").text)["state"]["period"] == "2026-03"
    assert "n = 4 " in browser("office").get("/").text


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


def test_the_legend_counts_and_filters(browser: Browser) -> None:
    office = browser("office")
    page = office.get(MONTH).text
    counts = dict(re.findall(r'data-((?:class|state)="[^"]+)" data-count="(\d+)"', page))
    # Two hundreds in the one class, two true noughts.
    assert counts == {
        'class="0': "2", 'state="zero': "2",
        'state="no_data': "0", 'state="withheld': "0", 'state="not_applicable': "0",
    }  # fmt: skip
    (zeros,) = links(page, 'data-state="zero"')
    (class_0,) = links(page, 'data-class="0"')
    assert sorted(names(office.get(zeros).text)) == ["2001", "2002"]
    chosen = office.get(class_0).text
    assert sorted(names(chosen)) == ["1001", "1002"]
    # The counts stay those of all zones, and pressing again lets everything back in.
    assert dict(re.findall(r'data-((?:class|state)="[^"]+)" data-count="(\d+)"', chosen)) == counts
    assert len(names(office.get(links(chosen, 'data-class="0"')[0]).text)) == 4


def test_a_range_of_classes_is_kept(browser: Browser) -> None:
    page = browser("office").get(f"{MONTH}&measure=points_in_doubt&class=1-4").text
    # Beside D one household and one matter of three points are outside: 66.7 %, the top class.
    assert names(page) == ["2002"]


def test_change_is_said_with_its_direction(browser: Browser) -> None:
    # Week 9 ends on Sunday, 1 March, with one matter in A; week 10 has one in A, one in B and the one outside.
    page = browser("office").get("/?period=2026-W10&sort=code&lang=en").text
    assert [row[3] for row in table(page)] == ["unchanged 0.0", "up by 100.0 , worse", "unchanged 0.0", "unchanged 0.0"]
    # In week 11 nothing is recorded, so nothing is known to have changed.
    after = browser("office").get("/?period=2026-W11&sort=code&lang=en").text
    assert {row[3] for row in table(after)} == {"–"}


def test_the_map_is_drawn_without_a_script(browser: Browser) -> None:
    office = browser("office")
    # A browser without scripts is led to the page with the drawing, at once or by a link in its place.
    plain = office.get(MONTH).text
    (at_once,) = re.findall(r'<noscript><meta http-equiv="refresh" content="0; url=([^"]+)"></noscript>', plain)
    assert links(plain, 'class="button">Show the map') == [html.unescape(at_once)]
    page = office.get(html.unescape(at_once)).text
    shapes = re.findall(
        r'<a tabindex="-1" href="([^"]+)"><path data-zone="(\d+)" class="([^"]+)" d="([^"]+)"><title>(.*?)</title>',
        page,
    )
    assert [(style, title) for _, _, style, _, title in shapes] == [
        ("c0", "Z001: 100.0"), ("c0", "Z002: 100.0"), ("s-zero", "Z001: 0.0"), ("s-zero", "Z002: 0.0"),
    ]  # fmt: skip
    # Four blocks side by side, 984 wide together and each as deep as it is wide, within a margin of 8.
    assert [box(d) for *_, d, _ in shapes] == [
        (8, 8, 254, 254),
        (254, 8, 500, 254),
        (500, 8, 746, 254),
        (746, 8, 992, 254),
    ]
    assert page.count('class="on-c0">100.0</text>') == 2
    # Pressing a zone leads to its row.
    chosen = office.get(html.unescape(shapes[1][0])).text
    assert re.search(rf'<tr data-zone="{shapes[1][1]}"[^>]*class="is-chosen" aria-current="true"', chosen)


def test_the_servers_map_is_sent_to_who_asks_for_it_and_from_then_on(browser: Browser) -> None:
    office = browser("office")
    page = office.get(MONTH).text
    assert 'id="map-svg"' not in page
    assert len(table(page)) == 4
    assert 'id="map-svg"' in office.get(f"{MONTH}&map=drawn").text
    later = office.get(MONTH).text
    assert 'id="map-svg"' in later
    assert "http-equiv" not in later
    office.cookies.delete("xunge_map")
    assert 'id="map-svg"' not in office.get(MONTH).text


def test_comparing_shows_two_figures_and_two_maps_in_the_same_classes(browser: Browser) -> None:
    page = browser("office").get(f"{MONTH}&measure=matters_per_km2&compare=matters_per_km2@2026-02&map=drawn").text
    # In March a hectare with two matters has 200 a km², in February nothing was recorded at all.
    assert [row[2:4] for row in table(page)] == [
        ["200.0", "no data"],
        *[["100.0", "no data"]],
        *[["0.0", "no data"]] * 2,
    ]
    assert page.count("<path data-zone=") == 8
    assert page.count('class="s-no_data"') == 4
    assert config(page)["state"]["compare"] == "matters_per_km2@2026-02"


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


def test_the_fragment_is_the_board_alone_and_the_same(browser: Browser) -> None:
    office = browser("office")
    part, page = (office.get(f"{MONTH}{more}").text.strip() for more in ("&map=drawn&part=board", "&map=drawn"))
    assert part.startswith('<div id="board"')
    assert "<html" not in part
    assert part in page
    ids = re.findall(r' id="([^"]+)"', part)
    assert len(ids) == len(set(ids))
    assert {"head", "controls", "legend", "ranking-pane", "slider", "map-config", "map-svg", "map", "said"} <= set(ids)


def test_the_address_is_the_whole_state(browser: Browser) -> None:
    office = browser("office")
    asked = f"{MONTH}&level=community&sort=-code&q=Z&state=zero&points=matter&view=14/33.4/113.6"
    page = office.get(asked).text
    (canonical,) = re.findall(r'<link rel="canonical" href="([^"]+)">', page)
    assert html.unescape(canonical) == (
        "/?measure=matters_per_household&level=community&edition=1&period=2026-03&sort=-code&q=Z&state=zero&points=matter"
        "&view=14/33.4/113.6"
    )
    assert config(office.get(f"{html.unescape(canonical)}&lang=en").text) == config(page)


def test_no_attribute_styles_and_no_script_stands_in_the_page(browser: Browser) -> None:
    page = browser("office").get(MONTH).text
    assert " style=" not in page
    assert all("src=" in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", page))


def test_who_sees_a_zone_in_part_is_told_so(browser: Browser) -> None:
    page = browser("grid_leader").get(f"{MONTH}&level=community&map=drawn").text
    assert [(row[0], row[2], row[-1]) for row in table(page)] == [("–", "withheld", "–")]
    assert 'class="s-withheld"' in page


@pytest.mark.parametrize(
    ("query", "number", "said"),
    [
        ("from=2026-03-02&to=2026-03-02", 422, "has no days"),
        ("from=2026-03-02", 422, "needs both"),
        ("period=2026-13", 422, "is no period"),
        ("until=never", 422, "is no period"),
        ("measure=happiness", 404, "There is no measure"),
        ("compare=happiness@2026-03", 404, "There is no measure"),
        ("edition=99", 404, "There is no edition"),
        ("level=street", 400, "level"),
        ("sort=beauty", 400, "sort"),
        ("class=9", 400, "class"),
        ("page=0", 400, "page"),
        ("q=a%00b", 400, "q"),
        ("view=<script>", 400, "view"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(browser: Browser, query: str, number: int, said: str) -> None:
    answer = browser("office").get(f"/?{query}&lang=en")
    assert answer.status_code == number
    assert said in answer.text


def test_empty_fields_of_a_form_ask_nothing(browser: Browser) -> None:
    empty = "measure=&edition=&period=&from=&to=&page=&q=&class=&state=&zone=&compare=&view="
    assert len(table(browser("office").get(f"/?{empty}").text)) == 4
