"""The theme is remembered where a reader chose it, and nowhere else."""

from tests.web.conftest import Browser


def test_a_page_asked_for_in_a_theme_is_remembered(browser: Browser) -> None:
    client = browser("office")
    client.get("/?theme=dark")
    assert client.cookies.get("xunge_theme") == "dark"


def test_a_map_that_asks_for_its_style_chooses_nothing_for_its_reader(browser: Browser) -> None:
    client = browser("office")
    edition = client.get("/").text.split('data-edition="')[1].split('"')[0]
    style = client.get("/map/style.json", params={"theme": "dark", "edition": edition, "level": "grid"})
    assert style.status_code == 200
    assert client.cookies.get("xunge_theme") is None
