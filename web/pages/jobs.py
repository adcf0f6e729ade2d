"""The jobs: what was asked for, how far it is, how it ended."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from services.intake import batches, uploads
from services.jobs.ask import cancel, jobs_of
from services.jobs.tables import ENDED, Job
from services.measures.period import parse
from services.measures.period_label import label
from services.messages import Message, from_data, message
from services.work import KINDS
from web.access import STAFF, AllowForm, Caller, Staff
from web.render import render

router = APIRouter()
StaffForm = Annotated[Caller, Depends(AllowForm(*STAFF), scope="function")]
NONE: Mapping[str, str] = MappingProxyType({})
STATES: dict[str, Message] = {
    "waiting": message("Waiting"),
    "running": message("Running"),
    "done": message("Done"),
    "failed": message("Failed"),
    "cancelled": message("Cancelled"),
    "interrupted": message("Interrupted"),
}


def shown(caller: Caller, job: Job, names: Mapping[str, str] = NONE) -> dict[str, object]:
    """A job as the pages show it; `names` are those of files, by the number that a job knows them by."""
    kind = KINDS.get(job.kind)
    file = job.arguments.get("upload") or job.arguments.get("batch") or ""
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
        "batch": job.arguments.get("batch"),
        "about": names.get(file) or about(caller, job),
    }


def about(caller: Caller, job: Job) -> str:
    """Which period a job that reads one is about."""
    period = job.arguments.get("period")
    return label(parse(period)).render(caller.lang) if period else ""


def named(caller: Caller, found: Sequence[Job]) -> dict[str, str]:
    """The names of the files that jobs are about."""
    asked = {key: {UUID(job.arguments[key]) for job in found if key in job.arguments} for key in ("upload", "batch")}
    uploaded = uploads.names_of(caller.session, caller.scope, asked["upload"])
    taken = batches.names_of(caller.session, caller.scope, asked["batch"])
    return {str(number): name for number, name in (uploaded | taken).items()}


@router.get("/jobs")
def jobs(request: Request, caller: Staff) -> Response:
    """The caller's jobs; everybody's for the office."""
    found = jobs_of(caller.session, caller.scope)
    names = named(caller, found)
    context = {"person": caller.person, "form": caller.form, "jobs": [shown(caller, job, names) for job in found]}
    return render(request, "jobs.html", context)


@router.post("/jobs/{job_id}/cancel")
def call_off(request: Request, caller: StaffForm, job_id: UUID) -> Response:
    """Call a job off, and lead back."""
    job = cancel(caller.session, caller.scope, job_id)
    upload = job.arguments.get("upload")
    return RedirectResponse(f"/intake/{upload}" if upload else "/jobs", 303)
