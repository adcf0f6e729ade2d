"""Publications of a cycle: what was frozen, what it gave, and the steps from the notice to all."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Identity, LargeBinary, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from services.assessment.tables import WHEN
from services.database import Base


class AssessmentPublication(Base):
    """A revision of what a cycle came to. Only ever added to; what was published stays as it was."""

    __tablename__ = "assessment_publication"
    __table_args__ = (
        UniqueConstraint("cycle_id", "revision"),
        CheckConstraint("revision = 1 OR reason <> ''", name="reason"),
    )
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("assessment_cycle.id"))
    revision: Mapped[int] = mapped_column(comment="from 1")
    reason: Mapped[str] = mapped_column(comment="why it is published again; may be empty for the first")
    notice_until: Mapped[date] = mapped_column(comment="the last local day of the notice")
    result: Mapped[bytes] = mapped_column(LargeBinary, comment="canonical JSON: scores, places, grades, ranges")
    result_sha256: Mapped[str]
    inputs_sha256: Mapped[str]
    code_sha256: Mapped[str] = mapped_column(comment="of the sources that computed it")
    made_by: Mapped[UUID | None]
    made_at: Mapped[datetime] = mapped_column(WHEN, server_default=func.now())


class AssessmentSnapshot(Base):
    """All that a publication rests on, as canonical JSON: rubric, lines, outcomes, inspections. The office's alone."""

    __tablename__ = "assessment_snapshot"
    publication_id: Mapped[int] = mapped_column(ForeignKey("assessment_publication.id"), primary_key=True)
    inputs: Mapped[bytes] = mapped_column(LargeBinary)


class AssessmentPublicationEvent(Base):
    """A step of a publication. Only ever added to; the last one is its state."""

    __tablename__ = "assessment_publication_event"
    __table_args__ = (CheckConstraint("act IN ('announced','withdrawn','concluded','published')", name="act"),)
    publication_id: Mapped[int] = mapped_column(ForeignKey("assessment_publication.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str]
    note: Mapped[str]
    person_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(WHEN, server_default=func.now())
