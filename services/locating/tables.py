"""Where each point lies under each edition: derived, narrow, and written by locating alone."""

from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from services.database import Base


class Location:
    """One point under one edition. Outside all grids grid_id is null and the nearest grid is named."""

    point_table: str

    @declared_attr
    def edition_id(cls) -> Mapped[int]:  # noqa: N805 (SQLAlchemy hands in the class)
        """The edition that this place is read under."""
        return mapped_column(ForeignKey("edition.id"), primary_key=True)

    @declared_attr
    def point_id(cls) -> Mapped[UUID]:  # noqa: N805 (SQLAlchemy hands in the class)
        """The point."""
        return mapped_column(ForeignKey(f"{cls.point_table}.id", ondelete="CASCADE"), primary_key=True)

    @declared_attr
    def grid_id(cls) -> Mapped[int | None]:  # noqa: N805 (SQLAlchemy hands in the class)
        """The grid that the point lies in, null outside all."""
        return mapped_column(ForeignKey("zone.id"))

    doubtful: Mapped[bool]
    nearest_grid_id: Mapped[int | None]
    nearest_m: Mapped[float | None]
    quadkey: Mapped[int] = mapped_column(BigInteger, comment="Morton code of the zoom-20 tile")


def _outside(kind: str) -> Index:
    """The few points outside all grids, by the grid that is nearest."""
    where = text("grid_id IS NULL")
    return Index(f"ix_{kind}_location_outside", "edition_id", "nearest_grid_id", postgresql_where=where)


class HouseholdLocation(Location, Base):
    """Where a household lies."""

    __tablename__ = "household_location"
    __table_args__ = (
        Index("ix_household_location_grid", "edition_id", "grid_id"),
        Index("ix_household_location_quadkey", "edition_id", "quadkey"),
        _outside("household"),
        Index("ix_household_location_point", "point_id"),
    )
    point_table = "household"


class MatterLocation(Location, Base):
    """Where a matter lies."""

    __tablename__ = "matter_location"
    __table_args__ = (
        Index("ix_matter_location_grid", "edition_id", "grid_id"),
        Index("ix_matter_location_quadkey", "edition_id", "quadkey"),
        _outside("matter"),
        Index("ix_matter_location_point", "point_id"),
    )
    point_table = "matter"


class VisitLocation(Location, Base):
    """Where a visit or a patrol point lies."""

    __tablename__ = "visit_location"
    __table_args__ = (
        Index("ix_visit_location_grid", "edition_id", "grid_id"),
        Index("ix_visit_location_quadkey", "edition_id", "quadkey"),
        _outside("visit"),
        Index("ix_visit_location_point", "point_id"),
    )
    point_table = "visit"
