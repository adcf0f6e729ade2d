"""The files that were taken in: noted, listed, and undone where they brought points."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, func, literal, select
from sqlalchemy.orm import Session, aliased

from services.access.audit import record
from services.access.scope import Scope
from services.access.tables import Person
from services.errors import Conflict, NotFound
from services.intake.report import Report
from services.intake.subjects import SUBJECTS
from services.intake.tables import Batch
from services.locating.locate import KINDS
from services.matters.life.write import moved_since, take_back
from services.matters.tables import Matter, MatterEvent
from services.plain_data import storable
from services.register.tables import Household, RegisterEntry


@dataclass(frozen=True, slots=True)
class Taken:
    """A batch as the history shows it."""

    id: UUID
    subject: str
    file_name: str
    sha256: str
    received_at: datetime
    person: str | None
    report: dict[str, Any]
    undone_at: datetime | None

    @property
    def can_be_undone(self) -> bool:
        """Whether it brought points, or steps of matters, that are still there."""
        return self.subject in (*SUBJECTS, "histories") and self.undone_at is None and bool(self.report.get("added"))


def begin(session: Session, report: Report, sha256: str, person_id: UUID | None) -> Batch:
    """Note a file that is about to be written; `finish` adds what became of it."""
    batch = Batch(
        id=uuid4(), subject=report.subject, file_name=report.name, sha256=sha256, received_by=person_id, report={}
    )
    session.add(batch)
    session.flush()
    return batch


def finish(session: Session, batch: Batch, report: Report) -> None:
    """Keep the report with its batch, and put it on record."""
    batch.report = storable(report.as_data())
    detail = {"batch": str(batch.id), "file": report.name, "added": report.added}
    record(session, batch.received_by, "intake.write", report.subject, detail)
    session.flush()


def history(session: Session, scope: Scope, limit: int = 50) -> list[Taken]:
    """The files taken in, newest first: the office sees all, others their own."""
    rows = session.execute(
        select(Batch, Person.display_name)
        .outerjoin(Person, Person.id == Batch.received_by)
        .where(literal(scope.everything) | (Batch.received_by == scope.person_id))
        .order_by(Batch.received_at.desc(), Batch.id)
        .limit(limit)
    )
    return [_taken(batch, person) for batch, person in rows]


def names_of(session: Session, scope: Scope, ids: Collection[UUID]) -> dict[UUID, str]:
    """What the files of batches are called, of those that the caller may see."""
    chosen = select(Batch.id, Batch.file_name).where(
        Batch.id.in_(ids), literal(scope.everything) | (Batch.received_by == scope.person_id)
    )
    return {row.id: row.file_name for row in session.execute(chosen)}


def taken(session: Session, scope: Scope, batch_id: UUID) -> Taken:
    """One batch. Raises NotFound where it is none of the caller's."""
    row = session.execute(
        select(Batch, Person.display_name)
        .outerjoin(Person, Person.id == Batch.received_by)
        .where(Batch.id == batch_id, literal(scope.everything) | (Batch.received_by == scope.person_id))
    ).first()
    if row is None:
        raise NotFound("intake.no_batch")
    return _taken(*row)


def same_file(session: Session, scope: Scope, subject: str, sha256: str) -> Taken | None:
    """The last time that the same file was taken in and not undone."""
    found = [b for b in history(session, scope, 1000) if (b.subject, b.sha256) == (subject, sha256)]
    return next((b for b in found if b.undone_at is None), None)


def undo(session: Session, scope: Scope, batch_id: UUID) -> int:
    """Remove exactly the points or steps that a batch added. Returns how many.

    Raises NotFound, or Conflict where it brought none, is undone already, where matters of it were moved on since or
    households of it stand in an edition of the register, or where some of its points lie outside the caller's grids
    by now.
    """
    found = taken(session, scope, batch_id)
    if not found.can_be_undone:
        raise Conflict("intake.not_undone", name=found.file_name)
    removed = _remove_steps(session, found) if found.subject == "histories" else _remove_points(session, found)
    batch = session.get_one(Batch, batch_id)
    batch.undone_at, batch.undone_by = datetime.now(UTC), scope.person_id
    detail = {"batch": str(batch_id), "file": found.file_name, "removed": removed}
    record(session, scope.person_id, "intake.undo", found.subject, detail)
    session.flush()
    return removed


def _remove_steps(session: Session, found: Taken) -> int:
    if moved := moved_since(session, found.id):
        raise Conflict("intake.steps_since", name=found.file_name, count=moved)
    return take_back(session, found.id)


def _remove_points(session: Session, found: Taken) -> int:
    batch_id = found.id
    point = KINDS[SUBJECTS[found.subject].kind][0]
    if point is Matter and (moved := _moved_on(session, batch_id)):
        raise Conflict("intake.moved_on", name=found.file_name, count=moved)
    if point is Household and (frozen := _frozen(session, batch_id)):
        raise Conflict("intake.frozen", name=found.file_name, count=frozen)
    removed = session.execute(delete(point).where(point.batch_id == batch_id).returning(point.id)).all()
    if len(removed) < found.report["added"]:
        raise Conflict("intake.not_all_yours", name=found.file_name)
    return len(removed)


def _frozen(session: Session, batch_id: UUID) -> int:
    """How many households of a batch stand in an edition of the register."""
    standing = select(RegisterEntry.household_id).where(RegisterEntry.household_id == Household.id).exists()
    return session.scalar(select(func.count()).where(Household.batch_id == batch_id, standing)) or 0


def _moved_on(session: Session, batch_id: UUID) -> int:
    """How many matters of a batch had a step of their life after it came in.

    They are locked first, so that no step comes in between; all steps that the batch brought itself were recorded at
    one moment, the beginning of its transaction.
    """
    session.execute(select(Matter.id).where(Matter.batch_id == batch_id).with_for_update())
    first, later = aliased(MatterEvent), aliased(MatterEvent)
    moved = (
        select(func.count(Matter.id.distinct()))
        .join(first, (first.matter_id == Matter.id) & (first.seq == 1))
        .join(later, (later.matter_id == Matter.id) & (later.recorded_at > first.recorded_at))
        .where(Matter.batch_id == batch_id)
    )
    return session.scalar(moved) or 0


def _taken(batch: Batch, person: str | None) -> Taken:
    return Taken(batch.id, batch.subject, batch.file_name, batch.sha256, batch.received_at, person,
                 batch.report, batch.undone_at)  # fmt: skip
