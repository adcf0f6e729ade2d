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
# The server's own map is as heavy as all else in the page: sent to who asked for it, and from then on, until the front
# end takes the cookie away because it has drawn the live map. No secret, and not for the server alone.
COOKIE = "xunge_map"
KEPT_S = 365 * 24 * 3600


@router.get("/")
def ranking(request: Request, caller: Staff, query: Annotated[MapQuery, Query()]) -> Response:
    """A measure by zone: title, controls, map, legend, table and slider from one reading."""
    context = {"person": caller.person, "form": caller.form}
    if edition_of(caller, query.edition) is None:
        return render(request, "empty.html", context)
    state = state_of(caller, query)
    found, other = read_state(caller, state)
    with_svg = "drawn" in (query.map, request.cookies.get(COOKIE))
    drawn = board(caller, state, found, other, with_svg=with_svg)
    answer = render(request, "map/board.html" if query.part else "map/page.html", {**context, **drawn})
    if query.map:
        answer.set_cookie(COOKIE, query.map, max_age=KEPT_S, samesite="lax")
    return answer
