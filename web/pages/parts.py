"""The page that shows every part of the design, drawn with the same macros as all other pages."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from web.access import SignedIn
from web.render import render

router = APIRouter()


@router.get("/parts")
def parts(request: Request, caller: SignedIn) -> Response:
    """All parts, for those who build pages and for those who check them."""
    return render(request, "parts.html", {"person": caller.person, "form": caller.form})
