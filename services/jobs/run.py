"""Do one piece of work: in one transaction, its progress told beside it, its end written with it."""

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, func, select, text, update
from sqlalchemy.orm import Session

from services import full_disk
from services.access.scope import Scope, scope_of
from services.access.tables import Person
from services.database import act_as, behind_wall
from services.errors import CATALOGUE, DomainError, Forbidden
from services.jobs.kinds import Cancelled, Kind, Task
from services.jobs.tables import Job
from services.messages import Message, message
from services.plain_data import storable
from services.settings import Settings

EVERY_S = 0.25
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shop:
    """Where work is done: the settings, and the tables' owner's way into the database.

    `kinds` is services.work.KINDS. The owner writes how far a job is; the work itself is done in a transaction that
    acts as the app, in the name of the person who asked, so that row-level security stands behind it as behind a
    request.
    """

    settings: Settings
    engine: Engine
    kinds: Mapping[str, Kind]


def run(shop: Shop, job_id: UUID) -> None:
    """Do a job, unless it has ended or somebody else is at it."""
    with held(shop.engine, job_id) as beside:
        if beside is None or not _begin(beside, job_id):
            return
        try:
            with Session(shop.engine) as session, session.begin():
                _work(shop, session, beside, job_id)
        except Cancelled:
            end(beside, job_id, "cancelled", message(CATALOGUE["jobs.cancelled"]))
        except DomainError as refused:
            end(beside, job_id, "failed", refused.message)
        except Exception as error:
            log.exception("job %s", job_id)
            broken = message(CATALOGUE["jobs.broken"], number=str(job_id)[:8])
            end(beside, job_id, "failed", full_disk.sentence() if full_disk.is_full(error) else broken)


@contextmanager
def held(engine: Engine, job_id: UUID) -> Iterator[Connection | None]:
    """A connection that holds the job as long as this process lives; None where another holds it.

    The server lets go of the lock when the process dies, however it dies: so a job that is said to run
    and that nobody holds was interrupted.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        mine = connection.scalar(text("SELECT pg_try_advisory_lock(7406, hashtext(:job))"), {"job": str(job_id)})
        try:
            yield connection if mine else None
        finally:
            if mine and not connection.closed:
                connection.execute(text("SELECT pg_advisory_unlock(7406, hashtext(:job))"), {"job": str(job_id)})


def _begin(beside: Connection, job_id: UUID) -> bool:
    """Mark a waiting job as running. False where it is not waiting any more."""
    started = (
        update(Job)
        .where(Job.id == job_id, Job.state == "waiting")
        .values(state="running", attempts=Job.attempts + 1, started_at=func.now(), sentence=None, done=0, total=0)
    )
    return beside.execute(started.returning(Job.id)).first() is not None


def _work(shop: Shop, session: Session, beside: Connection, job_id: UUID) -> None:
    job = session.get_one(Job, job_id)
    steps = Steps(beside, job_id)
    asker = _asker(session, job.person_id)
    behind_wall(session)
    task = Task(shop.settings, asker, job.arguments, steps.progress, steps.say)
    result = shop.kinds[job.kind].run(session, task)
    steps.last_word()
    # In the work's own transaction: what was written and that it was written are known together.
    session.execute(
        update(Job)
        .where(Job.id == job_id)
        .values(state="done", result=storable(result), sentence=None, ended_at=func.now())
    )


def _asker(session: Session, person_id: UUID) -> Scope:
    person = session.scalars(select(Person).where(Person.id == person_id, Person.active)).first()
    if person is None:
        raise Forbidden("access.role")
    act_as(session, person.id)
    return scope_of(session, person)


def end(beside: Connection, job_id: UUID, state: str, sentence: Message) -> None:
    """Write how a job ended that wrote nothing else."""
    beside.execute(
        update(Job)
        .where(Job.id == job_id)
        .values(state=state, sentence=storable(sentence.as_data()), ended_at=func.now())
    )


class Steps:
    """Tells how far a job is, at most four times a second, and hears whether it is called off."""

    def __init__(self, beside: Connection, job_id: UUID) -> None:
        self.beside, self.job_id, self.told = beside, job_id, 0.0

    def progress(self, done: int, total: int) -> None:
        """So many of so many are done. Raises Cancelled."""
        if done < total and time.monotonic() - self.told < EVERY_S:
            return
        self._tell(done=done, total=total)

    def say(self, sentence: Message) -> None:
        """What is being done now. Raises Cancelled."""
        self._tell(sentence=sentence.as_data(), done=0, total=0)

    def last_word(self) -> None:
        """The last chance to be called off. Raises Cancelled."""
        self._tell(cancel_asked=Job.cancel_asked)

    def _tell(self, **values: Any) -> None:
        self.told = time.monotonic()
        told = update(Job).where(Job.id == self.job_id).values(**values).returning(Job.cancel_asked)
        if self.beside.execute(told).scalar():
            raise Cancelled
