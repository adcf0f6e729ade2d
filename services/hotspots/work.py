"""An analysis as a piece of work: asked for by the office, drawn by the worker with its progress."""

from typing import Any

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.hotspots.analyse import analyse
from services.hotspots.question import Question, from_data
from services.jobs import ask
from services.jobs.kinds import Kind, Task, register
from services.jobs.tables import Job
from services.messages import message

ANALYSE = "hotspots.analyse"


def let_analyse(session: Session, scope: Scope, question: Question) -> Job:
    """Ask the worker for an analysis."""
    return ask.ask(session, scope, ANALYSE, question.as_data())


def _run(session: Session, task: Task) -> dict[str, Any]:
    made = analyse(session, task.scope, from_data(task.arguments), task.settings.zone, task.progress)
    return {"analysis": made}


register(ANALYSE, Kind(message("A hotspot map is drawn"), _run))
