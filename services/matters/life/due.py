"""The deadlines as they stand after a move."""

from datetime import datetime

from services.matters.deadlines.limits import NOT_DUE, Due, Terms
from services.matters.life.state import State
from services.working_time.clocks import CLOCKS, Clock

# The limit that begins to run with an act; what is not here changes no stage's deadline.
BEGINS = {
    "report": "file", "file": "dispatch", "dispatch": "handle", "handle": "check", "self_handle": "check",
    "rework": "handle", "return": "dispatch", "uphold": "dispatch",
}  # fmt: skip


def due_after(
    state: State, act: str, at: datetime, until: datetime | None, terms: Terms, code: str, urgent: bool
) -> tuple[Due, Due]:
    """For closing, and for leaving the stage that the act leads to (of a matter of that code).

    A deferral stops both clocks; resuming, or moving on to another stage, lets what was left run from then.
    """
    due, own = Due(state.due_at, clock_of(state.due_clock)), Due(state.stage_due_at, clock_of(state.stage_clock))
    if act == "defer" and until is not None:
        return terms.shifted(due, at, until), terms.shifted(own, at, until)
    if state.deferred_until is not None and state.deferred(at) and act not in ("supervise", "redate"):
        due, own = (terms.shifted(d, state.deferred_until, at) for d in (due, own))
    if act in ("void", "close"):
        return (NOT_DUE if act == "void" else due), NOT_DUE
    if act in BEGINS:
        own = terms.due(BEGINS[act], code, urgent, at)
    if act in ("report", "uphold"):
        due = terms.due("close", code, urgent, at)
    return due, own


def clock_of(written: str | None) -> Clock | None:
    """The clock of that name, as rows keep it."""
    return next((c for c in CLOCKS if c == written), None)
