"""One matter in full: where it is and stands, its life, and the moves that its reader may make."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from geo.drawing import sheet_over
from geo.values import LonLat
from services.errors import DomainError
from services.geography.editions import in_force
from services.gridfile.map import around_place
from services.matters.codes.catalogue import load_codes
from services.matters.deadlines.limits import load_terms
from services.matters.departments import departments
from services.matters.detail import Happened, MatterDetail, find_matter, matter_detail, whereabouts
from services.matters.life.move import MOST_NOTE, Wanted, move
from services.matters.life.moves import STAGE_WORDS, WORDS
from services.matters.photos.album import MOST, Hung, photos_of
from services.matters.tables import OPEN
from services.messages import Lang, message
from web import words
from web.access import Caller, Staff, StaffForm
from web.figures import Figures
from web.names import PointRef
from web.pages.matters import shown
from web.pages.small_map import HEIGHT, WIDTH, draw
from web.problems import number_of
from web.render import render

router = APIRouter()
Word = Annotated[str, Form(max_length=120, pattern=r"^[^\x00-\x1f]*$")]

RECEIPT = message(
    "Reported with %(count)d photos. %(said)d of them say where they were taken: at most %(m)s m from here."
)
RECEIPT_NOWHERE = message("Reported with %(count)d photos. None of them says where it was taken.")
# A photo taken farther from the matter than this is called out.
FAR_M = 100


@dataclass(frozen=True, slots=True)
class Tried:
    """A move that was refused, with what was typed, so that nothing of it is lost."""

    refused: DomainError
    act: str
    typed: dict[str, str] = field(default_factory=dict)


@router.get("/matters/{ref:path}")
def matter(
    request: Request, caller: Staff, ref: PointRef, photos: Annotated[int, Query(ge=0, le=MOST)] = 0
) -> Response:
    """The matter of a number; who read it is recorded. `photos` came with its report a moment ago."""
    return page(request, caller, ref, came=photos)


def page(request: Request, caller: Caller, ref: str, tried: Tried | None = None, *, came: int = 0) -> Response:
    """The matter, and at its head what was refused, or how far from it the photos of its report were taken."""
    now, lang = datetime.now(UTC), caller.lang
    found = matter_detail(caller.session, caller.scope, find_matter(caller.session, caller.scope, ref), now)
    figures, catalogue = Figures(lang, caller.state.settings.zone), load_codes(caller.session)
    edition = in_force(caller.session)
    known = departments(caller.session)
    photos = photos_of(caller.session, caller.scope, found.id)
    context = {
        "person": caller.person, "form": caller.form, "m": found, "s": found.state, "f": figures, "lang": lang,
        "name": catalogue.name(found.code, lang), "stage": STAGE_WORDS[found.state.stage].render(lang),
        "source": words.source(found.source, lang), "department": shown.names(known, lang).get(
            found.state.department or "", found.state.department),
        "place": whereabouts(caller.session, caller.scope, found.id, edition.id) if edition else None,
        "deadlines": deadlines(found, now, lang), "most": MOST_NOTE,
        "events": happened(found.events, lang), "open": found.state.stage in OPEN,
        "departments": [(d.code, d.name if lang == "zh" else d.name_en) for d in known if d.active],
        "photos": photos, "came": receipt(photos, figures) if came and photos else None,
        "most_photos": MOST, "far_m": FAR_M,
        "refused": tried.refused.message.render(lang) if tried else None, "tried": tried,
        **(map_of(caller, edition.id, found.at) if edition else {}),
    }  # fmt: skip
    return render(request, "matters/detail.html", context, status=number_of(tried.refused) if tried else 200)


def receipt(photos: Sequence[Hung], figures: Figures) -> dict[str, Any]:
    """What is said once a matter was reported with photos: how far from the stated place the farthest was taken."""
    away = [p.away_m for p in photos if p.away_m is not None]
    figure = {"count": len(photos), "said": len(away), "m": figures.number(max(away, default=0.0))}
    said = RECEIPT if away else RECEIPT_NOWHERE
    return {"said": said.render(figures.lang) % figure, "far": max(away, default=0.0) > FAR_M}


def map_of(caller: Caller, edition_id: int, at: LonLat) -> dict[str, Any]:
    """The map around a place, and where that stands on it, in pixels."""
    around = around_place(caller.session, edition_id, at)
    marks = sheet_over(around.box, WIDTH, HEIGHT).to_px(np.array([at]))
    return {"drawing": draw(around, ""), "marks": marks.tolist()}


def deadlines(found: MatterDetail, now: datetime, lang: Lang) -> list[dict[str, Any]]:
    """What it has to be done by: for its stage, then for closing."""
    state, ended = found.state, found.state.stage not in OPEN
    rows = []
    for key, due, clock in (("stage", state.stage_due_at, state.stage_clock), ("close", state.due_at, state.due_clock)):
        if due is None or (key == "stage" and ended):
            continue
        end = state.closed_at if ended else None
        left = shown.away(due, end or now)
        rows.append({
            "key": key, "due": due, "late": due < (end or now), "away": left.render(lang) if left else "",
            "ended": ended, "clock": words.CLOCKS[clock].render(lang) if clock else None,
        })  # fmt: skip
    return rows


def happened(events: Sequence[Happened], lang: Lang) -> list[dict[str, Any]]:
    """The events in words, the last first; `close` is the deadline before and after where one moved it.

    `own` is that of the stage, where it was set anew.
    """
    told = []
    due = own = None
    for e in events:
        stage = STAGE_WORDS[e.stage].render(lang) if e.stage else None
        anew = e.act == "redate"
        told.append({
            "e": e, "act": WORDS[e.act].render(lang), "stage": stage,
            "close": (due, e.due_at) if due != e.due_at and (anew or (due and e.due_at)) else None,
            "own": (own, e.stage_due_at) if own != e.stage_due_at and anew else None,
        })  # fmt: skip
        due, own = e.due_at, e.stage_due_at
    return told[::-1]


@router.post("/matters/{ref:path}")
def make_move(
    request: Request, caller: StaffForm, ref: PointRef, act: Word, seq: Annotated[int, Form(ge=1, le=100_000)],
    note: Annotated[str, Form(max_length=MOST_NOTE)] = "", department: Word = "", until: Word = "",
) -> Response:  # fmt: skip
    """Make a move, and lead back; what was refused is said on the page, with all that was typed."""
    zone = caller.state.settings.zone
    wanted = Wanted(act, seq, note, department or None, local(until, caller))
    try:
        found = find_matter(caller.session, caller.scope, ref)
        move(caller.session, caller.scope, found, wanted, load_terms(caller.session, zone), datetime.now(UTC))
    except DomainError as refused:
        typed = {"note": note, "department": department, "until": until}
        return page(request, caller, ref, Tried(refused, act, typed))
    return RedirectResponse(request.url.path, 303)


def local(text: str, caller: Caller) -> datetime | None:
    """A local moment as a form writes it; None where there is none."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=caller.state.settings.zone)
    except ValueError:
        return None
