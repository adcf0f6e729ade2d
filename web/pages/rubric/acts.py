"""What the office does with rubrics: hands a file in, approves a draft, throws one away."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from seeds.rubric import MEASURES
from services.assessment.rubric import versions
from services.assessment.rubric.read import read_rubric
from services.assessment.rubric.tree import MOST_BYTES
from services.errors import Conflict, DomainError, Invalid
from services.intake import uploads
from web.access import Caller, Office, OfficeForm, same_origin, same_session
from web.numbers import RubricId
from web.pages.rubric.show import listing, reading
from web.problems import number_of
from web.render import render
from web.state import state_of
from web.upload import Received, receive

router = APIRouter()


async def received(request: Request, _caller: Office) -> AsyncIterator[Received]:
    """The form with its file, received once it is known who sends it; the file does not stay."""
    same_origin(request)
    settings = state_of(request).settings
    form = await receive(request, settings)
    try:
        yield form
    finally:
        uploads.drop(settings, form.staged.id)


@router.post("/rubric")
def hand_in(
    request: Request, caller: Office, form: Annotated[Received, Depends(received, scope="function")]
) -> Response:
    """Hand a file in as a draft, and lead to it; every fault of it is said on the list."""
    same_session(caller, form.fields.get("form", ""))
    if not form.staged.files:
        refused = Invalid("intake.no_files")
        return render(request, "rubric/list.html", listing(caller, refused.message), status=number_of(refused))
    with form.staged.files[0].open("rb") as file:
        return add(request, caller, file.read(MOST_BYTES + 1))


@router.post("/rubric/measures")
def begin(request: Request, caller: OfficeForm) -> Response:
    """Begin with the measures as their text stands."""
    return add(request, caller, MEASURES.read_bytes())


def add(request: Request, caller: Caller, data: bytes) -> Response:
    """A file as a draft, or the list with what is wrong with it."""
    try:
        made = versions.add(caller.session, caller.scope, data)
    except (Invalid, Conflict) as refused:
        context = listing(caller, refused.message, read_rubric(data).faults)
        return render(request, "rubric/list.html", context, status=number_of(refused))
    return RedirectResponse(f"/rubric/{made.id}", 303)


@router.post("/rubric/{version_id}/approve")
def approve(
    request: Request,
    caller: OfficeForm,
    version_id: RubricId,
    decision: Annotated[str, Form(max_length=1000)] = "",
    valid_from: Annotated[date | None, Form()] = None,
) -> Response:
    """Approve a draft, and lead back."""
    now = datetime.now(caller.state.settings.zone)
    try:
        versions.approve(caller.session, caller.scope, version_id, decision, valid_from or now.date(), now)
    except (Invalid, Conflict) as refused:
        return again(request, caller, version_id, refused)
    return RedirectResponse(f"/rubric/{version_id}", 303)


@router.post("/rubric/{version_id}/discard")
def discard(request: Request, caller: OfficeForm, version_id: RubricId) -> Response:
    """Throw a draft away, and lead to the list."""
    try:
        versions.discard(caller.session, caller.scope, version_id)
    except Conflict as refused:
        return again(request, caller, version_id, refused)
    return RedirectResponse("/rubric", 303)


def again(request: Request, caller: Caller, version_id: int, refused: DomainError) -> Response:
    """The page of the version with what was refused at its head."""
    context = reading(caller, version_id, refused.message)
    return render(request, "rubric/show.html", context, status=number_of(refused))
