"""The proof: how many to check, the draw, the answers, and what they prove, on a page that prints."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from services.back_check import draw as drawing
from services.back_check.checker import checkers
from services.back_check.proof import answer, end_of, proof, sample
from services.back_check.sending import send_sample
from services.back_check.tables import BackCheck
from services.coverage.claimed import claimed
from services.errors import DomainError
from services.geography.editions import in_force
from services.geography.outlines import Outline, outlines
from services.measures.period import parse
from services.measures.period_label import label
from services.register.editions import edition as register_edition
from services.register.editions import editions
from web.access import Caller, Office, OfficeForm
from web.figures import Figures
from web.nav import ROLE_NAMES
from web.numbers import LARGEST
from web.problems import number_of
from web.render import render

router = APIRouter(prefix="/coverage/checks")
Number = Annotated[int, Path(ge=1, le=LARGEST)]
Word = Annotated[str, Form(max_length=200)]
TOLERANCES = (Decimal("0.10"), Decimal("0.05"), Decimal("0.02"), Decimal("0.01"))
CONFIDENCES = (Decimal("0.90"), Decimal("0.95"), Decimal("0.99"))
LEVELS = ("community", "grid")


@router.get("")
def first(
    request: Request, caller: Office, counted_by: Annotated[int, Query(ge=0, le=LARGEST)] = 0,
    zone: Annotated[str, Query(max_length=80)] = "",
) -> Response:  # fmt: skip
    """The back-checks that there are, and the table of sizes before another one is drawn."""
    return page(request, caller, counted_by, zone)


def page(
    request: Request, caller: Caller, counted_by: int, zone: str, refused: DomainError | None = None, seed: str = ""
) -> Response:
    """The page, with what was refused of a draw on it."""
    figures = Figures(caller.lang, caller.state.settings.zone)
    registers = [(one.id, f"{one.id} · {figures.day(one.as_of)} · {one.source}") for one in editions(caller.session)]
    boundaries = in_force(caller.session)
    context: dict[str, Any] = {
        "person": caller.person, "form": caller.form, "f": figures, "registers": registers, "zone": zone,
        "counted_by": counted_by or (registers[0][0] if registers else 0), "seed": seed,
        "refused": refused.message.render(caller.lang) if refused else None,
        "checks": [(one, proof(caller.session, caller.scope, one.id), _zone(caller.session, one))
                   for one in drawing.back_checks(caller.session, caller.scope)],
    }  # fmt: skip
    if registers and boundaries is not None:
        asked = drawing.Asked(int(context["counted_by"]), boundaries.id, zone)
        context |= _sizes(caller, asked)
    return render(request, "coverage/checks.html", context, status=number_of(refused) if refused else 200)


def _sizes(caller: Caller, asked: drawing.Asked) -> dict[str, Any]:
    among = drawing.households(caller.session, caller.scope, asked)
    known = [one for one in outlines(caller.session, asked.boundaries) if one.level in LEVELS]
    rows = []
    for tolerance in TOLERANCES if among else ():
        wanted = [drawing.Asked(asked.register, asked.boundaries, asked.zone, c, tolerance) for c in CONFIDENCES]
        rows.append((tolerance, [drawing.size(one, among) for one in wanted]))
    return {
        "among": among, "sizes": rows, "confidences": CONFIDENCES, "tolerances": TOLERANCES,
        "zones": [("", "–")] + [(one.code, f"{one.name} {one.code}") for one in known],
    }  # fmt: skip


@router.post("")
def draw_one(
    request: Request, caller: OfficeForm, counted_by: Annotated[int, Form(ge=1, le=LARGEST)], zone: Word = "",
    seed: Word = "", tolerance: Annotated[Decimal, Form()] = TOLERANCES[1],
    confidence: Annotated[Decimal, Form()] = CONFIDENCES[1],
) -> Response:  # fmt: skip
    """Draw a back-check, and lead to it."""
    boundaries = in_force(caller.session)
    try:
        asked = drawing.Asked(counted_by, boundaries.id if boundaries else 0, zone, confidence, tolerance)
        made = drawing.draw(caller.session, caller.scope, asked, seed)
    except DomainError as refused:
        return page(request, caller, counted_by, zone, refused, seed)
    return RedirectResponse(f"/coverage/checks/{made.id}", 303)


@router.get("/{number}")
def one(request: Request, caller: Office, number: Number) -> Response:
    """A back-check: what it proves, the arithmetic, and the sample with its answers."""
    return _one(request, caller, number)


def _one(
    request: Request, caller: Caller, number: int, refused: DomainError | None = None,
    tried: Mapping[str, bool] = MappingProxyType({}), checker: str = "",
) -> Response:  # fmt: skip
    """The page, with what was refused of answers and what they were."""
    kept = drawing.back_check(caller.session, number)
    zone = _zone(caller.session, kept)
    claim = claimed(
        caller.session, caller.scope, kept.register_edition_id, kept.edition_id,
        zone, datetime.now(UTC),
    )  # fmt: skip
    context = {
        "claim": claim, "claimed_in": label(parse(claim.cycle)).render(caller.lang) if claim else "",
        "person": caller.person, "form": caller.form, "f": Figures(caller.lang, caller.state.settings.zone),
        "check": kept, "proof": proof(caller.session, caller.scope, number), "zone": zone,
        "sample": sample(caller.session, caller.scope, number),
        "register": register_edition(caller.session, kept.register_edition_id),
        "same": drawing.drawn_again(caller.session, caller.scope, number),
        "refused": refused.message.render(caller.lang) if refused else None, "tried": tried, "checker": checker,
        "today": datetime.now(caller.state.settings.zone).date(),
        "people": [("", "–")] + [(p.login, f"{p.display_name} · {ROLE_NAMES[p.role].render(caller.lang)}")
                                 for p in checkers(caller.session, caller.scope)],
    }  # fmt: skip
    return render(request, "coverage/check.html", context, status=number_of(refused) if refused else 200)


async def answers(request: Request) -> dict[str, bool]:
    """What the form says of each address: fields named a-REFERENCE, covered or missed; others are left open."""
    given = await request.form()
    said = {key.removeprefix("a-"): value for key, value in given.items() if key.startswith("a-")}
    return {ref: value == "covered" for ref, value in said.items() if value in ("covered", "missed")}


@router.post("/{number}")
def answer_one(
    request: Request, caller: OfficeForm, number: Number, found: Annotated[dict[str, bool], Depends(answers)],
    checker: Word = "", day: date | None = Form(None), act: Annotated[Literal["answer", "send"], Form()] = "answer",
) -> Response:  # fmt: skip
    """Send the sample to its checker, or write answers down, once and for all, and lead back."""
    try:
        if act == "send":
            send_sample(caller.session, caller.scope, number, checker, datetime.now(UTC))
        else:
            when = end_of(day, caller.state.settings.zone) if day else None
            answer(caller.session, caller.scope, number, found, checker, when)
    except DomainError as refused:
        return _one(request, caller, number, refused, found, checker)
    return RedirectResponse(f"/coverage/checks/{number}", 303)


def _zone(session: Session, kept: BackCheck) -> Outline | None:
    """The zone of which it was drawn; None for the whole register."""
    return next((z for z in outlines(session, kept.edition_id) if z.zone_id == kept.zone_id), None)
