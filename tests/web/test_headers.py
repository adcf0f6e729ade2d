"""What every answer says to the browser, and how the API answers wrong questions."""

import pytest

from tests.web.conftest import Browser


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
        ("/api/zones.geojson", 400),
        ("/api/zones.geojson?edition=x", 400),
        ("/api/points/x/M0", 400),
    ],
)
def test_the_api_answers_wrong_questions_with_problem_details(browser: Browser, path: str, number: int) -> None:
    answer = browser("office").get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (number, "application/problem+json")
    assert answer.json()["status"] == number
