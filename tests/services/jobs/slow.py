"""A worker whose work can be watched: `python -m tests.services.jobs.slow OWNER_URL`.

`slow` adds a batch, then counts to a hundred, ten steps a second; `wrong` breaks; `careless` forgets the scope.
"""

import logging
import sys
import time
from typing import Any

from sqlalchemy import make_url, text
from sqlalchemy.orm import Session

from services.errors import Conflict
from services.intake.tables import Batch
from services.jobs.kinds import Kind, Task, register
from services.jobs.worker import serve_jobs
from services.messages import message
from services.settings import Settings

STEPS = 100


def slow(session: Session, task: Task) -> dict[str, Any]:
    session.add(Batch(subject="households", file_name="slow.csv", sha256="0", report={}))
    session.flush()
    for step in range(int(task.arguments.get("steps", STEPS))):
        task.progress(step, STEPS)
        time.sleep(0.1)
    return {"written": 1}


def wrong(_session: Session, _task: Task) -> dict[str, Any]:
    raise ZeroDivisionError


def refused(_session: Session, _task: Task) -> dict[str, Any]:
    raise Conflict("jobs.ended")


def careless(session: Session, task: Task) -> dict[str, Any]:
    """Looks at and changes more than the asker may, as if a query had forgotten the scope."""
    seen = session.scalar(text("SELECT count(*) FROM household"))
    role = session.scalar(text("SELECT current_user"))
    removed = session.execute(text("DELETE FROM household RETURNING id")).all()
    return {"role": role, "seen": seen, "removed": len(removed)}


for name, work in (("slow", slow), ("wrong", wrong), ("refused", refused), ("careless", careless)):
    register(f"test.{name}", Kind(message("Test"), work))

if __name__ == "__main__":
    logging.disable()
    serve_jobs(Settings(database_url=None), make_url(sys.argv[1]), wait=sys.argv[2:] != ["once"])
