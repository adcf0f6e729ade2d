"""What was reported, and what was spent looking: counted by unit, step and grid."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from geo.hotspot.incident import joined
from services.database import sql
from services.errors import Invalid
from services.hotspots.ground import Ground
from services.hotspots.question import RESIDENTS, Question
from services.matters.codes.catalogue import load_codes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Reports:
    """Matters by row: who they are, unit (-1: none), step, incident, grid; `first` marks one row an incident."""

    ids: list[UUID]
    unit: Ints
    step: Ints
    incident: Ints
    grid: Ints
    counted: NDArray[np.bool_]
    residents: NDArray[np.bool_]

    def first(self, which: NDArray[np.bool_]) -> Ints:
        """The first row of each incident among those marked."""
        rows = np.flatnonzero(which)
        return rows[np.unique(self.incident[rows], return_index=True)[1]]


def codes_of(session: Session, group: str) -> list[str]:
    """The codes of a named group. Raises Invalid where there is no such group, or nothing in it."""
    members = load_codes(session).groups.get(group)
    if not members:
        raise Invalid("hotspots.group", group=group)
    return sorted(members)


def read_reports(
    session: Session, ground: Ground, question: Question, asked: dict[str, object], steps: Floats
) -> Reports:
    """The matters of a question; those that are linked as reports of one thing are one incident."""
    kinds = {"code": question.code, "codes": codes_of(session, question.group) if question.group else None}
    rows = session.execute(sql(__file__, "matters.sql"), asked | kinds).all()
    xy = ground.metres(np.array([r.lon for r in rows], float), np.array([r.lat for r in rows], float))
    sources = np.array([r.source or "" for r in rows], dtype=object)
    row_of = {r.id: i for i, r in enumerate(rows)}
    pairs = session.execute(sql(__file__, "pairs.sql"), asked)
    known = [(row_of[p.again_id], row_of[p.first_id]) for p in pairs if p.again_id in row_of and p.first_id in row_of]
    return Reports(
        [r.id for r in rows],
        ground.unit_of(xy),
        np.searchsorted(steps, np.array([float(r.at_s) for r in rows], float), side="right") - 1,
        joined(len(rows), known),
        np.array([r.grid_id for r in rows], np.int64),
        np.isin(sources, question.sources) if question.sources else np.ones(len(rows), bool),
        np.isin(sources, RESIDENTS),
    )
