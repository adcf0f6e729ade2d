"""Back-checks: what was drawn, by which seed, and what the second visits found."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Identity, func
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base


class BackCheck(Base):
    """A draw from an edition of the register: all of it, or what lies in a zone. Never changed."""

    __tablename__ = "back_check"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    register_edition_id: Mapped[int] = mapped_column(ForeignKey("register_edition.id"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    zone_id: Mapped[int | None] = mapped_column(ForeignKey("zone.id"))
    seed: Mapped[str]
    confidence: Mapped[Decimal]
    tolerance: Mapped[Decimal] = mapped_column(comment="the share that may be missed")
    allowed: Mapped[int] = mapped_column(comment="misses in the sample with which that is still proven")
    households: Mapped[int] = mapped_column(comment="from which it was drawn")
    drawn_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    drawn_by: Mapped[UUID | None]


class BackCheckAddress(Base):
    """A household of a sample, and what the second visit found; the first one's result has no place here."""

    __tablename__ = "back_check_address"
    __table_args__ = (CheckConstraint("(covered IS NULL) = (answered_at IS NULL)", name="answered"),)
    back_check_id: Mapped[int] = mapped_column(ForeignKey("back_check.id", ondelete="CASCADE"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(ForeignKey("household.id"), primary_key=True, index=True)
    covered: Mapped[bool | None]
    answered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    answered_by: Mapped[UUID | None] = mapped_column(comment="who wrote the answer down")
    checked_by: Mapped[UUID | None] = mapped_column(comment="who made the second visit")
    checked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), comment="the second visit")
    sent_to: Mapped[UUID | None] = mapped_column(comment="to be checked by")
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
