"""Versions of rubrics: handed in, approved, read. The only writer of rubric_version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session, aliased

from services.access.audit import record
from services.access.roles import require
from services.access.scope import Scope
from services.access.tables import Person
from services.assessment.canonical import digest
from services.assessment.evidence.registry import given_by_people
from services.assessment.evidence.registry import known as query_known
from services.assessment.rubric.canonical import canonical, from_canonical
from services.assessment.rubric.model import Rubric
from services.assessment.rubric.proof import Proof, Shape, prove
from services.assessment.rubric.read import read_rubric
from services.assessment.rubric.tables import RubricVersion
from services.errors import Conflict, Invalid, NotFound
from services.messages import Message, message

MOST_DECISION = 300
STATES: dict[str, Message] = {"draft": message("Draft"), "approved": message("Approved")}


@dataclass(frozen=True, slots=True)
class Listed:
    """A version with the names of who handed it in and who approved it."""

    version: RubricVersion
    added_by: str
    approved_by: str | None


def shape_of(name: str) -> Shape | None:
    """The shape of a named evidence, as the registry has it."""
    if given_by_people(name):
        return "given"
    query = query_known(name)
    return query.shape if query else None


def proof_of(rubric: Rubric) -> Proof:
    """What is proven of a rubric, with the evidence that this product can count."""
    return prove(rubric, shape_of)


def check(data: bytes) -> tuple[Rubric, Proof]:
    """A file as a rubric with its proof. Raises Invalid where it can't be read."""
    reading = read_rubric(data)
    if reading.rubric is None:
        raise Invalid("rubric.faults", count=len(reading.faults), first=reading.faults[0])
    return reading.rubric, proof_of(reading.rubric)


def add(session: Session, scope: Scope, data: bytes) -> RubricVersion:
    """Hand in a file as the next version of its rubric, a draft.

    Raises Forbidden for others than the office, Invalid where the file can't be read, Conflict where a version says
    exactly the same already. What is not proven or not decided yet may be a draft.
    """
    require(scope, "office")
    rubric, _ = check(data)
    kept = canonical(rubric)
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext('rubric_version'))"))
    of_it = RubricVersion.rubric == rubric.id
    same = session.scalar(select(RubricVersion.number).where(of_it, RubricVersion.sha256 == digest(kept)))
    if same is not None:
        raise Conflict("rubric.same", number=same)
    number = (session.scalar(select(func.max(RubricVersion.number)).where(of_it)) or 0) + 1
    made = RubricVersion(rubric=rubric.id, number=number, file=data.decode("utf-8-sig"), canonical=kept,
                         sha256=digest(kept), state="draft", added_by=scope.person_id)  # fmt: skip
    session.add(made)
    session.flush()
    detail = {"rubric": rubric.id, "number": number, "sha256": made.sha256}
    record(session, scope.person_id, "rubric.add", str(made.id), detail)
    return made


def approve(session: Session, scope: Scope, version_id: int, decision: str, valid_from: date, now: datetime) -> None:
    """Approve a draft in force from a local day on; from then on it does not change.

    `decision` names who decided it and under which number: the office enters it, others decide. `now` is local.
    Raises NotFound, Forbidden, Conflict where it is approved, Invalid where it is not proven, its decision is not named
    or its day is over.
    """
    require(scope, "office")
    version = _draft(session, scope, version_id)
    proof = proof_of(rubric_of(version))
    if not proof.sound:
        raise Invalid("rubric.unsound", number=version.number, first=proof.faults[0].problem)
    if not 2 <= len(decision.strip()) <= MOST_DECISION:
        raise Invalid("rubric.decision", most=MOST_DECISION)
    if valid_from < now.date():
        raise Invalid("rubric.day", day=valid_from)
    version.state, version.decision, version.valid_from = "approved", decision.strip(), valid_from
    version.approved_by, version.approved_at = scope.person_id, now.astimezone(UTC)
    session.flush()
    record(session, scope.person_id, "rubric.approve", str(version.id),
           {"rubric": version.rubric, "number": version.number, "sha256": version.sha256,
            "valid_from": valid_from.isoformat()})  # fmt: skip


def discard(session: Session, scope: Scope, version_id: int) -> None:
    """Throw a draft away. Raises NotFound, Forbidden, Conflict where it is approved."""
    require(scope, "office")
    version = _draft(session, scope, version_id)
    session.execute(delete(RubricVersion).where(RubricVersion.id == version.id))
    record(session, scope.person_id, "rubric.discard", str(version.id),
           {"rubric": version.rubric, "number": version.number, "sha256": version.sha256})  # fmt: skip


def _draft(session: Session, scope: Scope, version_id: int) -> RubricVersion:
    """A draft, locked."""
    version = version_named(session, scope, version_id)
    session.refresh(version, with_for_update=True)
    if version.state != "draft":
        raise Conflict("rubric.approved", number=version.number)
    return version


def version_named(session: Session, scope: Scope, version_id: int) -> RubricVersion:
    """A version that the caller may read. Raises NotFound."""
    version = session.get(RubricVersion, version_id)
    if version is None or not _may_read(scope, version):
        raise NotFound("rubric.none", id=version_id)
    return version


def _may_read(scope: Scope, version: RubricVersion) -> bool:
    """The office reads all of them, the forum none, everybody else what is approved."""
    return scope.role == "office" or (scope.role != "forum" and version.state == "approved")


def versions_of(session: Session, scope: Scope) -> Sequence[Listed]:
    """The versions that the caller may read, by rubric, the newest first."""
    adder, approver = aliased(Person), aliased(Person)
    chosen = (
        select(RubricVersion, adder.display_name, approver.display_name)
        .outerjoin(adder, adder.id == RubricVersion.added_by)
        .outerjoin(approver, approver.id == RubricVersion.approved_by)
        .order_by(RubricVersion.rubric, RubricVersion.number.desc())
    )
    return [Listed(version, by or "", approved) for version, by, approved in session.execute(chosen)
            if _may_read(scope, version)]  # fmt: skip


def in_force(session: Session, scope: Scope, rubric: str, day: date) -> RubricVersion | None:
    """The version of a rubric that holds on a local day: the last one approved from that day or before."""
    chosen = (
        select(RubricVersion)
        .where(RubricVersion.rubric == rubric, RubricVersion.state == "approved", RubricVersion.valid_from <= day)
        .order_by(RubricVersion.valid_from.desc(), RubricVersion.number.desc())
        .limit(1)
    )
    return None if scope.role == "forum" else session.scalars(chosen).first()


def rubric_of(version: RubricVersion) -> Rubric:
    """The rubric that a version holds, from its canonical bytes."""
    return from_canonical(version.canonical)
