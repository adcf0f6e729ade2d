"""Which photos a matter has; the files themselves lie in the instance's folder, named by their content."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base

WHEN = DateTime(timezone=True)


class MatterPhoto(Base):
    """A photo of a matter. Of its own metadata only the time and the distance to the matter are kept."""

    __tablename__ = "matter_photo"
    __table_args__ = (
        UniqueConstraint("matter_id", "sha256", name="uq_matter_photo_once"),
        Index("ix_matter_photo_sha256", "sha256"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matter.id", ondelete="CASCADE"))
    sha256: Mapped[str] = mapped_column(comment="of the file as it was sent")
    width: Mapped[int] = mapped_column(comment="of what is kept, in pixels")
    height: Mapped[int]
    taken_at: Mapped[datetime | None] = mapped_column(WHEN, comment="as the camera says")
    away_m: Mapped[float | None] = mapped_column(comment="from where the camera was to the matter, as the camera says")
    added_at: Mapped[datetime] = mapped_column(WHEN, server_default=func.clock_timestamp())
    added_by: Mapped[UUID | None]
