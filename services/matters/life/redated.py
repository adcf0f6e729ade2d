"""Deadlines by the rules of today, for what began to run on a day or later: a replay of a life. No tables here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from services.matters.deadlines.limits import NOT_DUE, Due, Terms
from services.matters.life.due import BEGINS, clock_of, due_after
from services.matters.life.state import Event, State, step


@dataclass(slots=True)
class _Held:
    """Whether a deadline stays as it was set: its clock began earlier, or it was given with the matter."""

    close: bool = True
    own: bool = True

    def after(self, event: Event, since: datetime) -> None:
        """What the event changes about that."""
        if event.act in ("report", "uphold"):
            self.close = event.at < since or (event.due_at is not None and event.due_clock is None)
        if event.act in BEGINS or event.act == "take_over":
            # Nobody knows since when a matter has stood where it was taken over.
            self.own = event.at < since or event.act == "take_over"


def redated(events: Iterable[Event], since: datetime, terms: Terms, code: str, urgent: bool) -> tuple[Due, Due]:
    """For closing and for its stage: when a matter of that life is due by these terms.

    A deadline whose clock began before `since`, and one that was given with the matter, is the one that the events say.
    """
    state, held = State(), _Held()
    for event in sorted(events, key=lambda e: e.seq):
        told = _told(event)
        held.after(event, since)
        due, own = _again(state, event, terms, code, urgent)
        due, own = told[0] if held.close else due, told[1] if held.own else own
        state = step(state, replace(event, due_at=due.at, due_clock=due.clock,
                                    stage_due_at=own.at, stage_clock=own.clock))  # fmt: skip
    return standing(state)


def _again(state: State, event: Event, terms: Terms, code: str, urgent: bool) -> tuple[Due, Due]:
    if event.act == "redate":
        return standing(state)
    if event.act == "take_over":
        return standing(state)[0], NOT_DUE
    return due_after(state, event.act, event.at, event.until, terms, code, urgent)


def _told(event: Event) -> tuple[Due, Due]:
    return Due(event.due_at, clock_of(event.due_clock)), Due(event.stage_due_at, clock_of(event.stage_clock))


def standing(state: State) -> tuple[Due, Due]:
    """For closing and for its stage: when a matter that stands so is due."""
    return Due(state.due_at, clock_of(state.due_clock)), Due(state.stage_due_at, clock_of(state.stage_clock))
