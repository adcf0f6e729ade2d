"""The page: figures from one query, complete without JavaScript, in both languages, nothing from elsewhere."""

import re

import pytest

from tests.web.conftest import Browser

MARCH = "/?from=2026-03-01&to=2026-04-01&lang=en"


def test_the_table_is_ranked_and_adds_up(browser: Browser) -> None:
    page = browser("office").get(MARCH).text
    rows = re.findall(r"<tr data-zone.*?</tr>", page, re.DOTALL)
    cells = [[re.sub(r"<[^>]+>", "", c).split()[-1] for c in re.findall(r'<td class="n">(.*?)</td>', r, re.DOTALL)]
             for r in rows]  # fmt: skip
    # None at all is best, twice; two matters by two households and one by one both make 100 per hundred.
    assert cells == [
        ["1", "0", "1", "0.0"], ["1", "0", "1", "0.0"], ["3", "2", "2", "100.0"], ["3", "1", "1", "100.0"],
    ]  # fmt: skip
    assert "3 inside + 1 outside = 4" in page


def test_the_period_is_half_open(browser: Browser) -> None:
    page = browser("office").get("/?from=2026-03-01&to=2026-03-02&lang=en").text
    assert "1 inside + 0 outside = 1" in page


def test_who_has_a_scope_sees_its_sums_only(browser: Browser) -> None:
    page = browser("grid_leader").get(MARCH).text
    assert "2 inside + 0 outside = 2" in page


def test_chinese_comes_first_and_english_is_complete(browser: Browser) -> None:
    office = browser("office")
    assert "每百户事项数" in office.get("/").text
    english = office.get(MARCH).text
    assert "Matters per 100 households" in english
    text = re.sub(r"<[^>]+>|〔.*?〕", "", english)
    assert set(re.findall(r"[\u4e00-\u9fff]+", text)) == {"巡格", "中文"}


def test_points_outside_are_listed_for_whoever_answers_for_the_nearest_grid(browser: Browser) -> None:
    page = browser("office").get("/outside?edition=1&kind=matter&lang=en").text
    assert "3 inside + 1 outside = 4" in page
    assert "999901001002002" in page
    # The matter 30 m east of the last grid belongs to the second community; the inspector's scope is that one.
    assert "0 inside + 1 outside = 1" in browser("inspector").get("/outside?edition=1&kind=matter&lang=en").text
    assert "3 inside + 0 outside = 3" in browser("community").get("/outside?edition=1&kind=matter&lang=en").text


@pytest.mark.parametrize("path", ["/", "/sign-in", "/static/css/base.css", "/nowhere"])
def test_every_answer_forbids_other_hosts(browser: Browser, path: str) -> None:
    answer = browser("office").get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/api/nowhere", 404),
        ("/api/grids.geojson", 400),
        ("/api/grids.geojson?edition=x", 400),
        ("/api/base/x.geojson", 400),
    ],
)
def test_the_api_answers_wrong_questions_with_problem_details(browser: Browser, path: str, number: int) -> None:
    answer = browser("office").get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (number, "application/problem+json")
    assert answer.json()["status"] == number


def test_a_period_without_days_is_refused_in_a_sentence(browser: Browser) -> None:
    answer = browser("office").get("/?from=2026-03-02&to=2026-03-02&lang=en")
    assert answer.status_code == 422
    assert "has no days" in answer.text
