"""The map beside its ranking table: one page, one address for everything that it can show."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from web.access import Staff
from web.board.context import board
from web.board.query import MapQuery
from web.board.state import read_state, state_of
from web.render import render
from web.view import edition_of

router = APIRouter()
# The front end sets it once WebGL has drawn: then the server's own map, the heaviest part of the page, is not sent.
DRAWN_BY = "xunge_map"


@router.get("/")
def ranking(request: Request, caller: Staff, query: Annotated[MapQuery, Query()]) -> Response:
    """A measure by zone: title, controls, map, legend, table and slider from one reading."""
    context = {"person": caller.person, "form": caller.form}
    if edition_of(caller, query.edition) is None:
        return render(request, "empty.html", context)
    state = state_of(caller, query)
    found, other = read_state(caller, state)
    with_svg = request.cookies.get(DRAWN_BY) != "gl"
    drawn = board(caller, state, found, other, with_svg=with_svg)
    return render(request, "map/board.html" if query.part else "map/page.html", {**context, **drawn})
