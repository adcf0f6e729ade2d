"""An analysis written down: the only writer of its three tables."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any
from uuid import UUID

import numpy as np
import shapely
from geoalchemy2 import WKBElement
from numpy.typing import NDArray
from sqlalchemy import insert
from sqlalchemy.orm import Session

from geo.hotspot.permutation import Tested
from geo.hotspot.recurrence import Recurrence
from geo.hotspot.verdict import Verdict
from services.hotspots.effort import Effort
from services.hotspots.ground import Ground
from services.hotspots.question import Question
from services.hotspots.reports import Reports
from services.hotspots.tables import HotspotAnalysis, HotspotMatter, HotspotUnit
from services.versions.current import current_versions

RESTS_ON = ("matters", "visits", "households", "streets", "zones")


@dataclass(frozen=True, slots=True)
class Result:
    """All of an analysis, unit by unit."""

    question: Question
    ground: Ground
    reports: Reports
    found: NDArray[np.int64]
    residents: NDArray[np.int64]
    effort: Effort
    tested: Tested
    verdicts: list[Verdict]
    places: list[int | None]
    smoothed: NDArray[np.float64]
    recurrence: list[Recurrence] | list[None]
    figures: dict[str, Any]


def store(session: Session, person_id: UUID, result: Result) -> int:
    """Write an analysis with its units and matters. Returns its number."""
    versions = current_versions(session)
    made = HotspotAnalysis(
        edition_id=result.question.edition_id,
        question=result.question.as_data(),
        data_versions={layer: versions[layer] for layer in RESTS_ON},
        figures=json.loads(json.dumps(result.figures)),
        person_id=person_id,
    )
    session.add(made)
    session.flush()
    session.execute(insert(HotspotUnit), list(_units(made.id, result)))
    if matters := list(_matters(made.id, result.reports)):
        session.execute(insert(HotspotMatter), matters)
    return made.id


def _units(analysis: int, result: Result) -> Iterator[dict[str, Any]]:
    tested = result.tested
    wkb = shapely.to_wkb(result.ground.in_degrees())
    smoothed = [rate if isfinite(rate) else None for rate in result.smoothed.tolist()]
    for unit, grid in enumerate(result.ground.grid_of_units()):
        yield {
            "analysis_id": analysis, "unit": unit, "grid_id": grid, "place": result.places[unit],
            "incidents": int(result.found[unit].sum()), "exposure": float(result.effort.by_unit[unit]),
            "residents": int(result.residents[unit]), "observed": float(tested.observed[unit]),
            "expected": float(tested.expected[unit]), "z": float(tested.z[unit]), "p": float(tested.p[unit]),
            "verdict": result.verdicts[unit], "smoothed": smoothed[unit],
            "recurrence": result.recurrence[unit], "found_by_step": result.found[unit].tolist(),
            "exposure_by_step": result.effort.by_step[unit].tolist(), "geom": WKBElement(wkb[unit], srid=4326),
        }  # fmt: skip


def _matters(analysis: int, reports: Reports) -> Iterator[dict[str, Any]]:
    for row in np.flatnonzero((reports.unit >= 0) & (reports.counted | reports.residents)).tolist():
        yield {
            "analysis_id": analysis, "point_id": reports.ids[row],
            "unit": int(reports.unit[row]), "incident": int(reports.incident[row]),
        }  # fmt: skip
