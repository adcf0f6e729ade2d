"""The ranking table as a file."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from services.export.sheet import Form
from services.measures.ranking import ordered, rows
from services.measures.sheet import sheet_of
from web.access import Staff
from web.board.query import MapQuery
from web.board.state import read_state, state_of
from web.download import download

router = APIRouter(prefix="/api")


@router.get("/ranking.{form}")
def ranking(caller: Staff, form: Form, query: Annotated[MapQuery, Query()]) -> Response:
    """Every row that the page's filter keeps, in its order, on no pages, as CSV or XLSX."""
    state = state_of(caller, query)
    found, other = read_state(caller, state)
    kept = ordered((r for r in rows(found, other) if state.filter.keeps(r)), query.sort)
    sheet = sheet_of(found, other, kept, caller.lang, caller.state.settings.zone)
    return download(sheet, form, f"{state.view.measure.key}_{state.view.level}_{state.view.period.key}")
