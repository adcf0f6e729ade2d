"""The record of what was read and changed; only ever added to."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from services.access.tables import AuditEvent


def record(session: Session, person_id: UUID | None, action: str, subject: str, detail: Mapping[str, Any]) -> None:
    """Note who did what to which subject, in the transaction that does it."""
    session.execute(insert(AuditEvent).values(person_id=person_id, action=action, subject=subject, detail=dict(detail)))
