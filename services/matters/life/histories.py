"""Lives of many matters from a file: each step checked as a move is, written set-wise, and folded into the rows.

Roles are not asked, for it happened elsewhere. A matter without a deadline of its own gets the one of this office's
limits, as of its report.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.roles import require
from services.access.scope import Scope
from services.bulk import copy_columns
from services.database import sql
from services.errors import Conflict, Invalid
from services.intake.features import Features
from services.intake.subjects import Reading
from services.matters.deadlines.limits import Terms
from services.matters.life.due import due_after
from services.matters.life.move import state_of
from services.matters.life.moves import MOVES, STAGE_WORDS, WORDS, check_move
from services.matters.life.state import EVENT_FIELDS, STATE_FIELDS, Event, State, step
from services.matters.tables import Matter

COLUMNS = {
    "ref": ("编号", "ref"), "act": ("动作", "环节", "act"), "at": ("时间", "at"), "department": ("部门", "department"),
    "until": ("缓办至", "until"), "note": ("说明", "note"),
}  # fmt: skip
# The acts by their usual names in Chinese files, besides the product's own words.
NAMES = {
    "受理": "accept", "立案": "file", "派遣": "dispatch", "处置": "handle", "核查": "check", "结案": "close",
    "回退": "return", "返工": "rework", "缓办": "defer", "恢复": "resume", "督办": "supervise", "作废": "void",
    "自行处置": "self_handle", "申诉": "appeal", "申诉成立": "uphold", "申诉驳回": "dismiss",
} | {act: act for act in MOVES}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file, numbered as there."""

    row: int
    ref: str
    act: str
    at: datetime
    department: str | None
    until: datetime | None
    note: str | None


def take_histories(session: Session, scope: Scope | None, features: Features, reading: Reading, terms: Terms) -> int:
    """Write the lives of matters that were only reported so far; returns the number of events.

    A scope of None is the operator's. Written whole or not at all: raises Invalid with the row where one can't be
    read, names no such matter, or can't follow the one before it.
    """
    if scope is not None:
        require(scope, "office")
    lines = sorted(read_lines(features, reading), key=lambda line: (line.ref, line.row))
    found = session.scalars(select(Matter).where(Matter.seq == 1, Matter.stage == "reported"))
    matters = {m.external_ref: (m.id, m.code, m.urgent, m.opened_at, state_of(m)) for m in found}
    session.expunge_all()
    events: list[tuple[UUID, Event]] = []
    states: list[tuple[UUID, State]] = []
    for ref, steps in groupby(lines, key=lambda line: line.ref):
        mine = list(steps)
        if ref not in matters:
            raise Invalid("life.history_ref", name=features.name, row=mine[0].row, ref=ref)
        matter_id, code, urgent, opened_at, state = matters[ref]
        for event, after in _live(features.name, state, opened_at, mine, terms, (code, urgent)):
            events.append((matter_id, event))
            state = after
        states.append((matter_id, state))
    _write(session, events, states)
    detail = {"file": features.name, "matters": len(states), "events": len(events)}
    record(session, scope.person_id if scope else None, "matter.histories", "matters", detail)
    return len(events)


def _dated(state: State, terms: Terms, code: str, urgent: bool, opened_at: datetime) -> State:
    """The same state, with this office's deadlines where the report came without one: the first event says them."""
    if state.seq > 1 or state.due_at is not None:
        return state
    due, own = due_after(State(), "report", opened_at, None, terms, code, urgent)
    return step(State(), Event(state.seq, "report", opened_at, due_at=due.at, due_clock=due.clock,
                               stage_due_at=own.at, stage_clock=own.clock))  # fmt: skip


def _live(
    name: str, state: State, opened_at: datetime, lines: Sequence[Line], terms: Terms, kind: tuple[str, bool]
) -> Iterator[tuple[Event, State]]:
    """The events of one matter, each with the state after it. Raises Invalid, the row named."""
    last = opened_at
    for line in lines:
        said = {"name": name, "row": line.row, "ref": line.ref, "act": WORDS[line.act]}
        if line.at < last:
            raise Invalid("life.history_order", **said)
        try:
            check_move(line.act, state.stage, appealed=state.appealed, deferred=state.deferred(line.at))
        except Conflict as illegal:
            raise Invalid("life.history_move", **said, stage=STAGE_WORDS[state.stage]) from illegal
        due, own = due_after(_dated(state, terms, *kind, opened_at), line.act, line.at, line.until, terms, *kind)
        event = Event(state.seq + 1, line.act, line.at, None, line.department, None, line.until,
                      due.at, due.clock, own.at, own.clock, line.note)  # fmt: skip
        state, last = step(state, event), line.at
        yield event, state


def read_lines(features: Features, reading: Reading) -> Iterator[Line]:
    """The rows of a file. Raises Invalid where a column is missing or a cell can't be read."""
    by_name = {c.strip().lower(): c for c in features.columns}
    at = {field: next((by_name[n] for n in names if n in by_name), None) for field, names in COLUMNS.items()}
    if None in (at["ref"], at["act"], at["at"]):
        raise Invalid("life.history_columns", name=features.name)
    nothing: list[str | None] = [None] * len(features.rows)
    columns = [features.column(column) if column else nothing for column in at.values()]
    times: dict[str | None, datetime | None] = {None: None}

    def time(row: int, cell: str | None) -> datetime | None:
        if cell not in times:
            try:
                times[cell] = reading.time(cell or "")
            except ValueError as unreadable:
                raise Invalid("life.history_row", name=features.name, row=row, cell=cell) from unreadable
        return times[cell]

    for row, (ref, act, when, department, until, note) in enumerate(zip(*columns, strict=True), start=2):
        known, moment = NAMES.get((act or "").strip()), time(row, when)
        if ref is None or known is None or moment is None:
            cell = act if ref and known is None else when if ref else ref
            raise Invalid("life.history_row", name=features.name, row=row, cell=cell or "")
        yield Line(row, ref, known, moment, department, time(row, until), note)


def _write(session: Session, events: Sequence[tuple[UUID, Event]], states: Sequence[tuple[UUID, State]]) -> None:
    """Many events and the rows that they add up to, through temporary tables: COPY does not pass row-level security."""
    session.execute(sql(__file__, "staged_lives.sql"))
    _copy(session, "staged_event", EVENT_FIELDS, events)
    _copy(session, "staged_state", STATE_FIELDS, states)
    for statement in ("add_events.sql", "keep_states.sql"):
        session.execute(sql(__file__, statement))


def _copy(session: Session, table: str, fields: Sequence[str], rows: Sequence[tuple[UUID, Any]]) -> None:
    columns: dict[str, list[object]] = {"matter_id": [matter_id for matter_id, _ in rows]}
    columns |= {field: [getattr(value, field) for _, value in rows] for field in fields}
    copy_columns(session, table, columns)
