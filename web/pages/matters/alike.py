"""Reports that may be of one thing, side by side; how near is near; and places that too many matters share."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from geo.likeness import Nearness
from services.access.audit import record
from services.errors import DomainError
from services.geography.editions import in_force
from services.matters.codes.catalogue import Catalogue, load_codes
from services.matters.life.moves import STAGE_WORDS
from services.matters.likeness.default_points import call_it
from services.matters.likeness.review import DECIDING, Pair, Side, decide, pairs
from services.matters.likeness.rules import OTHERS, Rules, drop_rule, load_rules, set_rule
from services.messages import Lang
from web import words
from web.access import AllowForm, Caller, OfficeForm, Staff
from web.figures import Figures
from web.numbers import LARGEST, Page
from web.problems import number_of
from web.render import render

router = APIRouter()
DecidingForm = Annotated[Caller, Depends(AllowForm(*DECIDING), scope="function")]
PairState = Literal["found", "confirmed", "rejected"]
Tile = Annotated[int, Form(ge=0, le=LARGEST)]
Code = Annotated[str, Form(max_length=40, pattern=r"^[^\x00-\x1f]*$")]
A_PAGE = 20


@router.get("/matters/alike")
def alike(request: Request, caller: Staff, state: PairState = "found", page: Annotated[Page, Query()] = 1) -> Response:
    """The review list."""
    return alike_page(request, caller, state, page)


def alike_page(
    request: Request, caller: Caller, state: PairState, page: int, refused: DomainError | None = None
) -> Response:
    """The list of pairs in one state, and what was refused at its head."""
    edition = in_force(caller.session)
    found, count = ([], 0) if edition is None else pairs(
        caller.session, caller.scope, edition.id, state, limit=A_PAGE, offset=(page - 1) * A_PAGE)  # fmt: skip
    if found:
        record(caller.session, caller.scope.person_id, "pair.read", state, {"n": len(found)})
    catalogue = load_codes(caller.session)
    figures = Figures(caller.lang, caller.state.settings.zone)
    context = {
        "person": caller.person, "form": caller.form, "state_of_pairs": state, "page": page, "count": count,
        "pages": max(1, -(-count // A_PAGE)), "pairs": [shown(p, catalogue, figures) for p in found],
        "decides": caller.scope.role in DECIDING, "sets": caller.scope.role == "office",
        "rules": shown_rules(load_rules(caller.session), catalogue, caller.lang),
        "codes": [(c.code, f"{c.code} {c.words(caller.lang)}") for c in sorted_codes(catalogue)],
        "refused": refused.message.render(caller.lang) if refused else None,
    }  # fmt: skip
    return render(request, "matters/alike.html", context, status=number_of(refused) if refused else 200)


def sorted_codes(catalogue: Catalogue) -> Iterable[Any]:
    """The codes that are offered, in their order."""
    return (catalogue.codes[code] for code in sorted(catalogue.codes) if catalogue.codes[code].in_use)


def shown(pair: Pair, catalogue: Catalogue, figures: Figures) -> dict[str, Any]:
    """A pair as the page shows it."""
    apart = None if pair.first is None else pair.again.opened_at - pair.first.opened_at
    return {
        "first_id": pair.first_id, "again_id": pair.again_id, "kind": kind_of(pair.again.code, catalogue, figures.lang),
        "metres": figures.number(pair.apart_m), "state": pair.state,
        "days": None if apart is None else figures.number(apart.total_seconds() / 86400, 1),
        "sides": [None if side is None else shown_side(side, figures) for side in (pair.first, pair.again)],
    }  # fmt: skip


def kind_of(code: str, catalogue: Catalogue, lang: Lang) -> str:
    """A code with its name, or as it was written where the list does not know it."""
    found = catalogue.find(code)
    return f"{code} {found.code.words(lang)}" if found else code


def shown_side(side: Side, figures: Figures) -> dict[str, str]:
    """One report of a pair."""
    return {
        "ref": side.ref, "opened": figures.moment(side.opened_at), "address": side.address or "–",
        "source": words.source(side.source, figures.lang), "stage": STAGE_WORDS[side.stage].render(figures.lang),
        "closed": figures.moment(side.closed_at),
    }  # fmt: skip


def shown_rules(rules: Rules, catalogue: Catalogue, lang: Lang) -> list[dict[str, Any]]:
    """The rules, that of all others last."""
    own = [(code, kind_of(code, catalogue, lang), rules.own[code]) for code in sorted(rules.own)]
    return [{"code": code, "name": name, "metres": reach.within_m, "days": reach.within_days}
            for code, name, reach in (*own, (OTHERS, "", rules.others))]  # fmt: skip


@router.post("/matters/alike")
def decide_pair(
    request: Request, caller: DecidingForm, first: Annotated[UUID, Form()], again: Annotated[UUID, Form()],
    same: Annotated[bool, Form()], state: Annotated[PairState, Form()] = "found",
    page: Annotated[Page, Form()] = 1,
) -> Response:  # fmt: skip
    """Say whether two reports are of one thing, and lead back."""
    try:
        decide(caller.session, caller.scope, first, again, same=same)
    except DomainError as refused:
        return alike_page(request, caller, state, page, refused)
    return RedirectResponse(f"/matters/alike?state={state}&page={page}", 303)


@router.post("/matters/alike/rules")
def set_nearness(
    request: Request, caller: OfficeForm, metres: Annotated[float, Form()], days: Annotated[float, Form()],
    code: Code = OTHERS, act: Annotated[Literal["set", "drop"], Form()] = "set",
) -> Response:  # fmt: skip
    """Set or drop how near reports of a type must be."""
    try:
        if act == "drop":
            drop_rule(caller.session, caller.scope, code)
        else:
            set_rule(caller.session, caller.scope, code, Nearness(metres, days))
    except DomainError as refused:
        return alike_page(request, caller, "found", 1, refused)
    return RedirectResponse("/matters/alike#rules", 303)


@router.post("/outside/shared")
def call_a_place(caller: OfficeForm, x: Tile, y: Tile, a_place: Annotated[bool, Form()], edition: Tile) -> Response:
    """Say that a shared place is a real one or none, and lead back."""
    call_it(caller.session, caller.scope, x, y, a_place=a_place)
    return RedirectResponse(f"/outside?edition={edition}#shared", 303)
