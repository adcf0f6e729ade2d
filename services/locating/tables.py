"""Where each point lies under each edition: derived, narrow, and written by locating alone."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Double, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base

# What a tile needs of a point lies in the index that finds it: the table itself is not read.
IN_INDEX = ("grid_id", "nearest_grid_id", "tile_x", "tile_y", "doubtful", "happened_at", "ref")


class Location:
    """One point under one edition. Outside all grids grid_id is null and the nearest grid is named.

    `ref` and `happened_at` are the point's own, copied so that tiles are cut from this table alone. Point, edition
    and grid are held to be there by triggers, once a statement: keys would ask again for every row (decision 0008).
    """

    point_id: Mapped[UUID] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    grid_id: Mapped[int | None]
    doubtful: Mapped[bool]
    nearest_grid_id: Mapped[int | None]
    nearest_m: Mapped[float | None]
    quadkey: Mapped[int] = mapped_column(BigInteger, comment="Morton code of the zoom-20 tile")
    tile_x: Mapped[int] = mapped_column(comment="column of the zoom-31 tile, two centimetres wide")
    tile_y: Mapped[int] = mapped_column(comment="row of the zoom-31 tile")
    happened_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    ref: Mapped[str]


def _outside(kind: str) -> Index:
    """The few points outside all grids, by the grid that is nearest."""
    where = text("grid_id IS NULL")
    return Index(f"ix_{kind}_location_outside", "edition_id", "nearest_grid_id", postgresql_where=where)


class HouseholdLocation(Location, Base):
    """Where a household lies."""

    __tablename__ = "household_location"
    __table_args__ = (
        Index("ix_household_location_grid", "edition_id", "grid_id"),
        Index("ix_household_location_quadkey", "edition_id", "quadkey", postgresql_include=IN_INDEX),
        _outside("household"),
    )


class MatterLocation(Location, Base):
    """Where a matter lies."""

    __tablename__ = "matter_location"
    __table_args__ = (
        Index("ix_matter_location_grid", "edition_id", "grid_id"),
        Index("ix_matter_location_quadkey", "edition_id", "quadkey", postgresql_include=IN_INDEX),
        _outside("matter"),
    )


class VisitLocation(Location, Base):
    """Where a visit or a patrol point lies."""

    __tablename__ = "visit_location"
    __table_args__ = (
        Index("ix_visit_location_grid", "edition_id", "grid_id"),
        Index("ix_visit_location_quadkey", "edition_id", "quadkey", postgresql_include=IN_INDEX),
        _outside("visit"),
    )


class PointCell(Base):
    """The points of one kind in a tile of zoom 18 and a grid, counted by the locations' own trigger.

    Low zoom levels are drawn from it. `grid_id` is the grid that answers for them: outside all grids the nearest
    one, 0 where there is none. The mean place is sum / n.
    """

    __tablename__ = "point_cell"
    kind: Mapped[str] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(primary_key=True)
    cell: Mapped[int] = mapped_column(BigInteger, primary_key=True, comment="Morton code of the zoom-18 tile")
    grid_id: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[int]
    doubtful: Mapped[int] = mapped_column(comment="how many of them are doubtful")
    sum_x: Mapped[float] = mapped_column(Double, comment="of tile_x; whole, and exact below 2^53")
    sum_y: Mapped[float] = mapped_column(Double, comment="of tile_y")
    ref: Mapped[str] = mapped_column(comment="the first reference; the point's own where n is 1")
