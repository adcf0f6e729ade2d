"""The map page: its title, both languages, its address, its parts; what makes no sense is refused."""

import html
import re

import pytest

from tests.web.conftest import Browser
from tests.web.pages.on_board import MARCH, MONTH, config, table, words


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
