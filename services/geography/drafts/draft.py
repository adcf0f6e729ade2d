"""Drafts: opened on an edition, edited step by step, undone and redone, or discarded."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.errors import Conflict, Forbidden, Invalid, NotFound
from services.geography import editions, writing
from services.geography.drafts import log
from services.geography.drafts.codes import free_codes
from services.geography.drafts.edits import OPERATIONS, Edit, Found, Merge, Split
from services.geography.drafts.log import Log
from services.geography.drafts.plan import Base, Plan, load_outlines, outlines_of
from services.geography.drafts.replay import base_of, replay
from services.geography.tables import Edition, Zone
from services.geography.writing import Key, Outline
from services.messages import Message

MOST_EDITS = 500


@dataclass(frozen=True)
class Draft:
    """A draft as it stands: its edition and the one it is based on, the log, the base and the plan."""

    edition: Edition
    based_on: Edition
    log: Log
    base: Base
    plan: Plan

    @cached_property
    def _outlines(self) -> tuple[list[Outline], list[Message]]:
        return outlines_of(self.base, self.plan)

    @property
    def outlines(self) -> list[Outline]:
        """Every zone as it would take force."""
        return self._outlines[0]

    @property
    def notes(self) -> list[Message]:
        """What has to be said of upper zones that follow their grids."""
        return self._outlines[1]


def only_office(scope: Scope) -> None:
    """Boundaries are the office's to draw. Raises Forbidden."""
    if not scope.everything:
        raise Forbidden("access.role")


def open_draft(session: Session, scope: Scope, based_on: int, name: str) -> Edition:
    """A new draft on an edition in force. Raises NotFound, Conflict where the name is taken, Invalid without grids."""
    only_office(scope)
    base = session.get(Edition, based_on)
    if base is None or base.status != "in_force":
        raise NotFound("locating.edition", edition=based_on)
    if editions.by_name(session, name) is not None:
        raise Conflict("draft.name_taken", name=name)
    if not editions.levels(session, based_on).get("grid"):
        raise Invalid("draft.no_grids", edition=base.name)
    made = writing.make_draft(session, name, base, f"redrawn from {base.name}")
    record(session, scope.person_id, "draft.open", "edition", {"edition": made.id, "based_on": based_on})
    return made


def load_draft(session: Session, scope: Scope, edition_id: int, *, to_write: bool = False) -> Draft:
    """A draft with its plan; `to_write` keeps others from writing until the transaction ends. Raises NotFound."""
    only_office(scope)
    chosen = select(Edition).where(Edition.id == edition_id, Edition.status == "draft")
    edition = session.scalars(chosen.with_for_update() if to_write else chosen).first()
    based_on = session.get(Edition, edition.based_on) if edition else None
    if edition is None or based_on is None:
        raise NotFound("draft.none", edition=edition_id)
    return _at(edition, based_on, log.read(session, edition_id), base_of(load_outlines(session, based_on.id)))


def _at(edition: Edition, based_on: Edition, known: Log, base: Base) -> Draft:
    return Draft(edition, based_on, known, base, replay(base, [step.edit for step in known.live]))


def _to_write(session: Session, scope: Scope, edition_id: int, expected: int) -> Draft:
    """The draft, if it is still as the writer saw it. Raises Conflict."""
    draft = load_draft(session, scope, edition_id, to_write=True)
    if draft.log.seq != expected:
        raise Conflict("draft.moved_on", seq=draft.log.seq, expected=expected)
    return draft


def add_edit(session: Session, scope: Scope, edition_id: int, expected: int, edit: Edit) -> Draft:
    """Apply an edit and keep it. `expected` is the entry that the writer saw last.

    Raises Conflict where somebody was faster, Invalid where the edit can't be applied; then nothing is kept.
    """
    draft = _to_write(session, scope, edition_id, expected)
    if len(draft.log.live) >= MOST_EDITS:
        raise Invalid("draft.too_long", most=MOST_EDITS)
    _refuse_used(session, draft, edit)
    replay(draft.base, [*(step.edit for step in draft.log.live), edit])
    return _note(session, scope, draft, OPERATIONS[type(edit)], edit)


def undo(session: Session, scope: Scope, edition_id: int, expected: int) -> Draft:
    """Take the last edit back. Raises Conflict where somebody was faster or nothing is left."""
    draft = _to_write(session, scope, edition_id, expected)
    if not draft.log.live:
        raise Conflict("draft.nothing_to_undo")
    return _note(session, scope, draft, log.UNDO, None)


def redo(session: Session, scope: Scope, edition_id: int, expected: int) -> Draft:
    """Apply again what was undone last. Raises Conflict where somebody was faster or nothing was undone."""
    draft = _to_write(session, scope, edition_id, expected)
    if not draft.log.undone:
        raise Conflict("draft.nothing_to_redo")
    return _note(session, scope, draft, log.REDO, None)


def discard(session: Session, scope: Scope, edition_id: int, expected: int) -> None:
    """Remove a draft and its log; the audit keeps what it held."""
    draft = _to_write(session, scope, edition_id, expected)
    held = [step.edit.model_dump(mode="json", by_alias=True) for step in draft.log.live]
    detail = {"edition": edition_id, "name": draft.edition.name, "edits": held}
    log.forget(session, edition_id)
    writing.drop_draft(session, draft.edition)
    record(session, scope.person_id, "draft.discard", "edition", detail)


def next_codes(session: Session, draft: Draft, code: str, count: int = 1) -> list[str]:
    """Codes that no grid has or had, for the pieces of a grid."""
    return free_codes(code, {*_ever(session), *draft.plan.grids}, count)


def next_zone_code(session: Session, draft: Draft, level: str, parent: str) -> str:
    """A code for a new area or community: the next one of its level, or the first one of its parent."""
    here = [code for of, code in draft.plan.zones if of == level]
    sample = max(here, default=f"{parent}-0")
    return free_codes(sample, {*_ever(session, level), *here})[0]


def _ever(session: Session, level: str = "grid") -> set[str]:
    return set(session.scalars(select(Zone.code).where(Zone.level == level)))


def refuse_used(session: Session, draft: Draft, codes: Iterable[str]) -> None:
    """Refuse codes that the base does not have but that were a grid's in another edition. Raises Invalid."""
    ever = _ever(session)
    for code in codes:
        if code in ever and code not in draft.base.plan.grids:
            raise Invalid("redraw.code_used", code=code, free=next_codes(session, draft, code)[0])


def refuse_used_zones(session: Session, draft: Draft, keys: Iterable[Key]) -> None:
    """Refuse upper zones that the base does not have but another edition has or had. Raises Invalid."""
    for level, code in keys:
        if (level, code) not in draft.base.plan.zones and code in _ever(session, level):
            raise Invalid("redraw.zone_code_used", code=code, free=next_zone_code(session, draft, level, code))


def _refuse_used(session: Session, draft: Draft, edit: Edit) -> None:
    if isinstance(edit, Split):
        refuse_used(session, draft, [piece.code for piece in edit.pieces])
    elif isinstance(edit, Merge):
        refuse_used(session, draft, [edit.code])
    elif isinstance(edit, Found):
        refuse_used_zones(session, draft, [(edit.level, edit.code)])


def _note(session: Session, scope: Scope, draft: Draft, operation: str, edit: Edit | None) -> Draft:
    seq = draft.log.seq + 1
    log.write(session, draft.edition.id, seq, operation, edit, scope.person_id)
    detail = {"edition": draft.edition.id, "seq": seq, "operation": operation}
    record(session, scope.person_id, "draft.edit", "edition", detail)
    return _at(draft.edition, draft.based_on, log.read(session, draft.edition.id), draft.base)
