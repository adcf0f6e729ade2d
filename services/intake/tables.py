"""The batches that were taken in: which file, by whom, what became of its rows."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import DateTime, ForeignKey, func
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


class Point:
    """What every geo-tagged record has: place, accuracy, source, and the key that makes it unique."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    external_ref: Mapped[str] = mapped_column(unique=True, comment="its number in the source, or a hash")
    batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("batch.id"))
    accuracy_m: Mapped[float | None]
    geom: Mapped[WKBElement] = mapped_column(Geometry("POINT", srid=4326, spatial_index=False), nullable=False)
