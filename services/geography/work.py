"""Taking force as a piece of work: in the request where the points are few, else by the worker with its progress."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.geography.drafts.force import Decision, check_force, take_force
from services.jobs import ask
from services.jobs.kinds import Kind, Task, register
from services.jobs.tables import Job
from services.locating.locate import KINDS
from services.messages import message

TAKE_FORCE = "boundaries.take_force"
MOST_POINTS_IN_A_REQUEST = 60_000
"""Located in some seconds; nobody waits longer than that before a page."""


def let_take_force(session: Session, scope: Scope, edition_id: int, expected: int, decision: Decision) -> Job | None:
    """Let a draft take force at once, or ask the worker for it; then the job. Raises as `take_force`, in both."""
    points = sum(session.scalar(select(func.count()).select_from(kind[0])) or 0 for kind in KINDS.values())
    if points <= MOST_POINTS_IN_A_REQUEST:
        take_force(session, scope, edition_id, expected, decision)
        return None
    check_force(session, scope, edition_id, expected, decision)
    said = {
        "edition": edition_id, "expected": expected, "valid_from": decision.valid_from.isoformat(),
        "reason": decision.reason, "document_number": decision.document_number,
    }  # fmt: skip
    return ask.ask(session, scope, TAKE_FORCE, said)


def _run(session: Session, task: Task) -> dict[str, Any]:
    said = task.arguments
    decision = Decision(date.fromisoformat(said["valid_from"]), said["reason"], said["document_number"])
    edition = take_force(session, task.scope, said["edition"], said["expected"], decision, progress=task.progress)
    return {"edition": edition.id, "name": edition.name}


register(TAKE_FORCE, Kind(message("A draft takes force"), _run))
