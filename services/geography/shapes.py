"""Shapes for drawing, as GeoJSON text made by the database."""

import json

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.database import sql
from services.geography.tables import Building, Street, Water

BASE: dict[str, type[Street | Water | Building]] = {"streets": Street, "water": Water, "buildings": Building}
# Six decimals are a tenth of a metre, finer than any boundary is drawn.
DIGITS = 6


def grid_shapes(session: Session, scope: Scope, edition_id: int) -> str:
    """The grids of an edition within the caller's scope, as a FeatureCollection; id is the zone's."""
    found = session.execute(
        sql(__file__, "grid_shapes.sql"),
        {"edition": edition_id, "everything": scope.everything, "grids": list(scope.grid_ids)},
    )
    return str(found.scalar_one())


def base_layer(session: Session, layer: str) -> str:
    """A layer of the base map as a FeatureCollection."""
    table = BASE[layer]
    rows = session.execute(select(func.ST_AsGeoJSON(table.geom, DIGITS), func.to_json(func.coalesce(table.name, ""))))
    features = (f'{{"type":"Feature","properties":{{"name":{_json(n)}}},"geometry":{g}}}' for g, n in rows)
    return '{"type":"FeatureCollection","features":[' + ",".join(features) + "]}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
