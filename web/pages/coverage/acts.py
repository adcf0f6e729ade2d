"""What is done on the pages of coverage: cycles opened and closed, something stated of an address, a decision on it."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Request, Response
from fastapi.responses import RedirectResponse

from services.coverage.cycles import Opening, close_cycle, open_cycle, open_next, reopen_cycle
from services.coverage.statements import decide
from services.errors import DomainError, Invalid
from web.access import Caller, OfficeForm, StaffForm
from web.numbers import LARGEST
from web.pages.coverage import show
from web.pages.coverage.asked import CoverageQuery

router = APIRouter(prefix="/coverage")
Word = Annotated[str, Form(max_length=80)]
Number = Annotated[int, Path(ge=1, le=LARGEST)]
CycleKey = Annotated[str, Path(min_length=4, max_length=10, pattern=r"^[0-9A-Z-]+$")]
Count = Annotated[int, Form(ge=0, le=LARGEST)]


@router.post("/cycles")
def open_one(
    request: Request,
    caller: OfficeForm,
    key: Word = "",
    counted_by: Count = 0,
    tries: Count = 3,
    fresh_days: Count = 90,
) -> Response:
    """Open a cycle, and lead to it."""
    try:
        made = open_cycle(
            caller.session, caller.scope, Opening(key.strip(), counted_by or None, tries, fresh_days),
            caller.state.settings.zone,
        )  # fmt: skip
    except DomainError as refused:
        return show.page(request, caller, CoverageQuery(), refused)
    return RedirectResponse(f"/coverage?cycle={made.key}", 303)


@router.post("/cycles/{key}")
def close_one(
    request: Request, caller: OfficeForm, key: CycleKey, act: Annotated[Literal["close", "reopen", "next"], Form()],
    sure: Word = "",
) -> Response:  # fmt: skip
    """Close a cycle once that is confirmed, open it again, or open the one after it; and lead to it."""
    try:
        if act == "close" and not sure:
            raise Invalid("coverage.sure", cycle=key)
        shown = _done(caller, key, act)
    except DomainError as refused:
        return show.page(request, caller, CoverageQuery(cycle=key), refused)
    return RedirectResponse(f"/coverage?cycle={shown}", 303)


def _done(caller: Caller, key: str, act: str) -> str:
    if act == "close":
        return close_cycle(caller.session, caller.scope, key, datetime.now(UTC)).key
    if act == "reopen":
        return reopen_cycle(caller.session, caller.scope, key).key
    return open_next(caller.session, caller.scope, key, caller.state.settings.zone).key


@router.post("/statements/{number}")
def decide_one(
    request: Request, caller: StaffForm, number: Number, act: Annotated[Literal["approve", "reject"], Form()],
    cycle: Word = "",
) -> Response:  # fmt: skip
    """Decide on a statement, and lead back to where it stands."""
    try:
        decide(caller.session, caller.scope, number, approve=act == "approve")
    except DomainError as refused:
        return show.page(request, caller, CoverageQuery(cycle=cycle), refused)
    return RedirectResponse(f"/coverage?cycle={cycle}#h-said", 303)
