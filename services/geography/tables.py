"""Editions, zones, their boundaries, and the base map: streets, water, buildings."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import (
    CheckConstraint,
    Computed,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    SmallInteger,
    UniqueConstraint,
    func,
)
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base

IN_3857 = "ST_Transform(geom, 3857)"


class Edition(Base):
    """A dated set of boundaries; in force from the local midnight of its day until the next one.

    A draft has no boundaries of its own: they are its base's, with its edits played over them.
    """

    __tablename__ = "edition"
    __table_args__ = (CheckConstraint("status IN ('draft','in_force','withdrawn')", name="status"),)
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    status: Mapped[str] = mapped_column(server_default="in_force")
    valid_from: Mapped[date]
    reason: Mapped[str]
    document_number: Mapped[str]
    source_name: Mapped[str]
    source_sha256: Mapped[str]
    based_on: Mapped[int | None] = mapped_column(ForeignKey("edition.id"), comment="the edition it was redrawn from")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    drawing: Mapped[int] = mapped_column(
        SmallInteger, server_default="0", comment="the way in which it was drawn for maps, 0 for none"
    )


class EditionEdit(Base):
    """One step in the making of an edition, an undoing or a redoing included; only ever added to."""

    __tablename__ = "edition_edit"
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    operation: Mapped[str]
    arguments: Mapped[dict[str, Any]] = mapped_column(JSONB)
    person_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.clock_timestamp())


class Zone(Base):
    """An administrative unit that lives on through editions; its code is unique in its level."""

    __tablename__ = "zone"
    __table_args__ = (
        UniqueConstraint("level", "code"),
        CheckConstraint("level IN ('subdistrict','community','area','grid')", name="level"),
    )
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    level: Mapped[str]
    code: Mapped[str]


class Boundary(Base):
    """A zone's name, parent and outline in one edition. EPSG:4326; area on the ellipsoid in m²."""

    __tablename__ = "boundary"
    __table_args__ = (
        Index("ix_boundary_geom", "geom", postgresql_using="gist"),
        Index("ix_boundary_path", "path", postgresql_using="gin"),
    )
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"), primary_key=True)
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("zone.id"))
    path: Mapped[list[int]] = mapped_column(ARRAY(INTEGER), comment="zone ids from the top to this one")
    area_m2: Mapped[float]
    geom: Mapped[WKBElement] = mapped_column(Geometry("MULTIPOLYGON", srid=4326, spatial_index=False), nullable=False)


class DrawnZone(Base):
    """A zone's outline as tiles up to a zoom level draw it; neighbours keep sharing borders. EPSG:3857; derived."""

    __tablename__ = "drawn_zone"
    __table_args__ = (Index("ix_drawn_zone_geom", "geom", postgresql_using="gist"),)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    to_zoom: Mapped[int] = mapped_column(SmallInteger, primary_key=True, comment="the last zoom level it is meant for")
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"), primary_key=True)
    geom: Mapped[WKBElement] = mapped_column(Geometry("MULTIPOLYGON", srid=3857, spatial_index=False), nullable=False)


class ZoneLabel(Base):
    """The place in a zone where its label has most room. EPSG:3857; derived."""

    __tablename__ = "zone_label"
    __table_args__ = (Index("ix_zone_label_geom", "geom", postgresql_using="gist"),)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"), primary_key=True)
    geom: Mapped[WKBElement] = mapped_column(Geometry("POINT", srid=3857, spatial_index=False), nullable=False)
    room_m: Mapped[float] = mapped_column(comment="metres from it to the border")


class ZoneFeature(Base):
    """A zone as GeoJSON, packed to be joined with others; derived."""

    __tablename__ = "zone_feature"
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"), primary_key=True)
    packed: Mapped[bytes] = mapped_column(comment="a piece of a deflate stream")


class Street(Base):
    """A stretch of street of the base map; `geom_3857` is the database's own copy for tiles."""

    __tablename__ = "street"
    __table_args__ = (
        Index("ix_street_geom", "geom", postgresql_using="gist"),
        Index("ix_street_geom_3857", "geom_3857", postgresql_using="gist"),
    )
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    name: Mapped[str | None]
    kind: Mapped[str | None]
    geom: Mapped[WKBElement] = mapped_column(
        Geometry("MULTILINESTRING", srid=4326, spatial_index=False), nullable=False
    )
    geom_3857: Mapped[WKBElement] = mapped_column(
        Geometry("MULTILINESTRING", srid=3857, spatial_index=False), Computed(IN_3857, persisted=True), nullable=False
    )


class Water(Base):
    """A river, canal or pond of the base map."""

    __tablename__ = "water"
    __table_args__ = (
        Index("ix_water_geom", "geom", postgresql_using="gist"),
        Index("ix_water_geom_3857", "geom_3857", postgresql_using="gist"),
    )
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    name: Mapped[str | None]
    geom: Mapped[WKBElement] = mapped_column(Geometry("MULTIPOLYGON", srid=4326, spatial_index=False), nullable=False)
    geom_3857: Mapped[WKBElement] = mapped_column(
        Geometry("MULTIPOLYGON", srid=3857, spatial_index=False), Computed(IN_3857, persisted=True), nullable=False
    )


class Park(Base):
    """A park, garden or other green of the base map, where nobody is visited."""

    __tablename__ = "park"
    __table_args__ = (
        Index("ix_park_geom", "geom", postgresql_using="gist"),
        Index("ix_park_geom_3857", "geom_3857", postgresql_using="gist"),
    )
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    name: Mapped[str | None]
    geom: Mapped[WKBElement] = mapped_column(Geometry("MULTIPOLYGON", srid=4326, spatial_index=False), nullable=False)
    geom_3857: Mapped[WKBElement] = mapped_column(
        Geometry("MULTIPOLYGON", srid=3857, spatial_index=False), Computed(IN_3857, persisted=True), nullable=False
    )


class Building(Base):
    """A building's footprint of the base map."""

    __tablename__ = "building"
    __table_args__ = (
        Index("ix_building_geom", "geom", postgresql_using="gist"),
        Index("ix_building_geom_3857", "geom_3857", postgresql_using="gist"),
    )
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    name: Mapped[str | None]
    geom: Mapped[WKBElement] = mapped_column(Geometry("MULTIPOLYGON", srid=4326, spatial_index=False), nullable=False)
    geom_3857: Mapped[WKBElement] = mapped_column(
        Geometry("MULTIPOLYGON", srid=3857, spatial_index=False), Computed(IN_3857, persisted=True), nullable=False
    )
