"""Evidence of a cycle's objects: each query once a span or once a period, then added up for areas and communities."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.assessment.evidence.merge import merged
from services.assessment.evidence.query import Asked
from services.assessment.evidence.read import nothing, read
from services.assessment.evidence.registry import given_by_people, known
from services.assessment.marks import Given, evidence_of, unmarked
from services.assessment.objects import Object, Span, Target
from services.assessment.rubric.model import Rubric
from services.assessment.scoring.total import names_of
from services.assessment.tables import AssessmentCycle
from services.assessment.values import Evidence


@dataclass(frozen=True, slots=True)
class Gathering:
    """What is gathered: a cycle's evidence as of a moment, for some objects; `grids` are all of theirs, None all."""

    scope: Scope
    cycle: AssessmentCycle
    spans: Sequence[Span]
    now: datetime
    objects: Sequence[Object]
    grids: tuple[int, ...] | None
    marks: Sequence[Given]


def gather(session: Session, rubric: Rubric, of: Gathering) -> dict[Target, dict[str, Evidence]]:
    """The evidence of every object by name."""
    found: dict[Target, dict[str, Evidence]] = {one.target: {} for one in of.objects}
    marked = evidence_of(rubric, of.marks)
    for name in names_of(rubric):
        if given_by_people(name):
            for one in of.objects:
                found[one.target][name] = marked.get((one.target, name)) or unmarked(rubric, name)
        else:
            for target, evidence in counted(session, name, of):
                found[target][name] = evidence
    return found


def counted(session: Session, name: str, of: Gathering) -> Iterable[tuple[Target, Evidence]]:
    """What a query counts for every object."""
    query, none = known(name), nothing(name)
    last = len(of.spans) - 1
    if query is not None and query.over == "period":
        whole = Span(of.cycle.starts_at, of.cycle.stops_at, of.spans[last].edition_id)
        by_grid = [read(session, name, asked(of, whole))]
        return [(one.target, _added([(by_grid[0], one.grids[last])], none)) for one in of.objects]
    by_span = [read(session, name, asked(of, span)) for span in of.spans]
    return [
        (one.target, _added(zip(by_span, one.grids, strict=True), none)) for one in of.objects
    ]  # fmt: skip


def asked(of: Gathering, span: Span) -> Asked:
    """The question of a span."""
    return Asked(of.scope, span.edition_id, span.starts, span.stops, of.now, ZoneInfo(of.cycle.zone),
                 of.cycle.around_m, of.grids)  # fmt: skip


def _added(parts: Iterable[tuple[Mapping[int, Evidence], Sequence[int]]], none: Evidence) -> Evidence:
    """The evidence of an object's grids in its spans as one; most objects are one grid in one span."""
    found = [by_grid[grid] for by_grid, grids in parts for grid in grids if grid in by_grid]
    if not found:
        return none
    return found[0] if len(found) == 1 else merged(found)
