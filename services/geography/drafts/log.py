"""The log of a draft: steps in order, undoing and redoing among them. Nothing in it is ever changed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.access.tables import Person
from services.geography.drafts.edits import Edit, parse
from services.geography.tables import EditionEdit

UNDO, REDO = "undo", "redo"


@dataclass(frozen=True, slots=True)
class Step:
    """An edit in the log: who made it, and when."""

    seq: int
    operation: str
    edit: Edit
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Log:
    """What holds, what can be redone (the next one last), and the number of the last entry."""

    live: tuple[Step, ...]
    undone: tuple[Step, ...]
    seq: int


def read(session: Session, edition_id: int) -> Log:
    """The log of a draft, undoing and redoing worked off: an edit after an undoing ends what could be redone."""
    rows = session.execute(
        select(EditionEdit, Person.display_name)
        .outerjoin(Person, Person.id == EditionEdit.person_id)
        .where(EditionEdit.edition_id == edition_id)
        .order_by(EditionEdit.seq)
    ).all()
    live: list[Step] = []
    undone: list[Step] = []
    for row, who in rows:
        if row.operation == UNDO:
            undone.append(live.pop())
        elif row.operation == REDO:
            live.append(undone.pop())
        else:
            live.append(Step(row.seq, row.operation, parse(row.operation, row.arguments), who or "", row.at))
            undone.clear()
    return Log(tuple(live), tuple(undone), rows[-1][0].seq if rows else 0)


def write(session: Session, edition_id: int, seq: int, operation: str, edit: Edit | None, person_id: UUID) -> None:
    """Add one entry."""
    arguments = edit.model_dump(mode="json", by_alias=True) if edit else {}
    row = EditionEdit(
        edition_id=edition_id, seq=seq, operation=operation, arguments=arguments, person_id=person_id
    )  # fmt: skip
    session.add(row)
    session.flush()


def forget(session: Session, edition_id: int) -> None:
    """Remove the log of a draft that is discarded."""
    session.execute(delete(EditionEdit).where(EditionEdit.edition_id == edition_id))
