"""What is known of reports that are alike, and of places that are none."""

from datetime import datetime
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base

WHEN = DateTime(timezone=True)


class LikenessRule(Base):
    """How near two reports of a type must be to be of one thing; the empty code stands for all types without a rule."""

    __tablename__ = "likeness_rule"
    __table_args__ = (CheckConstraint("within_m >= 0 AND within_days >= 0", name="reach"),)
    code: Mapped[str] = mapped_column(primary_key=True)
    within_m: Mapped[float] = mapped_column(comment="0: reports of this type are never alike")
    within_days: Mapped[float]


class MatterPair(Base):
    """Two reports that are alike: the later one says again what the first said, unless somebody rejects that.

    Only ever added to and decided on: no report is deleted or changed for it.
    """

    __tablename__ = "matter_pair"
    __table_args__ = (
        CheckConstraint("state IN ('found','confirmed','rejected')", name="state"),
        Index("ix_matter_pair_first_id", "first_id"),
        Index("ix_matter_pair_state", "state", "found_at"),
    )
    again_id: Mapped[UUID] = mapped_column(ForeignKey("matter.id", ondelete="CASCADE"), primary_key=True)
    first_id: Mapped[UUID] = mapped_column(ForeignKey("matter.id", ondelete="CASCADE"), primary_key=True)
    apart_m: Mapped[float]
    state: Mapped[str] = mapped_column(server_default="found")
    found_at: Mapped[datetime] = mapped_column(WHEN, server_default=func.now())
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None] = mapped_column(WHEN)


class DefaultPoint(Base):
    """A place that too many matters share. While it stands, they count in no grid and stay out of analyses."""

    __tablename__ = "default_point"
    tile_x: Mapped[int] = mapped_column(primary_key=True, comment="column of the zoom-31 tile, as in the locations")
    tile_y: Mapped[int] = mapped_column(primary_key=True)
    geom: Mapped[WKBElement] = mapped_column(Geometry("POINT", srid=4326, spatial_index=False), nullable=False)
    rows: Mapped[int] = mapped_column(comment="matters there when it was last looked at")
    addresses: Mapped[int | None] = mapped_column(comment="their different addresses; null where they have none")
    stands: Mapped[bool] = mapped_column(server_default="true", comment="false: somebody says that it is a place")
    found_at: Mapped[datetime] = mapped_column(WHEN, server_default=func.now())
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None] = mapped_column(WHEN)
