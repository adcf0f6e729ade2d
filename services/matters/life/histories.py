"""Lives that another system knew: each step checked as a move is, on top of where a matter stands. No tables here.

Roles are not asked, for it happened elsewhere. A matter without a deadline of its own gets the one of this office's
limits, as of its report.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.errors import Conflict, Invalid
from services.matters.deadlines.limits import Terms
from services.matters.life.due import due_after
from services.matters.life.moves import MOVES, STAGE_WORDS, WORDS, check_move
from services.matters.life.state import Event, State, step

# The acts by their usual names in Chinese files, besides the product's own words.
NAMES = {
    "受理": "accept", "立案": "file", "派遣": "dispatch", "处置": "handle", "核查": "check", "结案": "close",
    "回退": "return", "返工": "rework", "缓办": "defer", "恢复": "resume", "督办": "supervise", "作废": "void",
    "自行处置": "self_handle", "申诉": "appeal", "申诉成立": "uphold", "申诉驳回": "dismiss",
} | {act: act for act in MOVES}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A step as a file tells it, numbered as there."""

    row: int
    ref: str
    act: str
    at: datetime
    department: str | None = None
    until: datetime | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A matter as it stands, and the steps after its report that are known of it."""

    id: UUID
    code: str
    urgent: bool
    opened_at: datetime
    state: State
    steps: Sequence[tuple[str, datetime]] = ()


def in_order(lines: Sequence[Line]) -> list[Line]:
    """The steps of one matter by their time; those of one moment as in the file, which may begin with the newest."""
    backward = bool(lines) and lines[0].at > lines[-1].at
    return sorted(lines[::-1] if backward else lines, key=lambda line: line.at)


def further(known: Known, lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, in order, that are not known yet. Raises Invalid where what is known went another way."""
    for line, (act, at) in zip(lines, known.steps, strict=False):
        if (line.act, line.at) != (act, at):
            raise Invalid("life.history_differs", row=line.row, ref=line.ref, act=WORDS[act],
                          at=at.strftime("%Y-%m-%d %H:%M UTC"))  # fmt: skip
    return lines[len(known.steps) :]


def live(known: Known, lines: Sequence[Line], terms: Terms) -> Iterator[tuple[Event, State]]:
    """The events of one matter, each with the state after it. Raises Invalid, the row named."""
    state, kind = known.state, (known.code, known.urgent)
    last = known.steps[-1][1] if known.steps else known.opened_at
    for line in lines:
        _check(line, state, last)
        due, own = due_after(_dated(state, terms, known), line.act, line.at, line.until, terms, *kind)
        department = line.department if line.act == "dispatch" else None
        event = Event(state.seq + 1, line.act, line.at, None, department, None,
                      line.until if line.act == "defer" else None,
                      due.at, due.clock, own.at, own.clock, line.note)  # fmt: skip
        state, last = step(state, event), line.at
        yield event, state


def _check(line: Line, state: State, last: datetime) -> None:
    said = {"row": line.row, "ref": line.ref, "act": WORDS[line.act]}
    if line.at < last:
        raise Invalid("life.history_order", **said)
    try:
        check_move(line.act, state.stage, appealed=state.appealed, deferred=state.deferred(line.at))
    except Conflict as illegal:
        raise Invalid("life.history_move", **said, stage=STAGE_WORDS[state.stage]) from illegal
    if line.act == "defer" and not (line.until and line.until > line.at):
        raise Invalid("life.history_until", **said)


def _dated(state: State, terms: Terms, known: Known) -> State:
    """The same state, with this office's deadlines where the report came without one: the first event says them."""
    if state.seq > 1 or state.due_at is not None:
        return state
    due, own = due_after(State(), "report", known.opened_at, None, terms, known.code, known.urgent)
    return step(State(), Event(state.seq, "report", known.opened_at, due_at=due.at, due_clock=due.clock,
                               stage_due_at=own.at, stage_clock=own.clock))  # fmt: skip
