"""One row a job: what was asked for, by whom, how far it is, and how it ended."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, DateTime, Index, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base

ENDED = frozenset({"done", "failed", "cancelled", "interrupted"})


class Job(Base):
    """A piece of work. A person sees their own, the office all (row-level security)."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("state IN ('waiting','running','done','failed','cancelled','interrupted')", name="state"),
        Index("ix_job_person_id_created_at", "person_id", "created_at"),
        Index("ix_job_open", "state", postgresql_where="state IN ('waiting','running')"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[str]
    person_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(server_default="waiting")
    done: Mapped[int] = mapped_column(server_default="0")
    total: Mapped[int] = mapped_column(server_default="0", comment="0 while nobody can say how much there is")
    sentence: Mapped[dict[str, Any] | None] = mapped_column(JSONB, comment="what it does now, or why it ended so")
    arguments: Mapped[dict[str, Any]] = mapped_column(JSONB)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    attempts: Mapped[int] = mapped_column(server_default="0")
    cancel_asked: Mapped[bool] = mapped_column(server_default="false")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    started_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
