"""The register: households as address points, and dated editions of it. Nothing about who lives there."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Identity, func
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base
from services.points import Point


class Household(Point, Base):
    """An address point with a count of residents."""

    __tablename__ = "household"
    __table_args__ = (CheckConstraint("state IN ('registered','vacant')", name="state"),)
    address: Mapped[str | None]
    residents: Mapped[int | None]
    state: Mapped[str] = mapped_column(server_default="registered")


class RegisterEdition(Base):
    """The register as it stood on a day: what coverage is a share of. Never changed."""

    __tablename__ = "register_edition"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    as_of: Mapped[date] = mapped_column(comment="the day for which its source holds")
    source: Mapped[str] = mapped_column(comment="where it comes from, in the office's words")
    sha256: Mapped[str] = mapped_column(unique=True, comment="of its lines: reference, place, state, residents")
    households: Mapped[int]
    cycle: Mapped[str | None] = mapped_column(unique=True, comment="the period that is counted by it, 2026 or 2026-Q4")
    frozen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    frozen_by: Mapped[UUID | None]


class RegisterEntry(Base):
    """A household in an edition, as it was. Its place is the household's own, which stays as long as the entry."""

    __tablename__ = "register_entry"
    edition_id: Mapped[int] = mapped_column(ForeignKey("register_edition.id", ondelete="CASCADE"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(ForeignKey("household.id"), primary_key=True, index=True)
    state: Mapped[str]
    residents: Mapped[int | None]
