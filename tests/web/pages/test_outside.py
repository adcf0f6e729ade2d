"""The list of points outside all grids."""

from tests.web.conftest import Browser


def test_points_outside_are_listed_for_whoever_answers_for_the_nearest_grid(browser: Browser) -> None:
    page = browser("office").get("/outside?edition=1&kind=matter&lang=en").text
    assert "3 inside + 1 outside = 4" in page
    # Who lists it leads on: to the matter, to the map around it, to the file of the nearest grid.
    assert page.count('href="/matters/') == 1
    assert 'href="/grids/999901001002002?edition=1"' in page
    # The matter 30 m east of the last grid belongs to the second community; the inspector's scope is that one.
    assert "0 inside + 1 outside = 1" in browser("inspector").get("/outside?edition=1&kind=matter&lang=en").text
    assert "3 inside + 0 outside = 3" in browser("community").get("/outside?edition=1&kind=matter&lang=en").text


def test_without_an_edition_it_is_the_one_in_force(browser: Browser) -> None:
    assert "3 inside + 1 outside = 4" in browser("office").get("/outside?lang=en").text
