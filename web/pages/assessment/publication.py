"""Publication of a cycle: its state and next step, the table as it is posted, and the list of what was published."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from services.assessment import cycles
from services.assessment.publication.publish import NEXT, Notice, announce, move
from services.assessment.publication.read import (
    STATES,
    latest,
    moved_since,
    published,
    result_in,
    revisions,
    state_of,
    steps_of,
)
from services.assessment.publication.tables import AssessmentPublication
from services.assessment.publication.verify import verify
from services.assessment.said import Words, from_data
from services.assessment.tables import AssessmentCycle
from services.errors import DomainError, Invalid, NotFound
from services.measures.period import parse
from services.measures.period_label import label
from web import words
from web.access import Caller, OfficeForm, SignedIn
from web.numbers import LARGEST
from web.pages.assessment.show import KeyPath, Kind, frame
from web.problems import number_of
from web.render import render

router = APIRouter(prefix="/assessment")
Act = Literal["announced", "concluded", "published", "withdrawn"]
Typed = Annotated[str, Form(max_length=500)]
Revision = Annotated[int | None, Query(ge=1, le=LARGEST)]
NOTICE_DAYS = 7


@router.get("/published")
def listing(request: Request, caller: SignedIn) -> Response:
    """Every cycle of which something is published."""
    known = [(one, published(caller.session, one.id)) for one in cycles.cycles(caller.session)]
    shown = [(one, label(parse(one.key)), found) for one, found in known if found is not None]
    return render(request, "assessment/published.html", frame(caller) | {"shown": shown})


@router.get("/{cycle}/publication")
def page(request: Request, caller: SignedIn, cycle: KeyPath, kind: Kind = "grid", revision: Revision = None,
         again: bool = False) -> Response:  # fmt: skip
    """The table of a revision, the latest where none is named; for the office its state and the next step.

    `again` has the office's revision computed once more from its snapshot.
    """
    of = cycles.cycle(caller.session, cycle)
    return _page(request, caller, of, kind, revision, again=again)


@router.post("/{cycle}/publication")
def step(
    request: Request, caller: OfficeForm, cycle: KeyPath, act: Annotated[Act, Form()], until: Typed = "",
    note: Typed = "",
) -> Response:  # fmt: skip
    """Take the next step, and lead back; what is refused is said above the form."""
    of, now = cycles.cycle(caller.session, cycle), datetime.now(UTC)
    try:
        if act == "announced":
            announce(caller.session, caller.scope, of, Notice(_day(until), note), now)
        else:
            move(caller.session, caller.scope, of, act, now, note)
    except NotFound:
        raise
    except DomainError as refused:
        return _page(request, caller, of, "grid", None, (refused, act, until, note))
    return RedirectResponse(f"/assessment/{of.key}/publication", 303)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("assessment.notice_day", text=text) from None


def _page(
    request: Request, caller: Caller, of: AssessmentCycle, kind: Kind, revision: int | None,
    tried: tuple[DomainError, str, str, str] | None = None, *, again: bool = False,
) -> Response:  # fmt: skip
    every, office = revisions(caller.session, of.id), caller.scope.everything
    if not every and not office:
        raise NotFound("assessment.not_published", cycle=of.key)
    shown = next((one for one in every if revision in (None, one.revision)), None)
    if shown is None and revision is not None:
        raise NotFound("assessment.not_published", cycle=of.key)
    context = frame(caller) | {
        "cycle": of, "period": label(parse(of.key)), "kind": kind, "every": every, "shown": shown, "office": office,
        "states": STATES, "until": datetime.now(ZoneInfo(of.zone)).date() + timedelta(days=NOTICE_DAYS), "tried": tried,
        "refused": tried[0].message.render(caller.lang) if tried else None,
        "proof": verify(caller.session, shown) if again and office and shown else None,
    } | (_table(caller, shown, kind) if shown else {})  # fmt: skip
    if office:
        context |= _course(caller, of)
    return render(request, "assessment/publication.html", context, status=number_of(tried[0]) if tried else 200)


def _course(caller: Caller, of: AssessmentCycle) -> dict[str, Any]:
    """What the office sees beside the table: the steps taken, those open to it, and whether the ledger has moved."""
    found = latest(caller.session, of.id)
    if found is None:
        return {"state": None, "open": ("announced",), "steps": [], "moved": False}
    state = state_of(caller.session, found.id)
    return {
        "state": state, "open": NEXT[state] or ("announced",), "steps": steps_of(caller.session, found.id),
        "moved": moved_since(caller.session, found), "latest": found,
    }  # fmt: skip


def _table(caller: Caller, shown: AssessmentPublication, kind: str) -> dict[str, Any]:
    """The rows of a kind as they were frozen; the forum is told of grids alone."""
    told = result_in(shown)
    kinds = ["grid"] if caller.scope.role == "forum" else [k for k in words.LEVELS if k in told["kinds"]]
    chosen = kind if kind in kinds else kinds[0]
    table = told["kinds"].get(chosen, {"rows": [], "named_last": []})
    return {
        "told": told, "kinds": kinds, "kind": chosen, "rows": table["rows"], "title": _words(told["title"]),
        "named_last": table["named_last"], "words_of": _words, "said_of": from_data,
    }  # fmt: skip


def _words(kept: dict[str, str]) -> Words:
    return Words(kept["zh"], kept["en"])
