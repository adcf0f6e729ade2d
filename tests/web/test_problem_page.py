"""A page that says what went wrong keeps its frame: who is signed in still finds the way."""

from tests.web.conftest import Browser


def test_who_is_signed_in_keeps_the_navigation(browser: Browser) -> None:
    page = browser("office").get("/nowhere?lang=en")
    assert page.status_code == 404
    assert 'href="/boundaries"' in page.text
    assert 'action="/sign-out"' in page.text


def test_nobody_is_offered_nothing(browser: Browser) -> None:
    page = browser(None).get("/nowhere?lang=en")
    assert page.status_code == 404
    assert 'href="/boundaries"' not in page.text
    assert 'action="/sign-out"' not in page.text


def test_a_refused_page_leaves_the_way_to_the_others(browser: Browser) -> None:
    page = browser("grid_leader").get("/intake?lang=en")
    assert page.status_code == 403
    assert 'href="/boundaries"' in page.text


def test_who_has_no_map_is_not_sent_round_in_a_circle(browser: Browser) -> None:
    forum = browser("forum")
    page = forum.get("/?lang=en")
    assert page.status_code == 403
    assert "To the map" not in page.text
    assert "Nothing is on show for the forum yet." in page.text
    assert "Sign in as somebody else" in page.text
    assert '<a class="button" href="/assessment/published">' in page.text
    assert forum.get("/assessment/published").status_code == 200


def test_the_sign_out_empties_what_the_browser_kept(browser: Browser) -> None:
    client = browser("office")
    form = client.get("/?lang=en").text.split('name="form" value="')[1].split('"')[0]
    assert client.post("/sign-out", data={"form": form}).headers["clear-site-data"] == '"cache"'
