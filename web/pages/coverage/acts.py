"""What is done on the pages of coverage: opening a cycle, stating something of an address, deciding on it."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Request, Response
from fastapi.responses import RedirectResponse

from services.coverage.cycles import Opening, open_cycle
from services.coverage.statements import decide
from services.errors import DomainError
from web.access import OfficeForm, StaffForm
from web.numbers import LARGEST
from web.pages.coverage import show
from web.pages.coverage.asked import CoverageQuery

router = APIRouter(prefix="/coverage")
Word = Annotated[str, Form(max_length=80)]
Number = Annotated[int, Path(ge=1, le=LARGEST)]
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
