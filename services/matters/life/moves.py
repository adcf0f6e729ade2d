"""Which move leads from where to where, and who may make it: the whole life of a matter as one table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from services.errors import Conflict, Forbidden, Invalid
from services.matters.tables import OPEN, STAGES
from services.messages import Message, message

Act = Literal[
    "report", "accept", "file", "dispatch", "handle", "check", "close", "return", "rework", "defer", "resume",
    "supervise", "void", "self_handle", "appeal", "uphold", "dismiss", "take_over", "redate",
]  # fmt: skip
ACTS: tuple[Act, ...] = get_args(Act)
DESK = ("office", "community")
FIELD = ("office", "community", "area_leader", "grid_leader")
CHECKERS = ("office", "community", "area_leader", "inspector")
EVERY = (*FIELD, "inspector")


@dataclass(frozen=True, slots=True)
class Move:
    """A move: from which stages, to which (None stays), by which roles, and what it has to say."""

    act: Act
    from_stages: tuple[str, ...]
    to_stage: str | None
    roles: tuple[str, ...]
    words: Message
    needs: tuple[str, ...] = ()


_TABLE = (
    Move("accept", ("reported",), "accepted", DESK, message("Accept")),
    Move("file", ("accepted",), "filed", DESK, message("File the case")),
    Move("dispatch", ("filed",), "dispatched", DESK, message("Dispatch"), ("department",)),
    Move("handle", ("dispatched",), "handled", FIELD, message("Report as handled"), ("note",)),
    Move("check", ("handled",), "checked", CHECKERS, message("Check: it is done")),
    Move("close", ("checked",), "closed", DESK, message("Close the case")),
    Move("return", ("dispatched",), "filed", FIELD, message("Return: not ours"), ("note",)),
    Move("rework", ("handled", "checked"), "dispatched", CHECKERS, message("Send back: not done"), ("note",)),
    Move("defer", ("filed", "dispatched"), None, ("office",), message("Defer"), ("note", "until")),
    Move("resume", ("filed", "dispatched"), None, ("office",), message("End the deferral")),
    Move("supervise", OPEN, None, ("office",), message("Supervise"), ("note",)),
    Move("void", ("reported", "accepted", "filed", "dispatched"), "voided", DESK, message("Void"), ("note",)),
    Move("self_handle", ("reported", "accepted"), "handled", FIELD, message("Handled by the grid itself"), ("note",)),
    Move("appeal", ("closed", "voided"), None, EVERY, message("Appeal"), ("note",)),
    Move("uphold", ("closed", "voided"), "filed", ("office",), message("Uphold the appeal"), ("note",)),
    Move("dismiss", ("closed", "voided"), None, ("office",), message("Dismiss the appeal"), ("note",)),
)
MOVES: Mapping[str, Move] = {m.act: m for m in _TABLE}
# Not moves of a person on a page: the first event, a file from another system, a deadline that is set anew.
WORDS: Mapping[str, Message] = {
    **{m.act: m.words for m in _TABLE},
    "report": message("Reported"), "take_over": message("Taken over from another system"),
    "redate": message("Deadline set anew"),
}  # fmt: skip
STAGE_WORDS: Mapping[str, Message] = dict(
    zip(
        STAGES,
        (message("reported"), message("accepted"), message("filed"), message("dispatched"), message("handled"),
         message("checked"), message("closed"), message("voided")),
        strict=True,
    )
)  # fmt: skip


def open_to(stage: str, role: str, *, appealed: bool, deferred: bool) -> list[Move]:
    """The moves that somebody of a role may make now, in the order of the table."""
    return [m for m in _TABLE if stage in m.from_stages and role in m.roles and not _barred(m.act, appealed, deferred)]


def check_move(act: str, stage: str, *, appealed: bool, deferred: bool) -> Move:
    """The move, where it leads on from a stage. Raises Invalid for no such move, Conflict where it does not."""
    move = MOVES.get(act)
    if move is None:
        raise Invalid("life.no_such_move", act=act)
    if stage not in move.from_stages or _barred(act, appealed, deferred):
        raise Conflict("life.illegal", act=move.words, stage=STAGE_WORDS[stage])
    return move


def check_role(move: Move, role: str) -> None:
    """Refuse a role that may not make a move. Raises Forbidden."""
    if role not in move.roles:
        raise Forbidden("life.role", act=move.words)


def _barred(act: str, appealed: bool, deferred: bool) -> bool:
    """Decisions need an appeal, and there is one at a time; the same with deferrals."""
    if act in ("uphold", "dismiss", "appeal"):
        return appealed == (act == "appeal")
    if act in ("defer", "resume"):
        return deferred == (act == "defer")
    return False
