"""Cycles: a period in which a version of a rubric holds, with the shorter ones that it is combined from.

The only writer of assessment_cycle.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.assessment.rubric.decidable import decided
from services.assessment.rubric.model import Rubric
from services.assessment.rubric.versions import proof_of, rubric_of, version_named
from services.assessment.said import Said, Words
from services.assessment.scoring.total import ORDER
from services.assessment.tables import AssessmentCycle
from services.errors import Conflict, Forbidden, Invalid, NotFound
from services.measures.period import Kind, Period, containing, edges, parse

# How many metres outside all grids still count as the surroundings (周边) of the nearest one.
AROUND_M = 100


def open_cycle(
    session: Session, scope: Scope, version_id: int, key: str, zone: ZoneInfo, around_m: int = AROUND_M
) -> AssessmentCycle:
    """Open a cycle and all the shorter ones down to the period in which the rubric scores items.

    Raises Forbidden for anybody but the office, NotFound, Invalid where the rubric is not approved, not yet in force,
    or leaves anything undecided, and Conflict where a cycle of the rubric is open for one of the periods.
    """
    if not scope.everything:
        raise Forbidden("assessment.office")
    version = version_named(session, scope, version_id)
    period, rubric = parse(key), rubric_of(version)
    if version.state != "approved" or version.valid_from is None:
        raise Invalid("assessment.not_approved", number=version.number)
    if version.valid_from > period.start:
        raise Invalid("assessment.not_valid", number=version.number, day=version.valid_from, cycle=key)
    check(rubric, period)
    made: dict[str, AssessmentCycle] = {}
    for part, parent in parts_of(rubric, period):
        made[part.key] = _opened(session, scope, version.id, rubric, part, made.get(parent), zone, around_m)
    record(session, scope.person_id, "assessment.open", period.key, {"rubric": rubric.id, "version": version.id})
    return made[period.key]


def check(rubric: Rubric, period: Period) -> None:
    """Raise Invalid where a cycle of this rubric can't be opened for the period."""
    proof = proof_of(rubric)
    if not proof.complete:
        places: list[tuple[str, Words | Said]] = [(one.at, one.what) for one in proof.open]
        places = places or [(one.at, one.problem) for one in proof.faults]
        raise Invalid("assessment.undecided", count=len(places), at=places[0][0], what=places[0][1])
    if period.kind not in ORDER:
        raise Invalid("assessment.kind", cycle=period.key)
    every = rubric.roll_up.every
    if ORDER.index(period.kind) < ORDER.index(every):
        raise Invalid("assessment.shorter", every=every)
    if any(assessed.kind == "department" for assessed in rubric.objects):
        raise Invalid("assessment.departments")
    for item in rubric.items:
        if ORDER.index(item.period) > ORDER.index(every):
            raise Invalid("assessment.longer", item=item.key, period=item.period, every=every)


def parts_of(rubric: Rubric, period: Period) -> Iterator[tuple[Period, str]]:
    """A period and those it is combined from, each with the key of its parent ("" for the first), parents first."""
    yield period, ""
    shorter = next_shorter(rubric, period.kind)
    if shorter is None:
        return
    part = containing(period.start, shorter)
    while part.start < period.stop:
        for one, parent in parts_of(rubric, part):
            yield one, parent or period.key
        part = part.moved(1)


def next_shorter(rubric: Rubric, kind: str) -> Kind | None:
    """The kind of period that one is combined from: the next that the rubric declares; None where items are scored."""
    every = rubric.roll_up.every
    if kind == every:
        return None
    declared = [k for k in ORDER[ORDER.index(every) + 1 : ORDER.index(kind)] if decided(getattr(rubric.roll_up, k))]
    return declared[-1] if declared else every


def _opened(
    session: Session, scope: Scope, version_id: int, rubric: Rubric, part: Period, parent: AssessmentCycle | None,
    zone: ZoneInfo, around_m: int,
) -> AssessmentCycle:  # fmt: skip
    taken = select(AssessmentCycle.id).where(AssessmentCycle.rubric == rubric.id, AssessmentCycle.key == part.key)
    if session.scalar(taken) is not None:
        raise Conflict("assessment.open_already", cycle=part.key)
    starts_at, stops_at = edges([part], zone)
    made = AssessmentCycle(
        key=part.key, kind=part.kind, rubric=rubric.id, rubric_version_id=version_id,
        parent_id=parent.id if parent else None, scored=part.kind == rubric.roll_up.every, starts_at=starts_at,
        stops_at=stops_at, zone=zone.key, around_m=around_m, opened_by=scope.person_id,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def cycles(session: Session) -> list[AssessmentCycle]:
    """All cycles, by rubric, the latest first and the longest of those that begin together."""
    chosen = select(AssessmentCycle).order_by(
        AssessmentCycle.rubric, AssessmentCycle.starts_at.desc(), AssessmentCycle.stops_at.desc()
    )
    return list(session.scalars(chosen))


def cycle(session: Session, key: str, rubric: str = "") -> AssessmentCycle:
    """A cycle by its period's key, of a rubric or of the first that has one. Raises NotFound."""
    chosen = select(AssessmentCycle).where(AssessmentCycle.key == key).order_by(AssessmentCycle.id).limit(1)
    found = session.scalar(chosen.where(AssessmentCycle.rubric == rubric) if rubric else chosen)
    if found is None:
        raise NotFound("assessment.no_cycle", cycle=key)
    return found


def parts(session: Session, of: AssessmentCycle) -> list[AssessmentCycle]:
    """The cycles that one is combined from, in order."""
    chosen = select(AssessmentCycle).where(AssessmentCycle.parent_id == of.id)
    return list(session.scalars(chosen.order_by(AssessmentCycle.starts_at)))
