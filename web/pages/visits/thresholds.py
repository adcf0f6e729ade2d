"""The thresholds by which visits are looked at, each with where it comes from."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from services.errors import DomainError
from services.messages import Message
from services.visit_review.limits import set_limit, thresholds
from services.visit_review.words import LIMITS
from web.access import Caller, OfficeForm, Staff
from web.problems import number_of
from web.render import render

router = APIRouter()
Name = Annotated[str, Form(max_length=40, pattern=r"^[a-z_]+$")]
Source = Annotated[str, Form(max_length=300, pattern=r"^[^\x00-\x1f]*$")]


@router.get("/visits/limits")
def limits(request: Request, caller: Staff) -> Response:
    """All thresholds."""
    return page(request, caller)


def page(request: Request, caller: Caller, refused: DomainError | None = None) -> Response:
    """The thresholds, and at their head what was refused."""
    lang = caller.lang
    rows = []
    for one in thresholds(caller.session):
        words, unit = LIMITS[one.name]
        source = one.source.render(lang) if isinstance(one.source, Message) else one.source
        rows.append({"name": one.name, "words": words.render(lang), "unit": unit.render(lang) if unit else "",
                     "value": f"{one.value:g}", "source": source, "own": one.own})  # fmt: skip
    context = {
        "person": caller.person, "form": caller.form, "rows": rows, "sets": caller.scope.role == "office",
        "refused": refused.message.render(lang) if refused else None,
    }  # fmt: skip
    return render(request, "visits/limits.html", context, status=number_of(refused) if refused else 200)


@router.post("/visits/limits")
def set_one(
    request: Request, caller: OfficeForm, name: Name, value: Annotated[float, Form()], source: Source = ""
) -> Response:
    """Set a threshold from now on, and lead back."""
    try:
        set_limit(caller.session, caller.scope, name, value, source)
    except DomainError as refused:
        return page(request, caller, refused)
    return RedirectResponse("/visits/limits", 303)
