"""Deadlines set anew after limits or the calendar changed: what would change is seen first, then written."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from services.errors import DomainError
from services.matters.deadlines.limits import Terms, load_terms
from services.matters.life.move import MOST_NOTE
from services.matters.life.moves import STAGE_WORDS
from services.matters.life.redate import Change, Changes, look, redate
from web.access import Caller, Office, OfficeForm
from web.figures import Figures
from web.pages.matters.rules import frame, status
from web.render import render

router = APIRouter(prefix="/matters/rules/redate")
FIRST, LAST = date(1990, 1, 1), date(2200, 1, 1)
# The rest is told by its number.
MOST_SHOWN = 50


@router.get("")
def deadlines_anew(
    request: Request, caller: Office, since: Annotated[date | None, Query(ge=FIRST, le=LAST)] = None,
    done: Annotated[int | None, Query(ge=0, le=10**9)] = None,
) -> Response:  # fmt: skip
    """The day to be chosen; once it is, what would change."""
    return page(request, caller, since, done=done)


def page(
    request: Request, caller: Caller, since: date | None, refused: DomainError | None = None, *,
    why: str = "", done: int | None = None,
) -> Response:  # fmt: skip
    """The page, and what was refused at its head, with what was typed."""
    zone, now = caller.state.settings.zone, datetime.now(UTC)
    terms, found = load_terms(caller.session, zone), None
    if since is not None:
        try:
            found = look(caller.session, caller.scope, since, terms, now)
        except DomainError as unfit:
            refused = refused or unfit
    context = frame(caller, "redate", refused) | {
        "since": since, "today": now.astimezone(zone).date(), "done": done, "why": why, "most": MOST_NOTE,
        "f": Figures(caller.lang, zone), **(shown(found, terms, caller) if found else {"found": None}),
    }  # fmt: skip
    return render(request, "matters/rules/redate.html", context, status=status(refused))


def shown(found: Changes, terms: Terms, caller: Caller) -> dict[str, Any]:
    """How many matters would be due when, and the first of them."""
    moved = [c.moved for c in found.changed]
    return {
        "found": found, "count": len(moved),
        "later": sum(1 for was, now in moved if was and now and now > was),
        "earlier": sum(1 for was, now in moved if was and now and now < was),
        "newly": sum(1 for was, now in moved if now and not was),
        "no_more": sum(1 for was, now in moved if was and not now),
        "rows": [line(c, terms, caller) for c in found.changed[:MOST_SHOWN]],
    }  # fmt: skip


def line(c: Change, terms: Terms, caller: Caller) -> dict[str, Any]:
    """A matter as the table shows it: its two deadlines, each before and after where it is another one."""
    return {
        "ref": c.ref, "name": terms.catalogue.name(c.code, caller.lang),
        "stage": STAGE_WORDS[c.before.stage].render(caller.lang),
        "close": (c.before.due_at, c.close.at), "own": (c.before.stage_due_at, c.own.at),
    }  # fmt: skip


@router.post("")
def set_anew(
    request: Request, caller: OfficeForm, since: Annotated[date, Form(ge=FIRST, le=LAST)],
    expected: Annotated[int, Form(ge=0, le=10**9)], why: Annotated[str, Form(max_length=MOST_NOTE)] = "",
) -> Response:  # fmt: skip
    """Set the deadlines anew that were shown, and lead back; what was refused is said, with what was typed."""
    terms = load_terms(caller.session, caller.state.settings.zone)
    try:
        written = redate(caller.session, caller.scope, since, why, expected, terms, datetime.now(UTC))
    except DomainError as refused:
        return page(request, caller, since, refused, why=why)
    return RedirectResponse(f"/matters/rules/redate?since={since}&done={len(written.changed)}", 303)
