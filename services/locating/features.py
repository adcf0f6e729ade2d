"""Points as GeoJSON, page after page in the order of the ground, within the caller's scope: one statement a page."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Text, and_, cast, func, literal, literal_column, or_, select, tuple_
from sqlalchemy.dialects.postgresql import JSON, aggregate_order_by
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.geography.tables import Zone
from services.locating.locate import KINDS
from services.versions.tables import LayerVersion

DIGITS = 7


class After(NamedTuple):
    """The point that a page ended with: its zoom-20 tile by Morton code, and its own id."""

    quadkey: int
    point_id: UUID


@dataclass(frozen=True, slots=True)
class Wanted:
    """Points of one kind under an edition, in a period [start, stop) in UTC or of all time; at most so many a page."""

    kind: str
    layer: str
    edition_id: int
    start: datetime | None
    stop: datetime | None
    after: After | None
    most: int


@dataclass(frozen=True, slots=True)
class PointPage:
    """A FeatureCollection, the version of the points that it shows, and what the next page follows, None at the end."""

    version: int
    text: str
    following: After | None


def point_features(session: Session, scope: Scope, wanted: Wanted) -> PointPage:
    """A page of points in degrees to seven decimals, with reference, grid (null outside all), doubt and moment."""
    page = _page(scope, wanted).subquery()
    comma: aggregate_order_by[str] = aggregate_order_by(literal_column("','"), page.c.quadkey, page.c.point_id)
    version = select(LayerVersion.version).where(LayerVersion.layer == wanted.layer).scalar_subquery()
    backwards = page.c.quadkey.desc(), page.c.point_id.desc()
    last = [func.array_agg(aggregate_order_by(c, *backwards))[1] for c in (page.c.quadkey, page.c.point_id)]
    found = session.execute(select(version, func.string_agg(page.c.feature, comma), func.count(), *last)).one()
    return _told(found, wanted)


def _told(found: Row[int, str | None, int, int, UUID], wanted: Wanted) -> PointPage:
    version, features, count, quadkey, point_id = found
    following = After(quadkey, point_id) if count == wanted.most else None
    return PointPage(version, f'{{"type":"FeatureCollection","features":[{features or ""}]}}', following)


def _page(scope: Scope, wanted: Wanted) -> Select[UUID, int, str]:
    point, place = KINDS[wanted.kind]
    shape = cast(func.ST_AsGeoJSON(point.geom, DIGITS), JSON)
    told = func.json_build_object(
        "ref", place.ref, "grid", Zone.code, "doubtful", place.doubtful, "at", place.happened_at
    )
    feature = cast(func.json_build_object("type", "Feature", "geometry", shape, "properties", told), Text)
    limits: list[ColumnElement[bool]] = [place.edition_id == wanted.edition_id]
    if not scope.everything:
        grids = list(scope.grid_ids)
        outside = and_(place.grid_id.is_(None), place.nearest_grid_id.in_(grids))
        limits.append(or_(place.grid_id.in_(grids), outside))
    if wanted.start is not None and wanted.stop is not None:
        limits += [place.happened_at >= wanted.start, place.happened_at < wanted.stop]
    if wanted.after is not None:
        limits.append(tuple_(place.quadkey, place.point_id) > tuple_(*map(literal, wanted.after)))
    return (
        select(place.point_id, place.quadkey, feature.label("feature"))
        .join(point, point.id == place.point_id)
        .outerjoin(Zone, Zone.id == place.grid_id)
        .where(*limits)
        .order_by(place.quadkey, place.point_id)
        .limit(wanted.most)
    )
