"""The table of places and the steps of one score as files."""

import io

import pytest
from fastapi import FastAPI
from openpyxl import load_workbook
from pypdf import PdfReader
from starlette.testclient import TestClient

from tests import town
from tests.web.conftest import PASSWORD
from tests.web.pages.test_certainty import sure

__all__ = ["sure"]
PLACES, FIRST = "/assessment/2026-Q4/grid/places", f"/assessment/2026-Q4/grid/{town.GRIDS[0]}/steps"


def fetched(app: FastAPI, login: str, address: str, status: int = 200, lang: str = "zh") -> bytes:
    """A file as somebody gets it."""
    client = TestClient(app, follow_redirects=False)
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD}).status_code == 303
    client.get(f"/sign-in?lang={lang}")
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content


def cells(data: bytes) -> list[tuple[object, ...]]:
    """The rows of a workbook."""
    page = load_workbook(io.BytesIO(data)).active
    assert page is not None
    return [tuple(cell for cell in row) for row in page.iter_rows(values_only=True)]


def text(data: bytes) -> str:
    """All text of a document."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def test_the_places_are_a_workbook_with_figures_as_figures(sure: FastAPI) -> None:
    heads, *rows = cells(fetched(sure, "office", f"{PLACES}.xlsx"))
    assert heads[:3] == ("名次", "区间", "代码")
    assert [row[0] for row in rows] == [1, 2, 3, 4]
    assert [float(str(row[5])) for row in rows] == [67.5, 64.5, 51.5, 48.5]


def test_the_places_are_a_document_in_either_language(sure: FastAPI) -> None:
    told = text(fetched(sure, "office", f"{PLACES}.pdf"))
    assert "考核名次表 · 2026年第4季度" in told
    assert all(points in told for points in ("67.50", "64.50", "51.50", "48.50"))
    assert "Places of the assessment · Quarter 4 of 2026" in text(fetched(sure, "office", f"{PLACES}.pdf", lang="en"))


@pytest.mark.parametrize("login", ["office", "grid_leader"])
def test_a_score_is_told_step_by_step_to_whom_it_concerns(sure: FastAPI, login: str) -> None:
    _, *rows = cells(fetched(sure, login, f"{FIRST}.xlsx"))
    assert rows[0][3] == 100
    assert rows[-1][3] == 64.5
    assert sum(float(str(row[2])) for row in rows[:-1] if row[2] is not None) == pytest.approx(64.5 - 100)
    assert "逾期：1 起 × 3 分 = 扣 3 分" in text(fetched(sure, login, f"{FIRST}.pdf"))


def test_a_leader_gets_no_file_of_another_and_no_places(sure: FastAPI) -> None:
    fetched(sure, "grid_leader", f"/assessment/2026-Q4/grid/{town.GRIDS[1]}/steps.pdf", 404)
    heads, *rows = cells(fetched(sure, "grid_leader", f"{PLACES}.xlsx"))
    assert "区间" not in heads
    assert [row[0] for row in rows] == [None]
    fetched(sure, "office", f"{PLACES}.doc", 400)
