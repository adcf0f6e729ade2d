"""Where a matter stands: the fold of its events, a pure function of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from services.matters.life.moves import MOVES


@dataclass(frozen=True, slots=True)
class Event:
    """A step. The deadlines are as they stand after it; the clocks say how they run, None that they were given."""

    seq: int
    act: str
    at: datetime
    person_id: UUID | None = None
    department: str | None = None
    stage: str | None = None
    until: datetime | None = None
    due_at: datetime | None = None
    due_clock: str | None = None
    stage_due_at: datetime | None = None
    stage_clock: str | None = None
    note: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What is kept of a matter in its row, field by field."""

    stage: str = "reported"
    seq: int = 0
    department: str | None = None
    due_at: datetime | None = None
    due_clock: str | None = None
    stage_due_at: datetime | None = None
    stage_clock: str | None = None
    filing_due_at: datetime | None = None
    filed_at: datetime | None = None
    dispatched_at: datetime | None = None
    handling_due_at: datetime | None = None
    handled_at: datetime | None = None
    closed_at: datetime | None = None
    voided_at: datetime | None = None
    deferred_until: datetime | None = None
    deferrals: int = 0
    returns: int = 0
    reworks: int = 0
    supervised: bool = False
    appealed: bool = False
    self_handled: bool = False

    def deferred(self, now: datetime) -> bool:
        """Whether its clock stands still."""
        return self.deferred_until is not None and now < self.deferred_until and self.stage in ("filed", "dispatched")


STATE_FIELDS = tuple(f.name for f in fields(State))
EVENT_FIELDS = tuple(f.name for f in fields(Event))


def fold(events: Iterable[Event]) -> State:
    """The state that events add up to, in the order of their numbers."""
    state = State()
    for event in sorted(events, key=lambda e: e.seq):
        state = step(state, event)
    return state


def step(state: State, event: Event) -> State:
    """The state after one more event; whether the event was allowed is asked elsewhere (moves.py)."""
    move = MOVES.get(event.act)
    stage = event.stage or (move.to_stage if move else None) or state.stage
    changed: dict[str, Any] = {
        "stage": stage, "seq": event.seq, "due_at": event.due_at, "due_clock": event.due_clock,
        "stage_due_at": event.stage_due_at, "stage_clock": event.stage_clock,
    }  # fmt: skip
    # What a stage was due for stays on record when it is left.
    if stage in ("reported", "accepted"):
        changed["filing_due_at"] = event.stage_due_at
    elif stage == "dispatched":
        changed["handling_due_at"] = event.stage_due_at
    # A move to another stage ends a deferral that is running.
    if stage != state.stage and state.deferred(event.at):
        changed["deferred_until"] = event.at
    marks = MARKS.get(event.act)
    return replace(state, **changed | (marks(state, event) if marks else {}))


def _ends(event: Event) -> dict[str, Any]:
    return {"closed": {"closed_at": event.at}, "voided": {"voided_at": event.at}}.get(event.stage or "", {})


# What an act leaves in the row besides stage and deadlines.
MARKS: Mapping[str, Callable[[State, Event], dict[str, Any]]] = {
    # Another system may have given it to somebody already.
    "report": lambda _, e: {"department": e.department},
    "file": lambda _, e: {"filed_at": e.at},
    "dispatch": lambda s, e: {
        "department": e.department, "dispatched_at": s.dispatched_at or e.at, "handled_at": None,
    },
    "handle": lambda _, e: {"handled_at": e.at},
    "self_handle": lambda _, e: {"handled_at": e.at, "self_handled": True},
    "return": lambda s, _: {"department": None, "returns": s.returns + 1},
    "rework": lambda s, _: {"reworks": s.reworks + 1},
    "defer": lambda s, e: {"deferred_until": e.until, "deferrals": s.deferrals + 1},
    "resume": lambda _, e: {"deferred_until": e.at},
    "supervise": lambda _, __: {"supervised": True},
    "appeal": lambda _, __: {"appealed": True},
    "dismiss": lambda _, __: {"appealed": False},
    "uphold": lambda _, __: {
        "appealed": False, "closed_at": None, "voided_at": None, "department": None, "handled_at": None,
    },
    "close": lambda _, e: {"closed_at": e.at},
    "void": lambda _, e: {"voided_at": e.at},
    "take_over": lambda _, e: {"department": e.department} | _ends(e),
}  # fmt: skip
