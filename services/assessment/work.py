"""A run as a piece of work: asked for by the office, done by the worker with its progress."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.assessment.cycles import cycle
from services.assessment.scoring.run import Ask, run
from services.assessment.tables import AssessmentCycle
from services.errors import Forbidden
from services.jobs import ask
from services.jobs.kinds import Kind, Task, register
from services.jobs.tables import Job
from services.messages import message

RUN = "assessment.run"


def let_run(session: Session, scope: Scope, of: AssessmentCycle) -> Job:
    """Ask the worker to reckon a whole cycle. Raises Forbidden for anybody but the office."""
    if not scope.everything:
        raise Forbidden("assessment.office")
    return ask.ask(session, scope, RUN, {"cycle": of.key, "rubric": of.rubric})


def _run(session: Session, task: Task) -> dict[str, Any]:
    of = cycle(session, task.arguments["cycle"], task.arguments["rubric"])
    made = run(session, of, Ask(task.scope, datetime.now(UTC), whole=True, progress=task.progress))
    return {"cycle": of.key, "entries": sum(ran.entries for ran in made)}


register(RUN, Kind(message("An assessment is reckoned"), _run))
