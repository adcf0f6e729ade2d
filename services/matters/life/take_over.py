"""Matters from a file begin their lives here: set-wise, each with the events that the file speaks of."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, case, func, literal
from sqlalchemy.orm import Session

from services.database import sql


def first_state(kind: str, staged: FromClause) -> dict[str, ColumnElement[Any]]:
    """The columns of a row from a file that its events will add up to (see begin_lives); none for other points."""
    if kind != "matter":
        return {}
    c = staged.c
    stage = func.coalesce(c.stage, case((c.closed_at.is_not(None), "closed"), else_="reported"))
    voided_at = func.coalesce(c.closed_at, func.greatest(func.now(), c.opened_at))
    return {
        "stage": stage, "seq": case((stage == "reported", 1), else_=literal(2)),
        # What was voided was never closed, and is due no more.
        "due_at": case((stage != "voided", c.due_at)),
        "closed_at": case((stage == "closed", c.closed_at)), "voided_at": case((stage == "voided", voided_at)),
    }  # fmt: skip


def begin_lives(session: Session, batch_id: UUID) -> None:
    """Write the events of the matters of a batch: reported as the file says, then taken over where they stand."""
    session.execute(sql(__file__, "begin_lives.sql"), {"batch": batch_id})
