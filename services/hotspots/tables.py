"""Analyses of hotspots as they were drawn: what was asked, every unit, and which matters lie in it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import CheckConstraint, DateTime, Double, ForeignKey, Identity, Index, func
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base

CASCADE = "CASCADE"


class HotspotAnalysis(Base):
    """One analysis. Never changed: asked anew, it is a new one."""

    __tablename__ = "hotspot_analysis"
    __table_args__ = (Index("ix_hotspot_analysis_edition_id_made_at", "edition_id", "made_at"),)
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    question: Mapped[dict[str, Any]] = mapped_column(JSONB, comment="with the seed of the draw")
    data_versions: Mapped[dict[str, Any]] = mapped_column(JSONB, comment="layer_version when it was made")
    figures: Mapped[dict[str, Any]] = mapped_column(JSONB, comment="reports, incidents, rate, maps, circle, grids")
    person_id: Mapped[UUID | None]
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class HotspotUnit(Base):
    """A unit of an analysis; EPSG:4326. Seen in the grid that holds its middle (row-level security)."""

    __tablename__ = "hotspot_unit"
    __table_args__ = (
        CheckConstraint("verdict IN ('confirmed','watch','none','not_enough')", name="verdict"),
        Index("ix_hotspot_unit_geom", "geom", postgresql_using="gist"),
    )
    analysis_id: Mapped[int] = mapped_column(ForeignKey("hotspot_analysis.id", ondelete=CASCADE), primary_key=True)
    unit: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("zone.id"))
    place: Mapped[int | None] = mapped_column(comment="the hotspot it is part of, numbered by strength")
    incidents: Mapped[int]
    exposure: Mapped[float]
    residents: Mapped[int] = mapped_column(comment="incidents that residents reported")
    observed: Mapped[float] = mapped_column(comment="found in it and its neighbours")
    expected: Mapped[float]
    z: Mapped[float]
    p: Mapped[float]
    verdict: Mapped[str]
    smoothed: Mapped[float | None] = mapped_column(comment="rate drawn towards the map's, for colour alone")
    recurrence: Mapped[str | None]
    found_by_step: Mapped[list[int]] = mapped_column(ARRAY(INTEGER))
    exposure_by_step: Mapped[list[float]] = mapped_column(ARRAY(Double))
    geom: Mapped[WKBElement] = mapped_column(Geometry("GEOMETRY", srid=4326, spatial_index=False), nullable=False)


class HotspotMatter(Base):
    """A matter of an analysis: its unit, and the incident that it reports together with others."""

    __tablename__ = "hotspot_matter"
    __table_args__ = (Index("ix_hotspot_matter_unit", "analysis_id", "unit"),)
    analysis_id: Mapped[int] = mapped_column(ForeignKey("hotspot_analysis.id", ondelete=CASCADE), primary_key=True)
    point_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit: Mapped[int]
    incident: Mapped[int]
