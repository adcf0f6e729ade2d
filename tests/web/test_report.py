"""The report over the web: the figures of the page, within scope, to be saved, its taking on record."""

import re

import pytest
from sqlalchemy import select

from services.access.tables import AuditEvent
from services.cluster.roles import Urls
from services.database import owner_engine
from tests.web.conftest import Browser
from tests.web.test_access import records

MARCH = "/report/map.html?period=2026-03&lang=en"


def text_of(html: str) -> str:
    """What a reader reads of the body."""
    body = html[html.index("<body>") : html.index("<footer>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def test_the_report_says_measure_period_edition_and_n(browser: Browser) -> None:
    answer = browser("office").get(MARCH)
    assert answer.headers["content-disposition"] == (
        'attachment; filename="xunge-matters_per_household-grid-2026-03.html"'
    )
    page = text_of(answer.text)
    assert "Internal" in page
    assert "Matters per 100 households (per 100 households; lower is better)" in page
    assert "March 2026 · Grid · edition first (1)" in page
    # Three matters inside, the fourth 30 m outside.
    assert "n = 4 (3 inside + 1 outside; matters)" in page


def test_rows_and_legend_are_worked_by_hand(browser: Browser) -> None:
    html = browser("office").get(MARCH).text
    rows = re.findall(r"<tr><td class=\"n\">(\S+)</td>.*?<span>([\d.]+)<svg.*?<rect class=\"(\S+)\"", html, re.DOTALL)
    # None in two grids; one matter to one household and two to two are both 100 per hundred.
    assert [(rank, value) for rank, value, _ in rows] == [("1", "0.0"), ("1", "0.0"), ("3", "100.0"), ("3", "100.0")]
    assert [css for _, _, css in rows[:2]] == ["s-zero", "s-zero"]
    page = text_of(html)
    assert re.search(r"2 \+ 2 = 4 zones", page)


def test_who_has_a_scope_takes_its_zones_only(browser: Browser) -> None:
    assert browser("grid_leader").get(MARCH).text.count("<tr><td") == 1
    community = browser("grid_leader").get(f"{MARCH}&level=community").text
    # The community is only partly in scope: drawn, but without a figure.
    assert 'class="s-withheld"' in community
    assert "withheld" in text_of(community)
    assert browser("forum").get(MARCH).status_code == 403


@pytest.mark.parametrize(
    ("query", "number"), [("measure=none", 404), ("level=ward", 400), ("period=soon", 422), ("edition=99", 404)]
)
def test_wrong_questions_are_refused(browser: Browser, query: str, number: int) -> None:
    assert browser("office").get(f"/report/map.html?{query}").status_code == number


def test_no_point_is_in_the_file_and_the_taking_is_on_record(browser: Browser, web_urls: Urls) -> None:
    html = browser("office").get(MARCH).text
    assert not re.search(r"\b[HM]\d\b", text_of(html))
    with records(owner_engine(web_urls.owner)) as session:
        taken = session.scalars(select(AuditEvent).where(AuditEvent.action == "report.map")).all()
    assert {(e.subject, e.detail["period"], e.detail["n"]) for e in taken} >= {("matters_per_household", "2026-03", 4)}
