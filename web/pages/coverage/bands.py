"""The bands in which the days since the last verified visit are told, and where they come from."""

import re
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from services.coverage.bands import LONGEST_DAYS, bands, history, set_bands
from services.errors import DomainError
from services.messages import Message
from web.access import Caller, OfficeForm, Staff
from web.figures import Figures
from web.pages.coverage.words import band_words
from web.problems import number_of
from web.render import render

router = APIRouter(prefix="/coverage/bands")
Ends = Annotated[str, Form(max_length=60)]
Source = Annotated[str, Form(max_length=300, pattern=r"^[^\x00-\x1f]*$")]


@router.get("")
def shown(request: Request, caller: Staff) -> Response:
    """The bands that hold, and those that held before."""
    return page(request, caller)


def page(request: Request, caller: Caller, refused: DomainError | None = None) -> Response:
    """The bands, and at their head what was refused."""
    held = bands(caller.session)
    context = {
        "person": caller.person, "form": caller.form, "sets": caller.scope.everything, "held": held,
        "words": band_words(held.ends, caller.lang), "before": history(caller.session),
        "f": Figures(caller.lang, caller.state.settings.zone),
        "source": held.source.render(caller.lang) if isinstance(held.source, Message) else held.source,
        "refused": refused.message.render(caller.lang) if refused else None,
    }  # fmt: skip
    return render(request, "coverage/bands.html", context, status=number_of(refused) if refused else 200)


@router.post("")
def set_them(request: Request, caller: OfficeForm, ends: Ends = "", source: Source = "") -> Response:
    """Set the bands from now on, and lead back."""
    try:
        set_bands(caller.session, caller.scope, _numbers(ends), source)
    except DomainError as refused:
        return page(request, caller, refused)
    return RedirectResponse("/coverage/bands", 303)


def _numbers(written: str) -> list[int]:
    """The numbers of a text such as "30, 90, 180"; what is no number of days makes bands that are refused."""
    parts = re.split(r"[\s,，、;；]+", written.strip())
    return [int(part) if re.fullmatch("[0-9]{1,4}", part) else LONGEST_DAYS + 1 for part in parts]
