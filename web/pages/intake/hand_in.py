"""Files handed in: the form, what was taken in so far, and the way to the look at a new one."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from services.errors import Invalid
from services.intake import batches, uploads
from web.access import Caller, same_origin, same_session
from web.pages.intake.who import May
from web.pages.intake.words import SUBJECTS
from web.render import render
from web.state import state_of
from web.upload import Received, receive

router = APIRouter()


async def received(request: Request, _caller: May) -> AsyncIterator[Received]:
    """The files of the form, received once it is known who sends them; removed again where the request fails."""
    same_origin(request)
    settings = state_of(request).settings
    form = await receive(request, settings)
    try:
        yield form
    except BaseException:
        uploads.drop(settings, form.staged.id)
        raise


def page(caller: Caller) -> dict[str, Any]:
    """What the page of files shows: subjects, limit, history."""
    lang = caller.lang
    zone = caller.state.settings.zone
    history = [
        {"batch": b, "subject": SUBJECTS[b.subject].render(lang), "at": b.received_at.astimezone(zone),
         "undone_at": b.undone_at.astimezone(zone) if b.undone_at else None}
        for b in batches.history(caller.session, caller.scope)
    ]  # fmt: skip
    subjects = [(key, SUBJECTS[key].render(lang)) for key in uploads.allowed(caller.scope)]
    return {"person": caller.person, "form": caller.form, "subjects": subjects, "history": history,
            "limit_mb": caller.state.settings.upload_limit_mb, "refused": None}  # fmt: skip


@router.get("/intake")
def intake(request: Request, caller: May) -> Response:
    """The form for a file, and the files that were taken in."""
    return render(request, "intake.html", page(caller))


@router.post("/intake")
def hand_in(request: Request, caller: May, form: Annotated[Received, Depends(received, scope="function")]) -> Response:
    """Receive files and lead to the look at them; a refusal is said on the form."""
    same_session(caller, form.fields.get("form", ""))
    try:
        upload = uploads.begin(caller.session, caller.scope, form.fields.get("subject", ""), form.staged)
    except Invalid as refused:
        uploads.drop(caller.state.settings, form.staged.id)
        return render(request, "intake.html", page(caller) | {"refused": refused.message.render(caller.lang)},
                      status=422)  # fmt: skip
    return RedirectResponse(f"/intake/{upload.id}", 303)
