"""Single inspections of a cycle's objects, each with the total that the object would have had by it alone."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Row as Found
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.assessment.cycles import parts
from services.assessment.evidence.registry import MARKS
from services.assessment.rubric.decidable import decided
from services.assessment.rubric.model import Component, Rubric
from services.assessment.rules import Manual
from services.assessment.scoring.changed import last_run
from services.assessment.standings import Part, Standings, standings
from services.assessment.tables import AssessmentCycle
from services.database import sql

Eyes = tuple[int, UUID | None, date]


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection of an object: who, and the object's total in points had all marks been as this one's."""

    zone_id: int
    person_id: UUID | None
    by: str
    score: float


def inspections(session: Session, scope: Scope, of: Standings) -> list[Inspection]:
    """The inspections of the objects that have a rank, as the last run counted them; none of what is not inspected.

    An item's mark is taken for its mean, so that what is counted by data stays as it is. In a longer period an
    inspection in a part of it is told from the total of the whole.
    """
    totals = {row.target.zone_id: float(row.points) for row in of.rows if row.points is not None and not row.unranked}
    found: list[Inspection] = []
    for cycle in scored_parts(session, of.cycle):
        inner = of if cycle.id == of.cycle.id else standings(session, scope, cycle, of.kind)
        worth = {row.target.zone_id: _worth(of.rubric, row.parts) for row in inner.rows}
        found += _inspected(_marks(session, cycle, of, totals), totals, worth)
    return found


def scored_parts(session: Session, cycle: AssessmentCycle) -> list[AssessmentCycle]:
    """The cycles scored from evidence that a cycle is made of: itself, or those below it."""
    if cycle.scored:
        return [cycle]
    return [one for part in parts(session, cycle) for one in scored_parts(session, part)]


def marked_items(rubric: Rubric) -> Iterator[tuple[str, Component, str]]:
    """What inspectors mark: the name of the mark, its component and its item; marks that add up are events, not it."""
    for component in rubric.components:
        for item in component.items:
            for rule in decided(item.rules):
                if isinstance(rule, Manual) and rule.aggregation != "sum":
                    yield rule.evidence.removeprefix(f"{MARKS}."), component, item.key


def _marks(session: Session, cycle: AssessmentCycle, of: Standings, totals: Mapping[int, float]) -> list[Found[Any]]:
    ran = last_run(session, cycle.id)
    names = sorted({name for name, _, _ in marked_items(of.rubric)})
    if ran is None or not names or not totals:
        return []
    asked = {"cycles": [cycle.id], "kind": of.kind, "zones": sorted(totals), "names": names, "upto": ran.at}
    return list(session.execute(sql(__file__, "samples.sql"), asked))


def _inspected(
    marks: list[Found[Any]], totals: Mapping[int, float], worth: Mapping[int, Mapping[str, float]]
) -> Iterator[Inspection]:
    given: dict[Eyes, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    every: dict[tuple[int, str], list[float]] = defaultdict(list)
    names: dict[UUID | None, str] = {}
    for mark in marks:
        given[mark.zone_id, mark.person_id, mark.day][mark.name].append(float(mark.points))
        every[mark.zone_id, mark.name].append(float(mark.points))
        names[mark.person_id] = mark.by or ""
    for (zone, person, _), by_name in given.items():
        apart = [
            worth.get(zone, {}).get(name, 0.0) * (_mean(points) - _mean(every[zone, name]))
            for name, points in by_name.items()
        ]
        yield Inspection(zone, person, names[person], totals[zone] + sum(apart))


def _worth(rubric: Rubric, came_to: Mapping[str, Part]) -> dict[str, float]:
    """What a point of a mark is worth in points of the total, by the name of the mark."""
    present = sum((decided(c.weight) for c in rubric.components if _scored(came_to, c.key)), Decimal(0))
    found: dict[str, float] = defaultdict(float)
    for name, component, item in marked_items(rubric):
        reachable = sum((came_to[i.key].maximum for i in component.items if _scored(came_to, i.key)), Decimal(0))
        if _scored(came_to, item) and reachable and present:
            found[name] += float(decided(component.weight) / reachable * rubric.total / present)
    return found


def _scored(came_to: Mapping[str, Part], key: str) -> bool:
    return key in came_to and came_to[key].points is not None


def _mean(points: list[float]) -> float:
    return sum(points) / len(points)
