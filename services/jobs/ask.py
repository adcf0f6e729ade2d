"""Ask for work, call it off, and see how far it is."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, literal, select, update
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.database import sql
from services.errors import CATALOGUE, Conflict, NotFound
from services.jobs.tables import ENDED, Job
from services.messages import message


def ask(session: Session, scope: Scope, kind: str, arguments: Mapping[str, Any]) -> Job:
    """Ask for a piece of work; it is queued when the caller's transaction commits, or not at all."""
    job = Job(kind=kind, person_id=scope.person_id, arguments=dict(arguments))
    session.add(job)
    session.flush()
    enqueue(session, job.id)
    return job


def enqueue(session: Session, job_id: UUID) -> None:
    """Put a job into the queue, in the caller's transaction."""
    session.execute(sql(__file__, "enqueue.sql"), {"job": str(job_id)})


def seen(session: Session, scope: Scope, job_id: UUID) -> Job:
    """A job that the caller may see. Raises NotFound."""
    chosen = select(Job).where(Job.id == job_id, literal(scope.everything) | (Job.person_id == scope.person_id))
    job = session.scalars(chosen).first()
    if job is None:
        raise NotFound("jobs.none")
    return job


def jobs_of(session: Session, scope: Scope, limit: int = 50) -> list[Job]:
    """The caller's jobs, everybody's for the office; newest first."""
    chosen = select(Job).where(literal(scope.everything) | (Job.person_id == scope.person_id))
    return list(session.scalars(chosen.order_by(Job.created_at.desc(), Job.id).limit(limit)))


def cancel(session: Session, scope: Scope, job_id: UUID) -> Job:
    """Call a job off: at once where it waits, at its next step where it runs.

    Raises NotFound, or Conflict where it has ended.
    """
    job = seen(session, scope, job_id)
    said = message(CATALOGUE["jobs.cancelled"]).as_data()
    waiting = (
        update(Job)
        .where(Job.id == job_id, Job.state == "waiting")
        .values(state="cancelled", sentence=said, ended_at=func.now())
    )
    if session.execute(waiting.returning(Job.id)).first() is None:
        running = update(Job).where(Job.id == job_id, Job.state.not_in(ENDED)).values(cancel_asked=True)
        if session.execute(running.returning(Job.id)).first() is None:
            raise Conflict("jobs.ended")
    record(session, scope.person_id, "job.cancel", job.kind, {"job": str(job_id)})
    session.refresh(job)
    return job
