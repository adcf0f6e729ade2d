"""Visits to households and patrols of streets."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base
from services.points import Point


class Visit(Point, Base):
    """A visit, or one point of a patrol."""

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint("kind IN ('visit','patrol')", name="kind"),
        Index("ix_visit_visited_at", "visited_at"),
    )
    kind: Mapped[str]
    household_ref: Mapped[str | None]
    visitor: Mapped[str | None]
    device: Mapped[str | None]
    visited_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
