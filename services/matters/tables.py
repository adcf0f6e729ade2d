"""Matters: what was reported on the map."""

from datetime import datetime

from sqlalchemy import DateTime, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base
from services.points import Point


class Matter(Point, Base):
    """An issue reported at a place, with its code, its deadline and its closing."""

    __tablename__ = "matter"
    __table_args__ = (Index("ix_matter_opened_at", "opened_at"),)
    code: Mapped[str]
    source: Mapped[str | None]
    address: Mapped[str | None]
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    due_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
