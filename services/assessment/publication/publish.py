"""From a reckoned cycle to what all may see: notice, conclusion, publication. The only writer of its three tables."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.roles import require
from services.access.scope import Scope
from services.assessment.canonical import digest
from services.assessment.publication.read import latest, state_of
from services.assessment.publication.result import result_of
from services.assessment.publication.snapshot import code_digest, inputs_of
from services.assessment.publication.tables import (
    AssessmentPublication,
    AssessmentPublicationEvent,
    AssessmentSnapshot,
)
from services.assessment.scoring.changed import last_run
from services.assessment.tables import AssessmentChanged, AssessmentCycle
from services.errors import Conflict, Invalid

# What may follow each state; a cycle that has none is announced.
NEXT: dict[str, tuple[str, ...]] = {
    "announced": ("concluded", "withdrawn"), "concluded": ("published", "withdrawn"), "published": (), "withdrawn": (),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notice:
    """What is announced: the last local day of the notice, and why, where something was published before."""

    until: date
    reason: str = ""


def announce(
    session: Session, scope: Scope, cycle: AssessmentCycle, notice: Notice, now: datetime
) -> AssessmentPublication:
    """Freeze what a cycle came to as its next revision, and put it on notice.

    Raises Forbidden for others than the office, Conflict where one is under way, where the cycle is not reckoned or
    something has changed since, and Invalid where it still runs, where the notice ends before it begins, or where a
    further revision has no reason.
    """
    require(scope, "office")
    before = latest(session, cycle.id)
    if before is not None and state_of(session, before.id) in ("announced", "concluded"):
        raise Conflict("assessment.publication_open", cycle=cycle.key, revision=before.revision)
    if now < cycle.stops_at:
        raise Invalid("assessment.publication_early", cycle=cycle.key)
    if notice.until < now.astimezone(ZoneInfo(cycle.zone)).date():
        raise Invalid("assessment.notice_over", day=notice.until)
    if before is not None and not notice.reason.strip():
        raise Invalid("assessment.revision_reason", revision=before.revision)
    _check_reckoned(session, cycle)
    inputs = inputs_of(session, scope, cycle)
    result = result_of(inputs)
    made = AssessmentPublication(
        cycle_id=cycle.id, revision=before.revision + 1 if before else 1, reason=notice.reason.strip(),
        notice_until=notice.until, result=result, result_sha256=digest(result),
        inputs_sha256=digest(inputs), code_sha256=code_digest(), made_by=scope.person_id,
    )  # fmt: skip
    session.add(made)
    session.flush()
    session.add(AssessmentSnapshot(publication_id=made.id, inputs=inputs))
    _step(session, scope, made, "announced", notice.reason.strip())
    return made


def move(
    session: Session, scope: Scope, cycle: AssessmentCycle, act: str, now: datetime, note: str = ""
) -> AssessmentPublication:
    """Conclude a notice that is over, publish what was concluded, or withdraw either with a reason.

    Raises Forbidden for others than the office, Conflict where the state does not allow it or where the ledger says
    something else than what was announced, Invalid before the notice is over or without a reason.
    """
    require(scope, "office")
    found = latest(session, cycle.id)
    if found is None or act not in NEXT[state_of(session, found.id)]:
        raise Conflict("assessment.publication_step", cycle=cycle.key)
    if act == "withdrawn" and not note.strip():
        raise Invalid("assessment.withdraw_reason")
    if act == "concluded" and now.astimezone(ZoneInfo(cycle.zone)).date() <= found.notice_until:
        raise Invalid("assessment.notice_runs", day=found.notice_until)
    if act != "withdrawn" and differs(session, scope, cycle, found):
        raise Conflict("assessment.publication_moved", cycle=cycle.key)
    _step(session, scope, found, act, note.strip())
    return found


def differs(session: Session, scope: Scope, cycle: AssessmentCycle, published: AssessmentPublication) -> bool:
    """Whether the ledger says something else today than what was frozen. Scope must see everything."""
    return digest(inputs_of(session, scope, cycle)) != published.inputs_sha256


def _check_reckoned(session: Session, cycle: AssessmentCycle) -> None:
    waiting = select(func.count()).select_from(AssessmentChanged).where(AssessmentChanged.cycle_id == cycle.id)
    if last_run(session, cycle.id) is None or session.scalar(waiting):
        raise Conflict("assessment.publication_unreckoned", cycle=cycle.key)


def _step(session: Session, scope: Scope, of: AssessmentPublication, act: str, note: str) -> None:
    last = select(func.max(AssessmentPublicationEvent.seq)).where(AssessmentPublicationEvent.publication_id == of.id)
    seq = (session.scalar(last) or 0) + 1
    session.add(AssessmentPublicationEvent(publication_id=of.id, seq=seq, act=act, note=note,
                                           person_id=scope.person_id))  # fmt: skip
    session.flush()
    detail = {"revision": of.revision, "result": of.result_sha256, "note": note}
    record(session, scope.person_id, f"assessment.{act}", str(of.cycle_id), detail)
