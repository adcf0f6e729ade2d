"""One point in full, as a popup on the map shows it."""

from datetime import UTC, datetime
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from services.errors import NotFound
from services.geography.editions import in_force, in_force_ever
from services.geography.tables import Edition
from services.gridfile.point import PointDetail, point_detail
from web.access import Caller, Staff
from web.api.point_rows import point_rows
from web.figures import Figures
from web.names import PointRef
from web.numbers import EditionId

router = APIRouter(prefix="/api")


class LinkOut(BaseModel):
    """Where more is told."""

    href: str
    label: str


class PlaceOut(BaseModel):
    """A grid, and the distance to it in metres where the point is not in it."""

    code: str
    name: str
    distance_m: float | None


class PointDetailOut(BaseModel):
    """A point: what a popup prints, in the caller's language, and its place."""

    kind: Literal["household", "matter", "visit"]
    ref: str
    title: str
    rows: list[tuple[str, str]]
    link: LinkOut | None
    at: tuple[float, float]
    accuracy_m: float | None
    edition: str
    grid: PlaceOut | None
    doubtful: bool
    nearest: PlaceOut | None


@router.get("/points/{kind}/{ref:path}")
def point(
    caller: Staff, kind: Literal["household", "matter", "visit"], ref: PointRef, edition: EditionId | None = None
) -> PointDetailOut:
    """A matter, a household or a visit by its reference, within the caller's scope; who read it is recorded."""
    zone, now = caller.state.settings.zone, datetime.now(UTC)
    found = point_detail(caller.session, caller.scope, kind, ref, _edition(caller, edition, now), now)
    return _out(found, caller, Figures(caller.lang, zone))


def _edition(caller: Caller, edition_id: int | None, now: datetime) -> Edition:
    """The edition asked for, else the one in force. Raises NotFound."""
    if edition_id is None:
        chosen = in_force(caller.session, now.astimezone(caller.state.settings.zone).date())
    else:
        chosen = next((e for e in in_force_ever(caller.session) if e.id == edition_id), None)
    if chosen is None:
        raise NotFound("gridfile.no_edition", edition=edition_id or 1)
    return chosen


def _out(found: PointDetail, caller: Caller, figures: Figures) -> PointDetailOut:
    title, rows, link = point_rows(found, caller.lang, figures)
    grid, near = found.grid, found.nearest
    return PointDetailOut(
        kind=found.kind,  # the path's own word
        ref=found.ref,
        title=title,
        rows=rows,
        link=LinkOut(href=link[0], label=link[1]) if link else None,
        at=(found.at.lon, found.at.lat),
        accuracy_m=found.accuracy_m,
        edition=found.edition,
        grid=PlaceOut(code=grid.code, name=grid.name, distance_m=None) if grid else None,
        doubtful=found.doubtful,
        nearest=PlaceOut(code=near.code, name=near.name, distance_m=found.nearest_m) if near else None,
    )
