"""Matters: what was reported on the map, where each stands, and every step of its life."""

from datetime import datetime
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, SmallInteger, func, text
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base
from services.points import Point

WHEN = DateTime(timezone=True)
STAGES = ("reported", "accepted", "filed", "dispatched", "handled", "checked", "closed", "voided")
OPEN = STAGES[:6]


class Department(Base):
    """A department or firm that matters are dispatched to."""

    __tablename__ = "department"
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_en: Mapped[str]
    active: Mapped[bool] = mapped_column(server_default="true")


class Matter(Point, Base):
    """An issue reported at a place. Everything from `stage` on is the fold of its events, kept for lists and figures.

    Intake writes the row; afterwards services/matters/life alone changes it, in the transaction of the event.
    """

    __tablename__ = "matter"
    __table_args__ = (
        Index("ix_matter_opened_at", "opened_at"),
        Index("ix_matter_open", "department", "due_at", postgresql_where=text("stage NOT IN ('closed','voided')")),
        Index("ix_matter_voided", "id", postgresql_where=text("voided_at IS NOT NULL")),
        CheckConstraint("stage IN ('" + "','".join(STAGES) + "')", name="stage"),
    )
    code: Mapped[str]
    source: Mapped[str | None]
    address: Mapped[str | None]
    opened_at: Mapped[datetime] = mapped_column(WHEN)
    urgent: Mapped[bool] = mapped_column(server_default="false")
    reported_by: Mapped[UUID | None] = mapped_column(comment="null where it came in a file")
    stage: Mapped[str] = mapped_column(server_default="reported")
    seq: Mapped[int] = mapped_column(server_default="1", comment="the number of its last event")
    department: Mapped[str | None] = mapped_column(ForeignKey("department.code"))
    due_at: Mapped[datetime | None] = mapped_column(WHEN, comment="for closing it, deferrals counted in")
    due_clock: Mapped[str | None] = mapped_column(comment="null where the deadline was given")
    stage_due_at: Mapped[datetime | None] = mapped_column(WHEN, comment="for leaving the stage")
    stage_clock: Mapped[str | None]
    filing_due_at: Mapped[datetime | None] = mapped_column(WHEN)
    filed_at: Mapped[datetime | None] = mapped_column(WHEN)
    dispatched_at: Mapped[datetime | None] = mapped_column(WHEN, comment="for the first time")
    handling_due_at: Mapped[datetime | None] = mapped_column(WHEN)
    handled_at: Mapped[datetime | None] = mapped_column(WHEN)
    closed_at: Mapped[datetime | None] = mapped_column(WHEN)
    voided_at: Mapped[datetime | None] = mapped_column(WHEN)
    deferred_until: Mapped[datetime | None] = mapped_column(WHEN, comment="the last deferral's end")
    deferrals: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    returns: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    reworks: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    supervised: Mapped[bool] = mapped_column(server_default="false")
    appealed: Mapped[bool] = mapped_column(server_default="false", comment="an appeal waits for its decision")
    self_handled: Mapped[bool] = mapped_column(server_default="false")


class MatterEvent(Base):
    """One step in the life of a matter; only ever added to. It says the deadlines as they stood after it.

    That its matter is there is held by triggers, once a statement (decision 0008).
    """

    __tablename__ = "matter_event"
    matter_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str]
    at: Mapped[datetime] = mapped_column(WHEN)
    recorded_at: Mapped[datetime] = mapped_column(WHEN, server_default=func.now())
    person_id: Mapped[UUID | None] = mapped_column(comment="null where it came in a file")
    department: Mapped[str | None] = mapped_column(comment="to which it was dispatched")
    stage: Mapped[str | None] = mapped_column(comment="in which it was taken over from another system")
    until: Mapped[datetime | None] = mapped_column(WHEN, comment="end of a deferral")
    due_at: Mapped[datetime | None] = mapped_column(WHEN)
    due_clock: Mapped[str | None]
    stage_due_at: Mapped[datetime | None] = mapped_column(WHEN)
    stage_clock: Mapped[str | None]
    note: Mapped[str | None]
    evidence: Mapped[str | None] = mapped_column(comment="the hash of a photo, or the number of a paper")
    geom: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", srid=4326, spatial_index=False))
    batch_id: Mapped[UUID | None] = mapped_column(comment="the file of steps that brought it")
