"""The jobs: what was asked for, how far it is, how it ended."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from services.jobs.ask import cancel, jobs_of
from services.jobs.tables import ENDED, Job
from services.messages import Message, from_data, message
from services.work import KINDS
from web.access import STAFF, AllowForm, Caller, Staff
from web.render import render

router = APIRouter()
StaffForm = Annotated[Caller, Depends(AllowForm(*STAFF), scope="function")]
STATES: dict[str, Message] = {
    "waiting": message("Waiting"),
    "running": message("Running"),
    "done": message("Done"),
    "failed": message("Failed"),
    "cancelled": message("Cancelled"),
    "interrupted": message("Interrupted"),
}


def shown(caller: Caller, job: Job) -> dict[str, object]:
    """A job as the pages show it."""
    kind = KINDS.get(job.kind)
    return {
        "id": job.id,
        "title": kind.title.render(caller.lang) if kind else job.kind,
        "state": job.state,
        "word": STATES[job.state].render(caller.lang),
        "open": job.state not in ENDED,
        "done": job.done,
        "total": job.total,
        "sentence": from_data(job.sentence).render(caller.lang) if job.sentence else "",
        "created_at": job.created_at.astimezone(caller.state.settings.zone),
        "upload": job.arguments.get("upload"),
    }


@router.get("/jobs")
def jobs(request: Request, caller: Staff) -> Response:
    """The caller's jobs; everybody's for the office."""
    found = [shown(caller, job) for job in jobs_of(caller.session, caller.scope)]
    return render(request, "jobs.html", {"person": caller.person, "form": caller.form, "jobs": found})


@router.post("/jobs/{job_id}/cancel")
def call_off(request: Request, caller: StaffForm, job_id: UUID) -> Response:
    """Call a job off, and lead back."""
    job = cancel(caller.session, caller.scope, job_id)
    upload = job.arguments.get("upload")
    return RedirectResponse(f"/intake/{upload}" if upload else "/jobs", 303)
