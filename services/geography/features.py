"""Zones as finished GeoJSON, made by one statement of the database, page after page."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.database import sql


class ZonePage(NamedTuple):
    """A page: the version of zones that it shows, its text, and the id that the next page follows, None at the end."""

    version: int
    text: str
    following: int | None


def zone_features(session: Session, scope: Scope, edition_id: int, level: str, *, after: int, most: int) -> ZonePage:
    """A FeatureCollection of at most so many zones of a level within the caller's scope, by zone id from `after` on.

    Degrees to seven decimals; features carry the zone's id.
    """
    given = {
        "edition": edition_id, "level": level, "after": after, "most": most,
        "everything": scope.everything, "grids": list(scope.grid_ids),
    }  # fmt: skip
    return ZonePage(*session.execute(sql(__file__, "zone_features.sql"), given).one())
