"""Cycles, the ledger of their scores with its evidence, marks that people give, and what is derived of them."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Numeric,
    String,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base

WHEN = DateTime(timezone=True)
OBJECTS = "object_kind IN ('grid','area','community')"


class AssessmentCycle(Base):
    """A period in which a version of a rubric holds. Its parent is the longer cycle that it is a part of."""

    __tablename__ = "assessment_cycle"
    __table_args__ = (
        UniqueConstraint("rubric", "key"),
        CheckConstraint("kind IN ('month','quarter','half','year')", name="kind"),
        CheckConstraint("starts_at < stops_at", name="period"),
    )
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    key: Mapped[str] = mapped_column(comment="the period, as services.measures.period writes it")
    kind: Mapped[str]
    rubric: Mapped[str] = mapped_column(comment="the rubric's own name")
    rubric_version_id: Mapped[int] = mapped_column(ForeignKey("rubric_version.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("assessment_cycle.id"), index=True)
    scored: Mapped[bool] = mapped_column(comment="from evidence; else it is combined from its parts")
    starts_at: Mapped[datetime] = mapped_column(WHEN, comment="local midnight")
    stops_at: Mapped[datetime] = mapped_column(WHEN)
    zone: Mapped[str] = mapped_column(comment="of its local days")
    around_m: Mapped[int] = mapped_column(comment="how far outside all grids is still the surroundings of the nearest")
    opened_at: Mapped[datetime] = mapped_column(WHEN, server_default=func.now())
    opened_by: Mapped[UUID | None]
    seed: Mapped[int] = mapped_column(
        server_default=text("floor(random() * 2147483647)::integer"), comment="all draws of the cycle begin with it"
    )


class AssessmentSpan(Base):
    """A part of a cycle under one edition of the boundaries; the editions that were in force when it was last run."""

    __tablename__ = "assessment_span"
    cycle_id: Mapped[int] = mapped_column(ForeignKey("assessment_cycle.id"), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(WHEN, primary_key=True)
    stops_at: Mapped[datetime] = mapped_column(WHEN)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))


class AssessmentRun(Base):
    """One reckoning of a cycle: all of it, or what had changed. Never changed."""

    __tablename__ = "assessment_run"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("assessment_cycle.id"), index=True)
    whole: Mapped[bool] = mapped_column(comment="all objects, not only those that something changed of")
    as_of: Mapped[datetime] = mapped_column(WHEN, comment="deadlines before it have passed")
    objects: Mapped[int] = mapped_column(comment="how many were reckoned")
    person_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(WHEN, server_default=func.now())


class AssessmentEntry(Base):
    """One effect on a score, or the counter-line of one. Only ever added to: a trigger refuses anything else."""

    __tablename__ = "assessment_entry"
    __table_args__ = (
        CheckConstraint(OBJECTS, name="object_kind"),
        CheckConstraint("part IN ('item','component','total')", name="part"),
        Index("ix_assessment_entry_object", "cycle_id", "zone_id", "object_kind"),
        Index("uq_assessment_entry_counters", "counters", unique=True, postgresql_where=text("counters IS NOT NULL")),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("assessment_cycle.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("assessment_run.id"))
    object_kind: Mapped[str]
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    part: Mapped[str] = mapped_column(comment="of what it is a step: an item, a component's weighting, the total")
    component: Mapped[str] = mapped_column(comment="empty for the total")
    item: Mapped[str] = mapped_column(comment="empty for a component and the total")
    step: Mapped[int] = mapped_column(comment="its place on the way from the opening to the total, from 1")
    rule: Mapped[str]
    rubric_version_id: Mapped[int] = mapped_column(ForeignKey("rubric_version.id"))
    points: Mapped[Decimal] = mapped_column(Numeric)
    said: Mapped[dict[str, Any]] = mapped_column(JSONB, comment="the arithmetic as catalog key and values")
    subject: Mapped[str] = mapped_column(comment="what its evidence is; empty for none")
    evidence: Mapped[int] = mapped_column(comment="how many pieces of evidence it rests on")
    digest: Mapped[str] = mapped_column(comment="of its evidence, so that the same is known as the same")
    counters: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("assessment_entry.id"))
    person_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(WHEN, server_default=func.now())


class AssessmentEntryEvidence(Base):
    """What a line rests on, and where it lay when the line was written. Only ever added to."""

    __tablename__ = "assessment_entry_evidence"
    entry_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("assessment_entry.id"), primary_key=True)
    ref: Mapped[UUID] = mapped_column(primary_key=True, comment="its key; of a month, its number as one")
    geom: Mapped[WKBElement | None] = mapped_column(
        Geometry("POINT", srid=4326, spatial_index=False), comment="null for what has no place"
    )


class AssessmentMark(Base):
    """What a person gives, says of an event, or finds that there is nothing to mark. Only ever added to.

    A mark is taken back by a line that counters it.
    """

    __tablename__ = "assessment_mark"
    __table_args__ = (
        CheckConstraint(OBJECTS, name="object_kind"),
        CheckConstraint("standing IN ('scored','not_applicable','refused')", name="standing"),
        CheckConstraint("reason <> ''", name="reason"),
        Index("ix_assessment_mark_cycle", "cycle_id", "name"),
        Index("uq_assessment_mark_counters", "counters", unique=True, postgresql_where=text("counters IS NOT NULL")),
    )
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("assessment_cycle.id"))
    object_kind: Mapped[str]
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    name: Mapped[str] = mapped_column(comment="the evidence that it is, without marks.")
    standing: Mapped[str] = mapped_column(server_default="scored")
    points: Mapped[Decimal | None] = mapped_column(Numeric, comment="null for an event that a rule weighs")
    level: Mapped[str] = mapped_column(server_default="")
    reason: Mapped[str]
    counters: Mapped[int | None] = mapped_column(ForeignKey("assessment_mark.id"))
    person_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(WHEN, server_default=func.now())


class AssessmentScore(Base):
    """What the standing lines of an object add up to: by item, by component, and all of it. Derived."""

    __tablename__ = "assessment_score"
    __table_args__ = (CheckConstraint(OBJECTS, name="object_kind"),)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("assessment_cycle.id"), primary_key=True)
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"), primary_key=True)
    object_kind: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True, comment="of the item or component; empty for the total")
    points: Mapped[Decimal | None] = mapped_column(Numeric, comment="null where nothing could be scored")
    maximum: Mapped[Decimal] = mapped_column(Numeric)
    standing: Mapped[str]
    missing: Mapped[Decimal] = mapped_column(Numeric, comment="share of the weight that is missing, in per cent")
    inspections: Mapped[int] = mapped_column(server_default="0")
    days: Mapped[int] = mapped_column(server_default="0", comment="of the cycle in which the object existed")
    unranked: Mapped[dict[str, Any] | None] = mapped_column(
        JSONB(none_as_null=True), comment="why it has no rank, as catalog key and values; null where it has one"
    )
    grade_caps: Mapped[list[str]] = mapped_column(
        ARRAY(String), server_default="{}", comment="the best grades that vetoes leave"
    )


class AssessmentChanged(Base):
    """A zone of which something changed that a cycle may rest on; written by triggers, taken by the next run.

    Never merged: of two writers the second would wait for the first.
    """

    __tablename__ = "assessment_changed"
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("assessment_cycle.id"), index=True)
    zone_id: Mapped[int | None] = mapped_column(comment="null: of all")
