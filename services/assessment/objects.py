"""What a cycle assesses: zones of the rubric's kinds in the boundaries of their day, and the grids that they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from services.assessment.rubric.model import Rubric
from services.assessment.tables import AssessmentCycle, AssessmentSpan
from services.errors import Invalid, NotFound
from services.geography.editions import in_force_ever
from services.geography.outlines import outlines
from services.geography.tables import Zone
from services.measures.period import midnight


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a cycle under one edition; the spans of a cycle follow each other without a gap."""

    starts: datetime
    stops: datetime
    edition_id: int

    def days(self, zone: ZoneInfo) -> int:
        """Local days."""
        return days_between(self.starts, self.stops, zone)


@dataclass(frozen=True, slots=True)
class Target:
    """An object of the assessment."""

    kind: str
    zone_id: int


@dataclass(frozen=True, slots=True)
class Object:
    """An object with its grids in each span of the cycle, none where it did not exist; `days` is how long it did."""

    target: Target
    grids: tuple[tuple[int, ...], ...]
    days: int


def spans_of(session: Session, cycle: AssessmentCycle) -> list[Span]:
    """The spans of a cycle by the editions that are or were in force; without any at its beginning it begins later.

    Of two editions of one day the newer holds. Raises Invalid where there was none at all.
    """
    zone = ZoneInfo(cycle.zone)
    found: list[Span] = []
    for edition in in_force_ever(session):
        starts = max(midnight(edition.valid_from, zone), cycle.starts_at)
        if starts < cycle.stops_at:
            found = [_cut(span, starts) for span in found if span.starts < starts]
            found.append(Span(starts, cycle.stops_at, edition.id))
    if not found:
        raise Invalid("assessment.no_edition", cycle=cycle.key)
    return found


def _cut(span: Span, at: datetime) -> Span:
    return Span(span.starts, min(span.stops, at), span.edition_id)


def keep_spans(session: Session, cycle: AssessmentCycle, spans: Sequence[Span]) -> bool:
    """Write the spans down; whether they were others before. The only writer of assessment_span."""
    chosen = select(AssessmentSpan).where(AssessmentSpan.cycle_id == cycle.id).order_by(AssessmentSpan.starts_at)
    before = [Span(row.starts_at, row.stops_at, row.edition_id) for row in session.scalars(chosen)]
    if before == list(spans):
        return False
    session.execute(delete(AssessmentSpan).where(AssessmentSpan.cycle_id == cycle.id))
    rows = [{"cycle_id": cycle.id, "starts_at": s.starts, "stops_at": s.stops, "edition_id": s.edition_id}
            for s in spans]  # fmt: skip
    session.execute(insert(AssessmentSpan), rows)
    return True


def objects_of(session: Session, kinds: Sequence[str], spans: Sequence[Span], zone: ZoneInfo) -> list[Object]:
    """The objects of some kinds that existed in any of the spans, by kind and zone."""
    grids: dict[Target, list[set[int]]] = {}
    for at, span in enumerate(spans):
        found = outlines(session, span.edition_id)
        level = {o.zone_id: o.level for o in found}
        for outline in found:
            if outline.level in kinds:
                grids.setdefault(Target(outline.level, outline.zone_id), [set() for _ in spans])
        for outline in found:
            for above in outline.path if outline.level == "grid" else ():
                if level.get(above) in kinds:
                    grids[Target(level[above], above)][at].add(outline.zone_id)
    ordered = sorted(grids.items(), key=lambda pair: (pair[0].kind, pair[0].zone_id))
    made = (_object(target, parts, spans, zone) for target, parts in ordered)
    return [one for one in made if one.days]


def _object(target: Target, parts: Sequence[set[int]], spans: Sequence[Span], zone: ZoneInfo) -> Object:
    days = sum(span.days(zone) for span, grids in zip(spans, parts, strict=True) if grids)
    return Object(target, tuple(tuple(sorted(grids)) for grids in parts), days)


def object_named(session: Session, rubric: Rubric, kind: str, code: str) -> Target:
    """An object that a rubric assesses, by kind and code. Raises NotFound."""
    found = session.scalar(select(Zone.id).where(Zone.level == kind, Zone.code == code))
    if found is None or kind not in {assessed.kind for assessed in rubric.objects}:
        raise NotFound("assessment.object", kind=kind, code=code)
    return Target(kind, found)


def whole_days(cycle: AssessmentCycle) -> int:
    """How many local days a cycle has."""
    return days_between(cycle.starts_at, cycle.stops_at, ZoneInfo(cycle.zone))


def days_between(starts: datetime, stops: datetime, zone: ZoneInfo) -> int:
    """How many local days lie between two local midnights."""
    return (stops.astimezone(zone).date() - starts.astimezone(zone).date()).days
