"""Running a cycle: evidence gathered, objects scored, the ledger brought to it, and the longer cycles after it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.assessment.cycles import parts
from services.assessment.ledger.write import Hand, keep
from services.assessment.marks import inspections_of, standing_marks
from services.assessment.objects import Object, Span, Target, keep_spans, objects_of, spans_of
from services.assessment.rubric.model import Rubric
from services.assessment.rubric.tables import RubricVersion
from services.assessment.rubric.versions import rubric_of
from services.assessment.scoring.changed import Changed, last_run, take
from services.assessment.scoring.gather import Gathering, gather
from services.assessment.scoring.outcomes import Reckoned, keep_scores
from services.assessment.scoring.roll import roll_up
from services.assessment.scoring.total import score_object
from services.assessment.tables import AssessmentCycle, AssessmentRun
from services.errors import Forbidden

Progress = Callable[[int, int], None]
# So many objects are scored and written at a time, so that progress is told and memory stays small.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run of one cycle came to: how many objects were reckoned, how many lines the ledger gained.

    `zones` are theirs, None for all.
    """

    cycle: str
    objects: int
    entries: int
    zones: frozenset[int] | None = frozenset()

    @property
    def whole(self) -> bool:
        """Whether all objects were reckoned, not only those that something changed of."""
        return self.zones is None


@dataclass(frozen=True, slots=True)
class Ask:
    """How a cycle is run: in whose name, as of when, all of it or what has changed."""

    scope: Scope
    now: datetime
    whole: bool = False
    progress: Progress = lambda done, total: None


def run(session: Session, cycle: AssessmentCycle, ask: Ask) -> list[Ran]:
    """Run a cycle with the shorter ones that it is combined from, then the longer ones above it.

    Raises Forbidden for anybody but the office, Invalid where no boundaries were in force.
    """
    if not ask.scope.everything:
        raise Forbidden("assessment.office")
    made = _down(session, cycle, ask)
    above = cycle.parent_id
    while above is not None:
        parent = session.get_one(AssessmentCycle, above)
        made.append(_combined(session, parent, ask, made[-1:]))
        above = parent.parent_id
    detail = {"whole": ask.whole, "entries": sum(one.entries for one in made)}
    record(session, ask.scope.person_id, "assessment.run", cycle.key, detail)
    return made


def _down(session: Session, cycle: AssessmentCycle, ask: Ask) -> list[Ran]:
    if cycle.scored:
        return [_scored(session, cycle, ask)]
    under = [_down(session, part, ask) for part in parts(session, cycle)]
    made = _combined(session, cycle, ask, [ran[-1] for ran in under])
    return [*(ran for some in under for ran in some), made]


def held(session: Session, cycle_id: int) -> AssessmentCycle:
    """The cycle, held until the end of the transaction: two runs of one cycle follow each other."""
    chosen = select(AssessmentCycle).where(AssessmentCycle.id == cycle_id).with_for_update(key_share=True)
    return session.scalars(chosen).one()


def _rubric(session: Session, cycle: AssessmentCycle) -> Rubric:
    return rubric_of(session.get_one(RubricVersion, cycle.rubric_version_id))


def _scored(session: Session, cycle: AssessmentCycle, ask: Ask) -> Ran:
    cycle = held(session, cycle.id)
    if ask.now < cycle.starts_at:
        return Ran(cycle.key, 0, 0)
    rubric, spans = _rubric(session, cycle), spans_of(session, cycle)
    moved = keep_spans(session, cycle, spans)
    changed = take(session, cycle, spans, ask.now)
    if moved or ask.whole:
        changed = Changed(everything=True)
    kinds = [assessed.kind for assessed in rubric.objects]
    objects = [one for one in objects_of(session, kinds, spans, ZoneInfo(cycle.zone)) if _concerned(one, changed)]
    if not objects:
        return Ran(cycle.key, 0, 0)
    return _reckoned(session, cycle, ask, rubric, spans, objects, whole=changed.everything)


def _concerned(one: Object, changed: Changed) -> bool:
    mine = {one.target.zone_id, *(grid for grids in one.grids for grid in grids)}
    return changed.everything or not mine.isdisjoint(changed.zones)


def _reckoned(
    session: Session, cycle: AssessmentCycle, ask: Ask, rubric: Rubric, spans: Sequence[Span],
    objects: Sequence[Object], *, whole: bool,
) -> Ran:  # fmt: skip
    of_all = None if whole else tuple(sorted({g for one in objects for grids in one.grids for g in grids}))
    marks = standing_marks(session, cycle, None if whole else [one.target.zone_id for one in objects])
    evidence = gather(session, rubric, Gathering(ask.scope, cycle, spans, ask.now, objects, of_all, marks))
    inspected = inspections_of(marks)
    hand = Hand(cycle, begin(session, cycle, ask, whole=whole, objects=len(objects)), ask.scope.person_id)
    entries = 0
    for at in range(0, len(objects), AT_ONCE):
        ask.progress(at, len(objects))
        reckoned: dict[Target, Reckoned] = {}
        for one in objects[at : at + AT_ONCE]:
            count = inspected.get(one.target, 0)
            scored = score_object(rubric, evidence[one.target], cycle.kind, count)
            reckoned[one.target] = Reckoned(scored, count, one.days)
        entries += keep(session, hand, {target: r.scored.lines for target, r in reckoned.items()})
        keep_scores(session, cycle.id, reckoned)
    ask.progress(len(objects), len(objects))
    return Ran(cycle.key, len(objects), entries, None if whole else frozenset(o.target.zone_id for o in objects))


def begin(session: Session, cycle: AssessmentCycle, ask: Ask, *, whole: bool, objects: int) -> int:
    """Note a run, so that its lines can name it."""
    made = AssessmentRun(cycle_id=cycle.id, whole=whole, as_of=ask.now, objects=objects, person_id=ask.scope.person_id)
    session.add(made)
    session.flush()
    return made.id


def _combined(session: Session, cycle: AssessmentCycle, ask: Ask, under: Sequence[Ran]) -> Ran:
    """A cycle from its parts, for the zones that were reckoned under it; all of them the first time."""
    cycle = held(session, cycle.id)
    zones = _zones(under) if last_run(session, cycle.id) is not None else None
    if zones is not None and not zones:
        return Ran(cycle.key, 0, 0)
    reckoned = roll_up(session, _rubric(session, cycle), cycle, parts(session, cycle), zones)
    if not reckoned:
        return Ran(cycle.key, 0, 0)
    run_id = begin(session, cycle, ask, whole=zones is None, objects=len(reckoned))
    lines = {target: one.scored.lines for target, one in reckoned.items()}
    entries = keep(session, Hand(cycle, run_id, ask.scope.person_id), lines)
    keep_scores(session, cycle.id, reckoned)
    return Ran(cycle.key, len(reckoned), entries, zones)


def _zones(under: Sequence[Ran]) -> frozenset[int] | None:
    found: frozenset[int] = frozenset()
    for ran in under:
        if ran.zones is None:
            return None
        found |= ran.zones
    return found
