"""A review after it was opened: answered by the visitor's side, decided by another person, opened again by the office.

Each step is an event; the row is their fold. Nothing here touches a person: the most that happens is that a visit is
not counted.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.errors import Conflict, Forbidden, Invalid, NotFound
from services.visit_review.reach import login_of, seen_by
from services.visit_review.tables import VisitReview, VisitReviewEvent

ANSWERING = ("grid_leader", "area_leader")
DECIDING = ("office", "community")
DECISIONS = ("kept", "accepted", "struck")
MOST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody writes, and the number of the last event that they saw."""

    note: str
    seen: int


def may_reply(session: Session, scope: Scope, review: VisitReview) -> bool:
    """Whether the caller answers for a visit: its visitor, or a leader in whose grids it lies."""
    return scope.role in ANSWERING or (review.visitor is not None and review.visitor == login_of(session, scope))


def reply(session: Session, scope: Scope, ref: str, said: Said) -> VisitReview:
    """Answer for a visit; more than once if need be, as long as nothing is decided.

    Raises NotFound, Forbidden for others, Conflict where it is decided or has moved on, Invalid without a word.
    """
    review = _locked(session, scope, ref)
    if not may_reply(session, scope, review):
        raise Forbidden("visit_review.not_yours")
    _check(review, said)
    return _step(session, scope, review, "reply", said.note, state="replied")


def decide(session: Session, scope: Scope, ref: str, outcome: str, said: Said, now: datetime) -> VisitReview:
    """Decide: the visit counts as it is (kept), by the answer (accepted), or is not counted (struck).

    Raises NotFound, Forbidden for other roles and for whoever made or answered for the visit, Invalid for no such
    decision or without a word, Conflict where it has moved on, or would be struck unheard.
    """
    review = _locked(session, scope, ref)
    if scope.role not in DECIDING:
        raise Forbidden("visit_review.role")
    if outcome not in DECISIONS:
        raise Invalid("visit_review.outcome", outcome=outcome)
    _check(review, said)
    if _is_side(session, scope, review):
        raise Forbidden("visit_review.own")
    if outcome == "accepted" and review.state != "replied":
        raise Conflict("visit_review.no_answer")
    if outcome == "struck" and review.state == "open" and now < review.reply_until:
        raise Conflict("visit_review.unheard", until=review.reply_until.strftime("%Y-%m-%d %H:%M UTC"))
    return _step(session, scope, review, "decide", said.note, state="decided", outcome=outcome)


def reopen(session: Session, scope: Scope, ref: str, said: Said) -> VisitReview:
    """Open a decided review again. Raises NotFound, Forbidden for anybody but the office, Conflict, Invalid."""
    review = _locked(session, scope, ref)
    if scope.role != "office":
        raise Forbidden("visit_review.reopen")
    if review.state != "decided":
        raise Conflict("visit_review.not_decided", ref=ref)
    _check(review, said, decided=True)
    answered = select(VisitReviewEvent.seq).where(
        VisitReviewEvent.visit_id == review.visit_id, VisitReviewEvent.act == "reply"
    )
    state = "replied" if session.scalars(answered.limit(1)).first() else "open"
    return _step(session, scope, review, "reopen", said.note, state=state)


def _locked(session: Session, scope: Scope, ref: str) -> VisitReview:
    """The review as it is now, held until the end of the transaction."""
    chosen = select(VisitReview).where(VisitReview.ref == ref, seen_by(session, scope)).with_for_update()
    found = session.scalars(chosen.execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound("visit_review.none", ref=ref)
    return found


def _check(review: VisitReview, said: Said, *, decided: bool = False) -> None:
    if review.seq != said.seen:
        raise Conflict("visit_review.moved", ref=review.ref)
    if review.state == "decided" and not decided:
        raise Conflict("visit_review.decided", ref=review.ref)
    if not said.note.strip():
        raise Invalid("visit_review.note")


def _is_side(session: Session, scope: Scope, review: VisitReview) -> bool:
    """Whether the caller made the visit or answered for it."""
    if review.visitor is not None and review.visitor == login_of(session, scope):
        return True
    mine = select(VisitReviewEvent.seq).where(
        VisitReviewEvent.visit_id == review.visit_id, VisitReviewEvent.act == "reply",
        VisitReviewEvent.person_id == scope.person_id,
    )  # fmt: skip
    return session.scalars(mine.limit(1)).first() is not None


def _step(
    session: Session, scope: Scope, review: VisitReview, act: str, note: str, *, state: str, outcome: str | None = None
) -> VisitReview:
    review.seq, review.state, review.outcome = review.seq + 1, state, outcome
    session.execute(insert(VisitReviewEvent).values(
        visit_id=review.visit_id, seq=review.seq, act=act, person_id=scope.person_id, note=note.strip(),
        outcome=outcome))  # fmt: skip
    detail = {"act": act, "seq": review.seq, "outcome": outcome}
    record(session, scope.person_id, f"visit_review.{act}", review.ref, detail)
    session.flush()
    return review
