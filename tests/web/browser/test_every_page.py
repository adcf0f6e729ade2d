"""Every page: nothing for the checker to find, and nothing wider than the window, at a desk and on a phone."""

import pytest

from tests.web.browser.conftest import Opener
from tests.web.browser.test_everyone import violations

pytestmark = pytest.mark.browser
PAGES = (
    "matters", "matters?standing=all&type=class:06", "matters?zone=nowhere", "matters/queue", "matters/M1",
    "matters/new", "matters/new?code=06010&lon=113.6&lat=33.4", "matters/indicators", "matters/indicators?by=grid",
    "matters/alike", "matters/rules", "matters/rules/calendar", "matters/rules/types", "hotspots", "boundaries",
    "intake", "jobs", "outside?edition=1", "grids/999901001001001", "visits/care", "visits/care?standing=all",
)  # fmt: skip


@pytest.mark.parametrize(("size", "scheme", "lang"), [("desk", "light", "zh"), ("phone", "dark", "en")])
def test_the_checker_finds_nothing_and_nothing_is_wider_than_the_window(
    show: Opener, size: str, scheme: str, lang: str
) -> None:
    page = show(f"matters?lang={lang}", ready="main", size=size, color_scheme=scheme)
    home = page.url.partition("/matters")[0]
    found: dict[str, object] = {}
    for path in PAGES:
        answer = page.goto(f"{home}/{path}")
        assert answer is not None
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        if not answer.ok or wide or (wrong := violations(page)):
            found[path] = (answer.status, wide, wrong if answer.ok and not wide else "")
    assert found == {}
