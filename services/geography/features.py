"""Zones as GeoJSON, page after page, joined from features that were packed when the edition was written."""

from typing import NamedTuple

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.database import sql
from services.geography.packed import COMMA, collection, packed
from services.geography.tables import ZoneFeature


class ZonePage(NamedTuple):
    """A page: the version of zones that it shows, its gzip, and the id that the next page follows, None at the end."""

    version: int
    body: bytes
    following: int | None


def zone_features(session: Session, scope: Scope, edition_id: int, level: str, *, after: int, most: int) -> ZonePage:
    """A FeatureCollection of at most so many zones of a level within the caller's scope, by zone id from `after` on.

    Degrees to seven decimals; features carry the zone's id.
    """
    given = {
        "edition": edition_id, "level": level, "after": after, "most": most, "comma": COMMA,
        "everything": scope.everything, "grids": list(scope.grid_ids),
    }  # fmt: skip
    version, pieces, following = session.execute(sql(__file__, "zone_features.sql"), given).one()
    return ZonePage(version, collection(bytes(pieces)), following)


def pack_edition(session: Session, edition_id: int) -> None:
    """Derive the packed features of an edition's zones anew."""
    session.execute(delete(ZoneFeature).where(ZoneFeature.edition_id == edition_id))
    rows = session.execute(sql(__file__, "features_of.sql"), {"edition": edition_id}).all()
    if rows:
        made = [{"edition_id": edition_id, "zone_id": zone, "packed": packed(text)} for zone, text in rows]
        session.execute(insert(ZoneFeature), made)
