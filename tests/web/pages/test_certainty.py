"""The page of how sure the places are, and the range beside each place."""

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session

from services.database import app_engine, owner_engine
from services.settings import Settings
from tests import database
from tests.services.assessment import place as assessed
from tests.services.assessment.certainty.test_certainty import EVERYWHERE, inspected
from tests.services.matters import place
from tests.web.pages.test_assessment import get
from web.app import create_app

PAGE = "/assessment/2026-Q4/grid/certainty"


@pytest.fixture(scope="module")
def sure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The town with its fourth quarter inspected twice everywhere."""
    folder = tmp_path_factory.mktemp("certain")
    with database.cloned("certain") as urls:
        owner = owner_engine(urls.owner)
        with Session(owner) as session, session.begin():
            place.settle(session, folder)
            inspected(assessed.settle(place.Town(session)), EVERYWHERE)
        owner.dispose()
        engine = app_engine(urls.app)
        yield create_app(Settings(home=folder), engine)
        engine.dispose()


def test_the_office_reads_ranges_inspectors_weights_and_shares(sure: FastAPI) -> None:
    page = get(sure, "office", PAGE)
    assert page.count('class="rank-range"') == 8
    assert "Against the others" in page
    assert "Rank stays" in page
    assert page.count('<figure class="funnel">') >= 1
    assert "Seed of the draws" in page


def test_the_ranges_pair_by_pair_are_no_narrower(sure: FastAPI) -> None:
    def wide(method: str) -> list[int]:
        found = re.findall(
            r'</svg></td><td class="n">(\d+)(?:–(\d+))?</td>', get(sure, "office", f"{PAGE}?method={method}")
        )
        return [int(worst or best) - int(best) for best, worst in found[:4]]

    assert all(pair >= one for pair, one in zip(wide("pairs"), wide("drawn"), strict=True))


def test_a_range_stands_beside_each_place_of_the_table(sure: FastAPI) -> None:
    page = get(sure, "office", "/assessment?cycle=2026-Q4")
    assert len(re.findall(r'<tr><td class="n">\d</td><td class="n">\d(?:–\d)?</td>', page)) == 4
    assert f'href="{PAGE}"' in page


def test_nobody_but_the_office_reads_it(sure: FastAPI) -> None:
    get(sure, "grid_leader", PAGE, 403)
    assert "certainty" not in get(sure, "grid_leader", "/assessment?cycle=2026-Q4")
    get(sure, "office", f"{PAGE}?method=guess", 400)


def test_a_version_is_rehearsed_on_the_last_quarter(sure: FastAPI) -> None:
    number = re.findall(r'href="/rubric/(\d+)"', get(sure, "office", "/rubric"))[0]
    assert f'href="/rubric/{number}/rehearsal"' in get(sure, "office", f"/rubric/{number}")
    page = get(sure, "office", f"/rubric/{number}/rehearsal")
    assert "Who would move" in page
    assert page.count('<td class="n">67.50</td><td class="n">67.50</td>') == 1
    assert "Rank stays" in page
    get(sure, "office", f"/rubric/{number}/rehearsal?cycle=2026", 422)
    get(sure, "grid_leader", f"/rubric/{number}/rehearsal", 403)
