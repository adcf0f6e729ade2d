"""A draft takes force: its boundaries are written and every point is located under them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.errors import Conflict, Invalid
from services.geography import editions, writing
from services.geography.changes import changes
from services.geography.drafts.draft import Draft, load_draft, refuse_used, refuse_used_zones
from services.geography.drafts.plan import digest_of
from services.geography.tables import Edition
from services.geography.writing import Decided
from services.locating.locate import locate_edition

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Decision:
    """From which day the draft is in force, why, and by which document."""

    valid_from: date
    reason: str
    document_number: str


def take_force(
    session: Session,
    scope: Scope,
    edition_id: int,
    expected: int,
    decision: Decision,
    *,
    progress: Progress = lambda _done, _all: None,
) -> Edition:
    """Write the draft's boundaries, locate all points under them, and put it in force from its day.

    Raises Conflict where somebody has edited meanwhile, where the day is another edition's, or where the edition that
    it is based on is not the one in force by then; Invalid where nothing is changed or decided.
    """
    draft = check_force(session, scope, edition_id, expected, decision)
    source = f"redrawn from {draft.based_on.name}"
    sha256 = digest_of(draft.outlines).hex()
    decided = Decided(decision.valid_from, decision.reason, decision.document_number, source, sha256)
    writing.take_force(session, draft.edition, decided)
    writing.write_boundaries(session, edition_id, draft.outlines)
    points = locate_edition(session, edition_id, progress)
    detail = {"edition": edition_id, "from": decision.valid_from.isoformat(), "sha256": sha256, "points": points}
    record(session, scope.person_id, "draft.take_force", "edition", detail)
    return draft.edition


def check_force(session: Session, scope: Scope, edition_id: int, expected: int, decision: Decision) -> Draft:
    """The draft, if nothing keeps it from taking force. Raises as `take_force`."""
    draft = load_draft(session, scope, edition_id, to_write=True)
    if draft.log.seq != expected:
        raise Conflict("draft.moved_on", seq=draft.log.seq, expected=expected)
    if not decision.reason.strip() or not decision.document_number.strip():
        raise Invalid("draft.not_decided")
    if not changes(draft.base.outlines, draft.outlines):
        raise Invalid("draft.unchanged")
    refuse_used(session, draft, draft.plan.grids)
    refuse_used_zones(session, draft, [key for key in draft.plan.zones if key[0] != "grid"])
    _check_day(session, draft.based_on, decision.valid_from)
    return draft


def _check_day(session: Session, based_on: Edition, day: date) -> None:
    """The day must fall into the time of the edition that the draft changes, and be no edition's first."""
    known = editions.in_force(session, day)
    if known is not None and known.valid_from == day:
        raise Conflict("draft.same_day", edition=known.name, day=day)
    if known is None or known.id != based_on.id:
        other = known.name if known else "–"
        raise Conflict("draft.outdated", day=day, edition=other, base=based_on.name)
