"""Analyses as they are read: within the caller's scope, nothing drawn anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from geo.hotspot.funnel import Funnel, funnel
from services.access.audit import record
from services.access.scope import Scope
from services.database import sql
from services.errors import NotFound
from services.geography.outlines import outlines
from services.hotspots.question import Question, from_data
from services.hotspots.tables import HotspotAnalysis


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the map draws it; EPSG:4326."""

    unit: int
    place: int | None
    verdict: str
    incidents: int
    exposure: float
    residents: int
    smoothed: float | None
    found_by_step: list[int]
    exposure_by_step: list[float]
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Place:
    """A hotspot: units of one class that touch. `observed` and `expected` are those of its strongest neighbourhood."""

    place: int
    verdict: str
    units: int
    incidents: int
    exposure: float
    residents: int
    z: float
    p: float
    observed: float
    expected: float
    recurrence: str | None
    codes: list[str]
    names: list[str]


@dataclass(frozen=True, slots=True)
class Matter:
    """A report of a hotspot."""

    ref: str
    code: str
    source: str | None
    opened_at: datetime
    closed_at: datetime | None
    incident: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid in the funnel: found and effort, and how far from the rate of all, in standard deviations."""

    code: str
    name: str
    found: int
    effort: float
    z: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was asked and found; the figures of the whole, as they were when it was made."""

    id: int
    question: Question
    figures: dict[str, Any]
    made_at: datetime


def analyses(session: Session, edition_id: int | None = None, limit: int = 20) -> list[Analysis]:
    """The analyses of an edition, or of all, newest first."""
    chosen = select(HotspotAnalysis).order_by(HotspotAnalysis.id.desc()).limit(limit)
    if edition_id is not None:
        chosen = chosen.where(HotspotAnalysis.edition_id == edition_id)
    return [_analysis(row) for row in session.scalars(chosen)]


def analysis(session: Session, number: int) -> Analysis:
    """An analysis by its number. Raises NotFound."""
    row = session.get(HotspotAnalysis, number)
    if row is None:
        raise NotFound("hotspots.none")
    return _analysis(row)


def _analysis(row: HotspotAnalysis) -> Analysis:
    return Analysis(row.id, from_data(row.question), row.figures, row.made_at)


def units(session: Session, scope: Scope, number: int) -> list[Unit]:
    """The units of an analysis in the caller's scope."""
    rows = session.execute(sql(__file__, "units.sql"), _asked(scope, number)).all()
    shapes = shapely.from_wkb([bytes(row.shape) for row in rows])
    fields = [row._asdict() | {"shape": shape} for row, shape in zip(rows, shapes, strict=True)]
    return [Unit(**field) for field in fields]


def places(session: Session, scope: Scope, number: int) -> list[Place]:
    """The hotspots of an analysis in the caller's scope, the strongest first."""
    return [Place(**row._asdict()) for row in session.execute(sql(__file__, "places.sql"), _asked(scope, number))]


def place(session: Session, scope: Scope, number: int, which: int) -> Place:
    """One hotspot. Raises NotFound."""
    found = next((one for one in places(session, scope, number) if one.place == which), None)
    if found is None:
        raise NotFound("hotspots.place", number=which)
    return found


def matters(session: Session, scope: Scope, number: int, which: int) -> list[Matter]:
    """The reports of a hotspot in the caller's scope, newest first; reading them is put on record."""
    rows: Sequence[Row[Any]] = session.execute(
        sql(__file__, "place_matters.sql"), _asked(scope, number) | {"place": which}
    ).all()
    record(session, scope.person_id, "hotspots.matters", str(number), {"place": which, "n": len(rows)})
    return [Matter(**row._asdict()) for row in rows]


def grids(session: Session, scope: Scope, found: Analysis) -> tuple[Funnel | None, list[Grid]]:
    """The funnel of all grids, and the grids of the caller's scope in it."""
    rows = found.figures["grids"]
    shape = funnel([n for _, n, _ in rows], [e for *_, e in rows])
    if shape is None:
        return None, []
    named = {o.zone_id: o for o in outlines(session, found.question.edition_id)}
    z = shape.z([n for _, n, _ in rows], [e for *_, e in rows])
    mine = [
        Grid(named[zone].code, named[zone].name, n, e, float(far))
        for (zone, n, e), far in zip(rows, z, strict=True)
        if zone in named and (scope.everything or zone in scope.grid_ids)
    ]
    return shape, mine


def _asked(scope: Scope, number: int) -> dict[str, object]:
    return {"analysis": number, "everything": scope.everything, "grids": list(scope.grid_ids)}
