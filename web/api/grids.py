"""Grids and their points, within the caller's scope."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from services.geography.shapes import grid_shapes
from services.locating.points_of_grid import points_of_grid
from web.access import Staff
from web.numbers import EditionId, ZoneId

router = APIRouter(prefix="/api")


class PointOut(BaseModel):
    """A point on the map."""

    ref: str
    lon: float
    lat: float
    doubtful: bool


@router.get("/grids.geojson")
def grids(caller: Staff, edition: EditionId) -> Response:
    """The outlines of an edition's grids."""
    return Response(grid_shapes(caller.session, caller.scope, edition), media_type="application/geo+json")


@router.get("/grids/{zone_id}/points")
def points(
    caller: Staff, zone_id: ZoneId, edition: EditionId, kind: Literal["household", "matter", "visit"]
) -> list[PointOut]:
    """The points of one kind in a grid."""
    found = points_of_grid(caller.session, caller.scope, kind, edition, zone_id)
    return [PointOut(ref=p.ref, lon=p.lon, lat=p.lat, doubtful=p.doubtful) for p in found]
