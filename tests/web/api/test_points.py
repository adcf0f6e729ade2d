"""One point in full: in words, in scope, and as a problem where there is none."""

import pytest

from tests import town
from tests.web.conftest import Browser


def test_a_matter_in_words(browser: Browser) -> None:
    found = browser("office").get("/api/points/matter/M0?lang=en").json()
    rows = dict(found["rows"])
    assert found["title"] == "Matter M0"
    assert (rows["Code"], rows["Opened"], rows["Closed"]) == ("06010", "Mar 1, 2026 12:00", "Still open")
    assert rows["Grid"] == f"Z001 {town.GRIDS[0]}"
    assert found["link"] == {"href": "/matters/M0", "label": "Open the matter"}
    assert found["grid"]["code"] == town.GRIDS[0]


def test_a_household_in_chinese(browser: Browser) -> None:
    found = browser("office").get("/api/points/household/H0?lang=zh").json()
    assert found["title"] == "住户 H0"
    assert ["状态", "在册"] in found["rows"]
    assert found["link"] == {"href": f"/grids/{town.GRIDS[0]}", "label": "一格一档"}


def test_outside_all_grids_the_nearest_is_named(browser: Browser) -> None:
    found = browser("office").get("/api/points/matter/M3?lang=en").json()
    # 430 m east in a town of 400 m.
    assert ["Grid", "outside all grids, 30 m from Z002"] in found["rows"]
    assert found["grid"] is None
    assert found["nearest"]["distance_m"] == pytest.approx(30, abs=0.1)


@pytest.mark.parametrize(
    ("role", "path", "number"),
    [
        ("grid_leader", "matter/M0", 200),
        ("grid_leader", "matter/M2", 404),
        ("office", "matter/nobody", 404),
        ("office", "matter/M0?edition=99", 404),
        ("office", "patrol/M0", 400),
        ("office", "matter/a%00b", 400),
        ("forum", "matter/M0", 403),
        (None, "matter/M0", 401),
    ],
)
def test_who_may_read_what(browser: Browser, role: str | None, path: str, number: int) -> None:
    answer = browser(role).get(f"/api/points/{path}")
    assert answer.status_code == number
    kind = "application/json" if number == 200 else "application/problem+json"
    assert answer.headers["content-type"] == kind
