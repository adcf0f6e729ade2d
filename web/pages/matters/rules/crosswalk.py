"""The codes of the older list and what they are now: the office confirms or rejects each pair."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from services.errors import DomainError
from services.matters.codes.catalogue import Catalogue, load_codes
from services.matters.codes.pairs import Pair, decide_pair, pairs
from services.messages import Lang
from web import words
from web.access import Caller, Office, OfficeForm
from web.figures import Figures
from web.pages.matters.rules import frame, status
from web.render import render

router = APIRouter(prefix="/matters/rules/crosswalk")
Given = Annotated[str, Form(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f]*$")]
BADGES = {"official": "good", "office": "good", "names_agree": "heed", "by_rule": "", "rejected": "warn"}


@router.get("")
def crosswalk(request: Request, caller: Office) -> Response:
    """All pairs, how far each was verified, and who decided on it."""
    return page(request, caller)


def page(request: Request, caller: Caller, refused: DomainError | None = None) -> Response:
    """The page, and what was refused at its head."""
    found, catalogue = pairs(caller.session, caller.scope), load_codes(caller.session)
    context = frame(caller, "crosswalk", refused) | {
        "pairs": [shown(p, catalogue, caller.lang) for p in found], "used": sum(1 for p in found if p.used),
        "f": Figures(caller.lang, caller.state.settings.zone),
    }  # fmt: skip
    return render(request, "matters/rules/crosswalk.html", context, status=status(refused))


def shown(pair: Pair, catalogue: Catalogue, lang: Lang) -> dict[str, Any]:
    """A pair as the table shows it."""
    now = catalogue.codes.get(pair.to_code)
    return {
        "p": pair, "now": now.words(lang) if now else "", "said": words.PAIRS[pair.verified].render(lang),
        "badge": BADGES[pair.verified],
    }  # fmt: skip


@router.post("")
def decide(
    request: Request, caller: OfficeForm, standard: Given, code: Given, agrees: Annotated[bool, Form()]
) -> Response:
    """Confirm or reject a pair, and lead back to it."""
    try:
        decide_pair(caller.session, caller.scope, standard, code, datetime.now(UTC), agrees=agrees)
    except DomainError as refused:
        return page(request, caller, refused)
    return RedirectResponse(f"/matters/rules/crosswalk#pair-{code}", 303)
