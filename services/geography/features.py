"""Zones as finished GeoJSON, made by one statement of the database, page after page."""

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.database import sql


def zone_features(
    session: Session, scope: Scope, edition_id: int, level: str, *, after: int, most: int
) -> tuple[str, int | None]:
    """A FeatureCollection of at most so many zones of a level within the caller's scope, by zone id from `after` on.

    Degrees to seven decimals; features carry the zone's id. Beside it the id that the next page follows, None at the
    end.
    """
    given = {
        "edition": edition_id, "level": level, "after": after, "most": most,
        "everything": scope.everything, "grids": list(scope.grid_ids),
    }  # fmt: skip
    text, following = session.execute(sql(__file__, "zone_features.sql"), given).one()
    return str(text), following
