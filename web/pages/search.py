"""The results of a search as a page, for who has no script."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from web.access import Staff
from web.api.search import Words, hits
from web.numbers import EditionId
from web.render import render

router = APIRouter()
# A house is seen at this zoom level.
NEAR = 17


@router.get("/search")
def search(request: Request, caller: Staff, q: Words = "", edition: EditionId | None = None) -> Response:
    """Places by code, name or address, each with the way to it on the map."""
    found = hits(caller, edition, q)
    context = {"person": caller.person, "form": caller.form, "q": q, "edition": edition, "hits": found, "near": NEAR}
    return render(request, "search.html", context)
