"""The ranking table as a file."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from services.measures.ranking import ordered, rows
from services.measures.sheet import csv_text
from web.access import Staff
from web.board.query import MapQuery
from web.board.state import read_state, state_of

router = APIRouter(prefix="/api")


@router.get("/ranking.csv")
def ranking(caller: Staff, query: Annotated[MapQuery, Query()]) -> Response:
    """Every row that the page's filter keeps, in its order, on no pages."""
    state = state_of(caller, query)
    found, other = read_state(caller, state)
    kept = ordered((r for r in rows(found, other) if state.filter.keeps(r)), query.sort)
    name = f"{state.view.measure.key}_{state.view.level}_{state.view.period.key}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(csv_text(found, other, kept, caller.lang), media_type="text/csv; charset=utf-8", headers=headers)
