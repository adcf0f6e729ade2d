"""A grid's month as it was handed in, and every step of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base

WHEN = DateTime(timezone=True)


class MonthReport(Base):
    """The month of a grid: the fold of its events. No row means that it was not handed in."""

    __tablename__ = "month_report"
    __table_args__ = (
        CheckConstraint("state IN ('handed_in','sent_back','verified')", name="state"),
        CheckConstraint("EXTRACT(day FROM month) = 1", name="month"),
    )
    grid_id: Mapped[int] = mapped_column(ForeignKey("zone.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True, comment="its first day")
    state: Mapped[str]
    seq: Mapped[int] = mapped_column(comment="the number of its last event")
    handed_in_at: Mapped[datetime] = mapped_column(WHEN, comment="for the first time")
    late: Mapped[bool] = mapped_column(comment="whether that was after the month's last day")
    figures: Mapped[dict[str, Any]] = mapped_column(JSONB, comment="as they stood when it was last handed in")


class MonthEvent(Base):
    """One step of a month; only ever added to."""

    __tablename__ = "month_event"
    grid_id: Mapped[int] = mapped_column(ForeignKey("zone.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str]
    at: Mapped[datetime] = mapped_column(WHEN, server_default=func.now())
    person_id: Mapped[UUID | None]
    note: Mapped[str | None]
