"""Visits to households and patrols of streets."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base
from services.points import Point


class Visit(Point, Base):
    """A visit, or one point of a patrol."""

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint("kind IN ('visit','patrol')", name="kind"),
        CheckConstraint("found IN ('collected','nobody','refused','vacant')", name="found"),
        Index("ix_visit_visited_at", "visited_at"),
        Index("ix_visit_device", "device"),
        Index("ix_visit_household_ref", "household_ref", postgresql_where=text("kind = 'visit'")),
    )
    kind: Mapped[str]
    household_ref: Mapped[str | None]
    found: Mapped[str | None] = mapped_column(comment="at the door; where nothing is said, it was collected")
    visitor: Mapped[str | None]
    device: Mapped[str | None]
    form: Mapped[str | None] = mapped_column(comment="what was filled in: dwells are compared within a form")
    visited_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    left_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), comment="by the device's clock")
    received_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), comment="by the server's clock")
