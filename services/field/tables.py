"""Work lists that were sent to somebody; the addresses on them are those that are unreached when they are read."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Identity, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base


class FieldList(Base):
    """That the work list of a grid in a cycle was sent to a person; only added to."""

    __tablename__ = "field_list"
    __table_args__ = (Index("ix_field_list_sent_to", "sent_to", "sent_at"),)
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("coverage_cycle.id"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    grid_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    sent_to: Mapped[UUID]
    sent_by: Mapped[UUID | None]
    sent_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
