"""One visit under review: why, where, the strand of its day; the answer of the visitor's side, and the decision."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from services.errors import DomainError, Invalid
from services.geography.editions import in_force
from services.messages import Lang, translate
from services.visit_review.detail import Detail, Step, detail
from services.visit_review.life import DECISIONS, MOST_NOTE, Said, decide, reopen, reply
from services.visit_review.words import ACTS, BECAUSE, MEANS, OUTCOMES, REASONS, STATES
from web.access import Caller, Staff, StaffForm
from web.figures import Figures
from web.names import PointRef
from web.pages.visits.picture import picture
from web.problems import number_of
from web.render import render

router = APIRouter()
Word = Annotated[str, Form(max_length=20, pattern=r"^[a-z_]*$")]


@dataclass(frozen=True, slots=True)
class Tried:
    """What was refused, with what was typed, so that nothing of it is lost."""

    refused: DomainError
    act: str
    note: str
    outcome: str


@router.get("/visits/review/{ref:path}")
def review(request: Request, caller: Staff, ref: PointRef) -> Response:
    """The review of a visit by its number; who read it is recorded."""
    return page(request, caller, ref)


def page(request: Request, caller: Caller, ref: str, tried: Tried | None = None) -> Response:
    """The review, and at its head what was refused."""
    lang, zone = caller.lang, caller.state.settings.zone
    found = detail(caller.session, caller.scope, ref, zone)
    edition = in_force(caller.session)
    context = {
        "person": caller.person, "form": caller.form, "r": found.row, "d": found, "f": Figures(lang, zone),
        "reasons": [(REASONS[key].render(lang), because(key, found, lang)) for key in found.row.reasons],
        "standing": (OUTCOMES[found.row.outcome] if found.row.outcome else STATES[found.row.state]).render(lang),
        "steps": [told(step, lang) for step in found.steps][::-1], "most": MOST_NOTE,
        "decisions": [(key, OUTCOMES[key].render(lang), MEANS[key].render(lang)) for key in DECISIONS],
        "waits": datetime.now(UTC) < found.row.reply_until,
        "picture": picture(caller.session, edition.id, found) if edition else None,
        "refused": tried.refused.message.render(lang) if tried else None, "tried": tried,
    }  # fmt: skip
    return render(request, "visits/review.html", context, status=number_of(tried.refused) if tried else 200)


def because(key: str, found: Detail, lang: Lang) -> str:
    """Why a reason was given, with the thresholds that held."""
    return translate(BECAUSE[key].text, lang) % found.limits


def told(step: Step, lang: Lang) -> dict[str, Any]:
    """A step in words."""
    return {
        "step": step, "act": ACTS[step.act].render(lang),
        "outcome": OUTCOMES[step.outcome].render(lang) if step.outcome else None,
        "reasons": [REASONS[key].render(lang) for key in step.reasons],
    }  # fmt: skip


@router.post("/visits/review/{ref:path}")
def take_step(
    request: Request, caller: StaffForm, ref: PointRef, act: Word, seq: Annotated[int, Form(ge=1, le=100_000)],
    note: Annotated[str, Form(max_length=MOST_NOTE)] = "", outcome: Word = "",
) -> Response:  # fmt: skip
    """Answer, decide or open again, and lead back; what was refused is said on the page."""
    said = Said(note, seq)
    try:
        if act == "reply":
            reply(caller.session, caller.scope, ref, said)
        elif act == "decide":
            decide(caller.session, caller.scope, ref, outcome, said, datetime.now(UTC))
        elif act == "reopen":
            reopen(caller.session, caller.scope, ref, said)
        else:
            raise Invalid("visit_review.act", act=act)
    except DomainError as refused:
        return page(request, caller, ref, Tried(refused, act, note, outcome))
    return RedirectResponse(request.url.path, 303)
