"""How far a job is."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from services.jobs.ask import seen
from services.messages import from_data
from web.access import Staff

router = APIRouter(prefix="/api")


class JobOut(BaseModel):
    """A job as the progress bar needs it; `total` is 0 while nobody can say."""

    id: UUID
    kind: str
    state: str
    done: int
    total: int
    sentence: str | None


@router.get("/jobs/{job_id}")
def job(caller: Staff, job_id: UUID) -> JobOut:
    """A job of the caller's, or any for the office."""
    found = seen(caller.session, caller.scope, job_id)
    said = from_data(found.sentence).render(caller.lang) if found.sentence else None
    return JobOut(id=found.id, kind=found.kind, state=found.state, done=found.done, total=found.total, sentence=said)
