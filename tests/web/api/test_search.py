"""Search as the front end asks it, and as a page."""

from tests.web.conftest import Browser


def test_hits_say_what_they_are_and_where(browser: Browser) -> None:
    (hit,) = browser("office").get("/api/search?q=999901001002002").json()
    assert (hit["kind"], hit["level"], hit["label"], hit["detail"]) == (
        "zone",
        "grid",
        "Z002",
        "Z002 / 999901001002002",
    )
    # The middle of the last block, 350 m east and 50 m north of the corner.
    assert abs(hit["at"][0] - (113.6 + 350 / 92976)) < 2e-5
    assert browser("office").get("/api/search?q=").json() == []


def test_the_scope_is_kept(browser: Browser) -> None:
    assert browser("grid_leader").get("/api/search?q=999901001002002").json() == []
    assert browser("forum").get("/api/search?q=Z").status_code == 403


def test_wrong_questions_are_refused(browser: Browser) -> None:
    office = browser("office")
    for query, number in (("q=a%00b", 400), (f"q={'x' * 101}", 400), ("edition=0", 400), ("edition=99&q=Z", 404)):
        assert office.get(f"/api/search?{query}").status_code == number


def test_the_page_lists_the_same_with_the_way_to_each(browser: Browser) -> None:
    office = browser("office")
    page = office.get("/search?q=9999010010010&edition=1&lang=en").text
    assert page.count("<li><a href=") >= 2
    zone = office.get("/api/search?q=999901001001001").json()[0]["id"]
    assert f'href="/?level=grid&amp;zone={zone}&amp;edition=1"' in page
    assert "Nothing found" in office.get("/search?q=nowhere&lang=en").text
    assert "&lt;b&gt;" in office.get("/search?q=<b>&lang=en").text
