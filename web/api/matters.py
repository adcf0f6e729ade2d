"""Matters for programs: report one, read one, move one on."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from pydantic import AwareDatetime, BaseModel

from geo.values import LonLat
from services.matters.deadlines.limits import load_terms
from services.matters.detail import MatterDetail, matter_detail
from services.matters.life.move import Wanted, move
from services.matters.life.moves import STAGE_WORDS, WORDS
from services.matters.report import NewMatter, report_matter
from web.access import Caller, Staff, StaffForm

router = APIRouter(prefix="/api/matters")
Note = Annotated[str, Form(max_length=2000)]
Word = Annotated[str, Form(max_length=120)]
Degrees = Annotated[float, Form(ge=-180, le=180)]


class ReportedOut(BaseModel):
    """The receipt of a report."""

    id: UUID
    ref: str
    stage: str
    seq: int
    due_at: datetime | None


class StoodOut(BaseModel):
    """Where a matter stands after a move; `seq` is what the next move has to have seen."""

    stage: str
    seq: int
    department: str | None
    due_at: datetime | None
    stage_due_at: datetime | None


class MoveOut(BaseModel):
    """A move that the caller may make now, and what it has to say (note, department, until)."""

    act: str
    label: str
    needs: tuple[str, ...]


class EventOut(BaseModel):
    """A step in its life; times in UTC, the place in degrees."""

    seq: int
    act: str
    label: str
    at: datetime
    person: str | None
    department: str | None
    until: datetime | None
    due_at: datetime | None
    stage_due_at: datetime | None
    note: str | None
    evidence: str | None
    place: tuple[float, float] | None


class MatterOut(BaseModel):
    """A matter with its life."""

    id: UUID
    ref: str
    code: str
    code_name: str
    source: str | None
    address: str | None
    at: tuple[float, float]
    accuracy_m: float | None
    opened_at: datetime
    urgent: bool
    stage: str
    stage_label: str
    seq: int
    department: str | None
    due_at: datetime | None
    stage_due_at: datetime | None
    closed_at: datetime | None
    deferred: bool
    deferred_until: datetime | None
    supervised: bool
    appealed: bool
    events: list[EventOut]
    moves: list[MoveOut]


@router.post("", status_code=201)
def report(  # noqa: PLR0913, PLR0917 (one for each field of the form)
    caller: StaffForm,
    code: Word,
    lon: Degrees,
    lat: Annotated[float, Form(ge=-85, le=85)],
    source: Word = "",
    address: Word = "",
    note: Note = "",
    evidence: Word = "",
    accuracy_m: Annotated[float | None, Form(ge=0, le=100_000)] = None,
    urgent: Annotated[bool, Form()] = False,
) -> ReportedOut:
    """Report a matter at a place."""
    terms = load_terms(caller.session, caller.state.settings.zone)
    new = NewMatter(code, LonLat(lon, lat), source or None, address, accuracy_m, urgent, note, evidence)
    made = report_matter(caller.session, caller.scope, new, terms, datetime.now(UTC))
    return ReportedOut(id=made.id, ref=made.ref, stage=made.state.stage, seq=made.state.seq, due_at=made.state.due_at)


@router.get("/{matter_id}")
def read(caller: Staff, matter_id: UUID) -> MatterOut:
    """A matter within the caller's scope; who read it is recorded."""
    now = datetime.now(UTC)
    found = matter_detail(caller.session, caller.scope, matter_id, now)
    terms = load_terms(caller.session, caller.state.settings.zone)
    return _out(found, caller, terms.catalogue.name(found.code, caller.lang))


@router.post("/{matter_id}/moves")
def make_move(  # noqa: PLR0913, PLR0917 (one for each field of the form)
    caller: StaffForm,
    matter_id: UUID,
    act: Word,
    seq: Annotated[int, Form(ge=1, le=100_000)],
    note: Note = "",
    department: Word = "",
    until: Annotated[AwareDatetime | None, Form()] = None,
    evidence: Word = "",
    lon: Annotated[float | None, Form(ge=-180, le=180)] = None,
    lat: Annotated[float | None, Form(ge=-85, le=85)] = None,
) -> StoodOut:
    """Make a move, given the number of the last event that was seen; 409 where somebody was faster."""
    place = LonLat(lon, lat) if lon is not None and lat is not None else None
    wanted = Wanted(act, seq, note, department or None, until, evidence, place)
    terms = load_terms(caller.session, caller.state.settings.zone)
    state = move(caller.session, caller.scope, matter_id, wanted, terms, datetime.now(UTC))
    return StoodOut(
        stage=state.stage, seq=state.seq, department=state.department, due_at=state.due_at,
        stage_due_at=state.stage_due_at,
    )  # fmt: skip


def _out(found: MatterDetail, caller: Caller, name: str) -> MatterOut:
    state = found.state
    events = [
        EventOut(
            seq=e.seq, act=e.act, label=WORDS[e.act].render(caller.lang), at=e.at, person=e.person,
            department=e.department, until=e.until, due_at=e.due_at, stage_due_at=e.stage_due_at, note=e.note,
            evidence=e.evidence, place=e.place,
        )
        for e in found.events
    ]  # fmt: skip
    moves = [MoveOut(act=m.act, label=m.words.render(caller.lang), needs=m.needs) for m in found.moves]
    return MatterOut(
        id=found.id, ref=found.ref, code=found.code, code_name=name, source=found.source, address=found.address,
        at=found.at, accuracy_m=found.accuracy_m, opened_at=found.opened_at, urgent=found.urgent, stage=state.stage,
        stage_label=STAGE_WORDS[state.stage].render(caller.lang), seq=state.seq, department=state.department,
        due_at=state.due_at, stage_due_at=state.stage_due_at, closed_at=state.closed_at, deferred=found.deferred,
        deferred_until=state.deferred_until, supervised=state.supervised, appealed=state.appealed, events=events,
        moves=moves,
    )  # fmt: skip
