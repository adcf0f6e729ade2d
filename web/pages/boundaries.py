"""The boundaries: their history by editions, and the page on which a draft is redrawn."""

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from services.errors import DomainError
from services.geography.drafts.draft import add_edit, discard, load_draft, open_draft, redo, undo
from services.geography.drafts.effect import effect_of
from services.geography.drafts.force import Decision
from services.geography.history import drafts, history
from services.geography.withdrawing import withdraw
from services.geography.work import let_take_force
from web.access import Caller, Office, OfficeForm, Staff
from web.boundary_form import Typed, edit_of
from web.numbers import DraftId, Seq
from web.problems import number_of
from web.render import render

router = APIRouter(prefix="/boundaries")
STEPS = {"undo": undo, "redo": redo}
Line = Annotated[str, Form(max_length=120, pattern=r"^[^\x00-\x1f]*$")]
Day = Annotated[date, Form(ge=date(1990, 1, 1), le=date(2200, 1, 1))]


def history_page(request: Request, caller: Caller, refused: DomainError | None = None) -> Response:
    """The history, with what was refused at its head."""
    context = {
        "person": caller.person, "form": caller.form, "chapters": history(caller.session),
        "drafts": drafts(caller.session) if caller.person and caller.person.role == "office" else [],
        "refused": refused.message.render(caller.lang) if refused else None, "zone": caller.state.settings.zone,
    }  # fmt: skip
    return render(request, "boundaries.html", context, status=number_of(refused) if refused else 200)


@router.get("")
def boundaries(request: Request, caller: Staff) -> Response:
    """Every edition: since when, why, and what it changed."""
    return history_page(request, caller)


@router.post("/drafts")
def new_draft(request: Request, caller: OfficeForm, based_on: Seq, name: Line) -> Response:
    """Open a draft, and lead to its page."""
    try:
        made = open_draft(caller.session, caller.scope, based_on, name.strip() or "–")
    except DomainError as refused:
        return history_page(request, caller, refused)
    return to_draft(made.id)


@router.post("/{edition_id}/withdraw")
def withdraw_edition(request: Request, caller: OfficeForm, edition_id: DraftId) -> Response:
    """Withdraw an edition that nothing rests on."""
    try:
        withdraw(caller.session, caller.scope, edition_id)
    except DomainError as refused:
        return history_page(request, caller, refused)
    return RedirectResponse("/boundaries", 303)


def to_draft(edition_id: int) -> Response:
    """Lead to a draft's page."""
    return RedirectResponse(f"/boundaries/{edition_id}/redraw", 303)


def draft_page(
    request: Request, caller: Caller, edition_id: int, part: str = "", refused: DomainError | None = None
) -> Response:
    """A draft with its effect: the whole page, or only the panel beside the map."""
    draft = load_draft(caller.session, caller.scope, edition_id)
    uppers = sorted((key, standing.name) for key, standing in draft.plan.zones.items() if key[0] != "grid")
    nearest = {s.parent[0] for key, s in draft.plan.zones.items() if key[0] == "grid" and s.parent}
    context = {
        "person": caller.person, "form": caller.form, "draft": draft,
        "effect": effect_of(caller.session, caller.scope, draft), "uppers": uppers,
        "parents": [(key[1], name) for key, name in uppers if key[0] in nearest],
        "refused": refused.message.render(caller.lang) if refused else None,
        "notes": [note.render(caller.lang) for note in draft.notes],
        "today": datetime.now(caller.state.settings.zone).date(), "zone": caller.state.settings.zone,
    }  # fmt: skip
    template = "redraw_panel.html" if part else "redraw.html"
    return render(request, template, context, status=number_of(refused) if refused else 200)


@router.get("/{edition_id}/redraw")
def redraw(
    request: Request, caller: Office, edition_id: DraftId, part: Annotated[Literal["", "panel"], Query()] = ""
) -> Response:
    """The page on which a draft is redrawn, its effect beside it."""
    return draft_page(request, caller, edition_id, part)


@router.post("/{edition_id}/edits")
def edit(  # noqa: PLR0913, PLR0917 (the fields of all forms of the page)
    request: Request,
    caller: OfficeForm,
    edition_id: DraftId,
    expected: Seq,
    operation: Line,
    origin: Annotated[str, Form(alias="from", max_length=80)] = "",
    to: Line = "",
    at: Line = "",
    snap_m: Line = "",
    code: Line = "",
    codes: Typed = "",
    line: Typed = "",
    pieces: Typed = "",
    name: Line = "",
    parent: Line = "",
    level: Line = "",
) -> Response:
    """Make the edit that a form asks for, or undo or redo one."""
    said = {
        "from": origin, "to": to, "at": at, "snap_m": snap_m, "code": code, "codes": codes, "line": line,
        "pieces": pieces, "name": name, "parent": parent, "level": level,
    }  # fmt: skip
    try:
        if operation in STEPS:
            STEPS[operation](caller.session, caller.scope, edition_id, expected)
        else:
            draft = load_draft(caller.session, caller.scope, edition_id)
            asked = edit_of(caller.session, draft, operation, said)
            add_edit(caller.session, caller.scope, edition_id, expected, asked)
    except DomainError as refused:
        return draft_page(request, caller, edition_id, refused=refused)
    return to_draft(edition_id)


@router.post("/{edition_id}/force")
def force(
    request: Request,
    caller: OfficeForm,
    edition_id: DraftId,
    expected: Seq,
    valid_from: Day,
    reason: Line = "",
    document_number: Line = "",
) -> Response:
    """Let a draft take force: every point is located under it, by the worker where they are many."""
    decision = Decision(valid_from, reason.strip(), document_number.strip())
    try:
        job = let_take_force(caller.session, caller.scope, edition_id, expected, decision)
    except DomainError as refused:
        return draft_page(request, caller, edition_id, refused=refused)
    return RedirectResponse("/jobs" if job else f"/boundaries#edition-{edition_id}", 303)


@router.post("/{edition_id}/discard")
def discard_draft(request: Request, caller: OfficeForm, edition_id: DraftId, expected: Seq) -> Response:
    """Discard a draft; the audit keeps what it held."""
    try:
        discard(caller.session, caller.scope, edition_id, expected)
    except DomainError as refused:
        return draft_page(request, caller, edition_id, refused=refused)
    return RedirectResponse("/boundaries", 303)
