"""No page is forgotten by the tests that look at every page."""

from fastapi import FastAPI

from tests.web.browser.every_page import BEFORE_SIGNING_IN, DATA, NO_PAGE, WALKED
from tests.web.test_access import routes


def test_every_route_that_is_read_is_looked_at_or_said_to_be_no_page(web_app: FastAPI) -> None:
    read = {route.path for route in routes(web_app) if "GET" in (route.methods or ())}
    listed = [*WALKED, *BEFORE_SIGNING_IN, *NO_PAGE]
    assert len(listed) == len(set(listed))
    assert sorted(path for path in read if not path.startswith(DATA)) == sorted(listed)


def test_an_address_belongs_to_the_route_that_it_stands_under(web_app: FastAPI) -> None:
    order = [route for route in routes(web_app) if "GET" in (route.methods or ())]
    numbers = {"check": 1, "hotspots": 1, "draft": 2, "rubric": 1, "upload": "u", "batch": "b"}
    for path, addresses in WALKED.items():
        for address in addresses:
            bare = address.format(**numbers).partition("?")[0]
            assert next(r.path for r in order if r.path_regex.match(bare)) == path
