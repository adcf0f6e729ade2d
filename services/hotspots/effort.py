"""What was spent looking: counted by unit, step and grid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row
from sqlalchemy.orm import Session

from services.database import sql
from services.hotspots.ground import Ground
from services.hotspots.question import Question
from services.hotspots.reports import read_reports

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Rows = Sequence[Row[Any]]


@dataclass(frozen=True, slots=True)
class Effort:
    """Exposure by unit, by unit and step, and by grid (in the order of the ground's grids)."""

    by_unit: Floats
    by_step: Floats
    by_grid: Floats


def read_effort(
    session: Session, ground: Ground, question: Question, asked: dict[str, object], steps: Floats
) -> Effort:
    """The effort that a question names. A pass is one person on one day in one unit, however often heard of."""
    if question.exposure == "street_m":
        return _standing(ground.street_m_of_units(), ground.street_m(ground.grids), steps)
    if question.exposure == "households":
        rows = session.execute(sql(__file__, "households.sql"), asked).all()
        unit = ground.unit_of(_places(ground, rows))
        homes = np.bincount(unit[unit >= 0], minlength=len(ground.shapes)).astype(float)
        return _standing(homes, np.bincount(_grid(ground, rows), minlength=len(ground.grids)).astype(float), steps)
    if question.exposure == "reports":
        return _reports(session, ground, question, asked, steps)
    rows = session.execute(sql(__file__, "passes.sql"), asked | {"visits": question.exposure == "passes"}).all()
    return _passes(ground, rows, steps)


def _reports(session: Session, ground: Ground, question: Question, asked: dict[str, object], steps: Floats) -> Effort:
    """Reports of every type: where nobody keeps patrols, how readily people report is what they can be weighed by.

    Merged as what is found is: reporting one thing twice is no more effort spent on other places.
    """
    every = replace(question, exposure="patrols", found_by="anyone", code="", group="")
    reports = read_reports(session, ground, every, asked, steps)
    known = reports.first(reports.unit >= 0)
    by_step = np.zeros((len(ground.shapes), len(steps) - 1))
    np.add.at(by_step, (reports.unit[known], reports.step[known]), 1.0)
    index = {grid: i for i, grid in enumerate(ground.grid_ids)}
    once = reports.first(np.ones(len(reports.ids), bool))
    grids = np.array([index[grid] for grid in reports.grid[once].tolist()], np.int64)
    in_grid = np.bincount(grids, minlength=len(index))
    return Effort(by_step.sum(axis=1), by_step, in_grid.astype(float))


def _standing(by_unit: Floats, by_grid: Floats, steps: Floats) -> Effort:
    """What is the same in every step."""
    return Effort(by_unit, np.repeat(by_unit[:, None], len(steps) - 1, axis=1), by_grid)


def _passes(ground: Ground, rows: Rows, steps: Floats) -> Effort:
    unit = ground.unit_of(_places(ground, rows))
    who, day = (np.array([getattr(row, name) for row in rows], np.int64) for name in ("who", "day"))
    step = np.searchsorted(steps, np.array([float(row.at_s) for row in rows], float), side="right") - 1
    by_step = np.zeros((len(ground.shapes), len(steps) - 1))
    once = np.unique(np.column_stack([unit, step, who, day])[unit >= 0], axis=0)
    np.add.at(by_step, (once[:, 0], once[:, 1]), 1.0)
    in_grid = np.unique(np.column_stack([_grid(ground, rows), who, day]), axis=0)[:, 0]
    return Effort(by_step.sum(axis=1), by_step, np.bincount(in_grid, minlength=len(ground.grids)).astype(float))


def _grid(ground: Ground, rows: Rows) -> Ints:
    index = {grid: i for i, grid in enumerate(ground.grid_ids)}
    return np.array([index[row.grid_id] for row in rows], np.int64)


def _places(ground: Ground, rows: Rows) -> Floats:
    lon, lat = (np.array([getattr(row, name) for row in rows], float) for name in ("lon", "lat"))
    return ground.metres(lon, lat)
