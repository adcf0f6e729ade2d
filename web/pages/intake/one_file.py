"""A file on its way in: what it is, what was found, what was written."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.errors import NotFound
from services.geography.editions import in_force
from services.intake import batches, uploads
from services.intake.fields import FIELDS
from services.jobs.ask import seen
from services.jobs.tables import Job
from web.access import Caller
from web.pages.intake.matched import matched
from web.pages.intake.report import BY_ROW, numbered, report_of
from web.pages.intake.who import May
from web.pages.intake.words import LEVELS, SUBJECTS
from web.pages.jobs import shown
from web.pages.problem_map import features
from web.render import render

router = APIRouter()


@router.get("/intake/{upload_id}")
def one_file(request: Request, caller: May, upload_id: UUID) -> Response:
    """A file on its way in: what it is, what was found, what was written."""
    upload = uploads.found(caller.session, caller.scope, upload_id)
    look, check, write = (_job(caller, j) for j in (upload.look_job, upload.check_job, upload.write_job))
    jobs = [shown(caller, j) for j in (look, check, write) if j is not None]
    now = next((j for j in jobs if j["open"]), None)
    failed = jobs[-1] if jobs and jobs[-1]["state"] in ("failed", "cancelled", "interrupted") else None
    found = look.result if look and look.state == "done" and look.result else None
    written = report_of(caller, upload, write) if write and write.state == "done" and write.result else None
    edition = in_force(caller.session)
    context = {
        "edition": edition.id if edition else None, "kind": upload.subject.removesuffix("s"),
        "person": caller.person, "form": caller.form, "upload": upload,
        "subject": SUBJECTS[upload.subject].render(caller.lang),
        "look": found, "now": now, "failed": failed, "chosen": upload.choices,
        "by_row": upload.subject in BY_ROW, "fields": {k: v.render(caller.lang) for k, v in FIELDS.items()},
        "levels": {k: v.render(caller.lang) for k, v in LEVELS.items()},
        "matched": matched(caller, upload, found),
        "before": batches.same_file(caller.session, caller.scope, upload.subject, upload.sha256),
        "report": report_of(caller, upload, check) if check and check.state == "done" and check.result else None,
        "written": written if written and written["written"] else None,
        "not_written": written if written and not written["written"] else None,
    }  # fmt: skip
    return render(request, "intake_file.html", context)


@router.get("/api/intake/{upload_id}/problems")
def problems(caller: May, upload_id: UUID) -> dict[str, Any]:
    """What the check of a file found, as features for the live map."""
    upload = uploads.found(caller.session, caller.scope, upload_id)
    check = _job(caller, upload.check_job)
    if check is None or not check.result:
        raise NotFound("intake.no_upload")
    return features(check.result.get("outlines", []), numbered(check.result["findings"], caller.lang))


def _job(caller: Caller, job_id: UUID | None) -> Job | None:
    return seen(caller.session, caller.scope, job_id) if job_id else None
