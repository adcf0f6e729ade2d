"""Versions of rubrics as they were handed in and approved."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Identity, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base

WHEN = DateTime(timezone=True)


class RubricVersion(Base):
    """One version of one rubric: a draft, or approved and from then on unchanged, which a trigger holds."""

    __tablename__ = "rubric_version"
    __table_args__ = (
        UniqueConstraint("rubric", "number", name="uq_rubric_version_rubric_number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("sha256 = encode(sha256(canonical), 'hex')", name="sha256"),
        CheckConstraint(
            "(state = 'draft' AND approved_at IS NULL AND valid_from IS NULL AND decision IS NULL)"
            " OR (state = 'approved' AND approved_at IS NOT NULL AND valid_from IS NOT NULL AND decision IS NOT NULL)",
            name="state",
        ),
    )
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    rubric: Mapped[str] = mapped_column(comment="the id in the file")
    number: Mapped[int] = mapped_column(comment="of this rubric, from 1")
    file: Mapped[str] = mapped_column(comment="the text as it was handed in")
    canonical: Mapped[bytes] = mapped_column(comment="what holds, as bytes that are the same for the same rubric")
    sha256: Mapped[str] = mapped_column(comment="of the canonical bytes")
    state: Mapped[str]
    added_by: Mapped[UUID]
    added_at: Mapped[datetime] = mapped_column(WHEN, server_default=func.now())
    approved_by: Mapped[UUID | None]
    approved_at: Mapped[datetime | None] = mapped_column(WHEN)
    decision: Mapped[str | None] = mapped_column(comment="who decided and under which number, as the approver wrote it")
    valid_from: Mapped[date | None] = mapped_column(comment="local day from which cycles may open on it")
