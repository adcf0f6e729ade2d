"""Matters from a file begin their lives here: set-wise, each with the events that the file speaks of."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, case, literal
from sqlalchemy.orm import Session

from services.database import sql


def first_state(kind: str, staged: FromClause) -> dict[str, ColumnElement[Any]]:
    """The columns of a row from a file that its events will add up to (see begin_lives); none for other points."""
    if kind != "matter":
        return {}
    closed = staged.c.closed_at.is_not(None)
    return {"stage": case((closed, "closed"), else_="reported"), "seq": case((closed, 2), else_=literal(1))}


def begin_lives(session: Session, batch_id: UUID) -> None:
    """Write the events of the matters of a batch: reported as the file says, and taken over where they were closed."""
    session.execute(sql(__file__, "begin_lives.sql"), {"batch": batch_id})
