"""Places that the next round of cross inspection is to look at."""

from datetime import datetime
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Identity, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base


class StopCandidate(Base):
    """A place that the office wants looked at, until a round stops there or the office thinks better of it.

    Where it stands and why: a hotspot of an analysis, at the middle of its strongest unit; EPSG:4326.
    """

    __tablename__ = "stop_candidate"
    __table_args__ = (
        CheckConstraint("(dropped_at IS NULL) = (dropped_by IS NULL)", name="dropped"),
        Index("uq_stop_candidate_standing", "analysis_id", "place", unique=True,
              postgresql_where=text("dropped_at IS NULL")),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    analysis_id: Mapped[int] = mapped_column(ForeignKey("hotspot_analysis.id", ondelete="CASCADE"))
    place: Mapped[int] = mapped_column(comment="the hotspot's number in the analysis")
    grid_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    geom: Mapped[WKBElement] = mapped_column(Geometry("POINT", srid=4326, spatial_index=False), nullable=False)
    added_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    added_by: Mapped[UUID]
    dropped_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    dropped_by: Mapped[UUID | None]
