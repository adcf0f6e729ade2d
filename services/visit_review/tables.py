"""Reasons to look at visits, what was answered and decided, and devices that tell their places in another frame."""

from datetime import datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    DateTime,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    String,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base

WHEN = DateTime(timezone=True)
STATES = ("open", "replied", "decided")
OUTCOMES = ("kept", "accepted", "struck", "explained")


def _place(*, nullable: bool) -> Any:
    return mapped_column(Geometry("POINT", srid=4326, spatial_index=False), nullable=nullable)


class VisitLimit(Base):
    """A threshold that the office set; the newest of a name holds, nothing is overwritten."""

    __tablename__ = "visit_limit"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    name: Mapped[str]
    value: Mapped[float] = mapped_column(Double)
    source: Mapped[str] = mapped_column(comment="where it comes from, in the office's words")
    set_at: Mapped[datetime] = mapped_column(WHEN, server_default=func.now())
    set_by: Mapped[UUID | None]


class VisitLook(Base):
    """One look at the visits of a time, and the thresholds that held. Never changed."""

    __tablename__ = "visit_look"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    since: Mapped[datetime] = mapped_column(WHEN)
    until: Mapped[datetime] = mapped_column(WHEN)
    looked_at: Mapped[datetime] = mapped_column(WHEN, server_default=func.now())
    looked_by: Mapped[UUID | None] = mapped_column(comment="null where it came with a file")
    visits: Mapped[int]
    opened: Mapped[int]
    limits: Mapped[dict[str, Any]] = mapped_column(JSONB)


class VisitReview(Base):
    """A visit that is looked at, and what was known of it then; from `state` on the fold of its events."""

    __tablename__ = "visit_review"
    __table_args__ = (
        CheckConstraint("state IN ('open','replied','decided')", name="state"),
        CheckConstraint("outcome IN ('kept','accepted','struck','explained')", name="outcome"),
        CheckConstraint("(state = 'decided') = (outcome IS NOT NULL)", name="decided"),
        Index("ix_visit_review_state", "state", "visited_at"),
        Index("ix_visit_review_visitor", "visitor"),
        Index("ix_visit_review_device", "device"),
    )
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), primary_key=True)
    look_id: Mapped[int] = mapped_column(ForeignKey("visit_look.id"))
    ref: Mapped[str] = mapped_column(unique=True, comment="the visit's own number")
    household_id: Mapped[UUID | None]
    household_ref: Mapped[str | None]
    visitor: Mapped[str | None]
    device: Mapped[str | None]
    visited_at: Mapped[datetime] = mapped_column(WHEN)
    accuracy_m: Mapped[float | None] = mapped_column(Double)
    geom: Mapped[WKBElement] = _place(nullable=False)
    address_geom: Mapped[WKBElement | None] = _place(nullable=True)
    away_m: Mapped[float | None] = mapped_column(Double, comment="from the address, or its building's outline")
    reasons: Mapped[list[str]] = mapped_column(ARRAY(String))
    opened_at: Mapped[datetime] = mapped_column(WHEN, server_default=func.now())
    reply_until: Mapped[datetime] = mapped_column(WHEN)
    state: Mapped[str] = mapped_column(server_default="open")
    outcome: Mapped[str | None]
    seq: Mapped[int] = mapped_column(server_default="1", comment="the number of its last event")


class VisitReviewEvent(Base):
    """One step of a review; only ever added to."""

    __tablename__ = "visit_review_event"
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit_review.visit_id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str]
    at: Mapped[datetime] = mapped_column(WHEN, server_default=func.now())
    person_id: Mapped[UUID | None] = mapped_column(comment="null where a look did it")
    note: Mapped[str | None]
    outcome: Mapped[str | None]
    reasons: Mapped[list[str] | None] = mapped_column(ARRAY(String))


class DeviceMixup(Base):
    """A device whose places lie off one way: its offsets as they were found, and what became of it."""

    __tablename__ = "device_mixup"
    __table_args__ = (
        CheckConstraint("state IN ('found','corrected','dismissed')", name="state"),
        Index("uq_device_mixup_found", "device", unique=True, postgresql_where=text("state = 'found'")),
    )
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    look_id: Mapped[int] = mapped_column(ForeignKey("visit_look.id"))
    device: Mapped[str]
    frame: Mapped[str | None] = mapped_column(comment="gcj02 or bd09; null where no frame explains it")
    east_m: Mapped[float] = mapped_column(Double)
    north_m: Mapped[float] = mapped_column(Double)
    resultant: Mapped[float] = mapped_column(Double)
    left_m: Mapped[float] = mapped_column(Double, comment="off in the middle once put right")
    visits: Mapped[int]
    offsets: Mapped[list[list[float]]] = mapped_column(JSONB, comment="east and north, of the newest ones")
    grid_ids: Mapped[list[int]] = mapped_column(ARRAY(Integer), comment="of the addresses, in any edition")
    found_at: Mapped[datetime] = mapped_column(WHEN, server_default=func.now())
    state: Mapped[str] = mapped_column(server_default="found")
    decided_at: Mapped[datetime | None] = mapped_column(WHEN)
    decided_by: Mapped[UUID | None]
    note: Mapped[str | None]


class VisitCorrection(Base):
    """A visit whose place was put right with its device's, and where it was before. Gone when that is undone."""

    __tablename__ = "visit_correction"
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), primary_key=True)
    mixup_id: Mapped[int] = mapped_column(ForeignKey("device_mixup.id"), index=True)
    geom: Mapped[WKBElement] = _place(nullable=False)
