"""The subdistrict's own streets, water and buildings."""

from typing import Literal

from fastapi import APIRouter, Response

from services.geography.shapes import base_layer
from web.access import Staff

router = APIRouter(prefix="/api")


@router.get("/base/{layer}.geojson")
def base(caller: Staff, layer: Literal["streets", "water", "buildings"]) -> Response:
    """A layer of the base map."""
    return Response(base_layer(caller.session, layer), media_type="application/geo+json")
