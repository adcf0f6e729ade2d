"""The history of the boundaries: every edition with what it changed against the one before."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.geography.changes import Change, changes
from services.geography.drafts.plan import load_outlines
from services.geography.tables import Edition
from services.geography.withdrawing import resting_on
from services.geography.writing import LEVELS
from services.messages import Message


@dataclass(frozen=True, slots=True)
class Chapter:
    """An edition: zones by level, the edition before it in force, and what it changed against that one."""

    edition: Edition
    levels: dict[str, int]
    before: Edition | None
    changes: tuple[Change, ...]
    resting: tuple[Message, ...]

    @property
    def moved_m2(self) -> float:
        """Land that went from one grid to another: what grids gained and lost, each square metre once."""
        return sum(change.moved_m2 for change in self.changes if change.zone.level == "grid") / 2


def history(session: Session) -> list[Chapter]:
    """Editions in force and withdrawn, newest first; each is compared with the one in force before its day."""
    found: list[Chapter] = []
    before: Edition | None = None
    chosen = select(Edition).where(Edition.status != "draft").order_by(Edition.valid_from, Edition.id)
    known = {e.id: load_outlines(session, e.id) for e in session.scalars(chosen)}
    for edition in session.scalars(chosen):
        outlines = known[edition.id]
        counts = Counter(o.level for o in outlines)
        differ = changes(known[before.id], outlines) if before else []
        rests = tuple(resting_on(session, edition)) if edition.status == "in_force" else ()
        levels = {level: counts[level] for level in LEVELS if counts[level]}
        found.append(Chapter(edition, levels, before, tuple(differ), rests))
        before = edition if edition.status == "in_force" else before
    return found[::-1]


def drafts(session: Session) -> list[Edition]:
    """The drafts there are, newest first."""
    return list(session.scalars(select(Edition).where(Edition.status == "draft").order_by(Edition.id.desc())))
