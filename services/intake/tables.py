"""Files on their way in, and the batches that were taken in: which file, by whom, what became of its rows."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base


class Batch(Base):
    """One file taken in."""

    __tablename__ = "batch"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    subject: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    received_by: Mapped[UUID | None]
    report: Mapped[dict[str, Any]] = mapped_column(JSONB)
    undone_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    undone_by: Mapped[UUID | None]


class Upload(Base):
    """A file on its way in by the web: what it is, how it is to be read, the jobs that look, check and write.

    A person sees their own, the office all (row-level security).
    """

    __tablename__ = "upload"
    __table_args__ = (Index("ix_upload_person_id_created_at", "person_id", "created_at"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID]
    subject: Mapped[str]
    file_name: Mapped[str] = mapped_column(comment="the file that names the others: of a shapefile the .shp")
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str]
    choices: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    look_job: Mapped[UUID | None] = mapped_column(ForeignKey("job.id"))
    check_job: Mapped[UUID | None] = mapped_column(ForeignKey("job.id"))
    write_job: Mapped[UUID | None] = mapped_column(ForeignKey("job.id"))
    batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("batch.id"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
