"""A file that was taken in: its report, and the undoing of it."""

from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from services.intake import batches
from services.jobs.ask import ask
from web.pages.intake.who import May, MayForm
from web.pages.intake.words import KINDS, SUBJECTS
from web.render import render

router = APIRouter()


@router.get("/intake/batches/{batch_id}")
def one_batch(request: Request, caller: May, batch_id: UUID) -> Response:
    """A file that was taken in: its report, and the way to undo it."""
    found = batches.taken(caller.session, caller.scope, batch_id)
    context = {"person": caller.person, "form": caller.form, "batch": found,
               "subject": SUBJECTS[found.subject].render(caller.lang),
               "at": found.received_at.astimezone(caller.state.settings.zone),
               "kinds": [k | {"title": KINDS[k["kind"]].render(caller.lang)} for k in found.report.get("kinds", [])
                         if k["kind"] in KINDS]}  # fmt: skip
    return render(request, "intake_batch.html", context)


@router.post("/intake/batches/{batch_id}/undo")
def undo_batch(caller: MayForm, batch_id: UUID, sure: bool = Form(False)) -> Response:
    """Undo a batch of points, once the box says that this is meant."""
    batches.taken(caller.session, caller.scope, batch_id)
    if not sure:
        return RedirectResponse(f"/intake/batches/{batch_id}", 303)
    ask(caller.session, caller.scope, "intake.undo", {"batch": str(batch_id)})
    return RedirectResponse("/jobs", 303)
