"""The office's calendar: days that differ from the week, from a file; and the hours of work."""

import tempfile
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from services.errors import DomainError, Invalid
from services.intake.features import Features
from services.intake.read import read
from services.intake.uploads import safe_name
from services.working_time.calendar import Window
from services.working_time.office import calendar_days, office_calendar, set_hours, take_calendar
from web.access import Caller, OfficeForm, Staff
from web.figures import Figures
from web.pages.matters.rules import frame, status
from web.render import render

router = APIRouter(prefix="/matters/rules/calendar")
Times = Annotated[list[str], Form(max_length=8)]
FromDay = Annotated[date, Form(alias="from", ge=date(1990, 1, 1), le=date(2200, 1, 1))]
WINDOWS = 3


@router.get("")
def calendar(request: Request, caller: Staff, year: int | None = None) -> Response:
    """The days of a year, and the hours that hold."""
    return page(request, caller, year)


def page(request: Request, caller: Caller, year: int | None = None, refused: DomainError | None = None) -> Response:
    """The page, and what was refused at its head."""
    zone = caller.state.settings.zone
    today = datetime.now(zone).date()
    shown = year if year is not None and 1990 <= year <= 2200 else today.year
    known = office_calendar(caller.session, zone)
    context = frame(caller, "calendar", refused) | {
        "year": shown, "days": calendar_days(caller.session, shown), "today": today,
        "windows": known.windows(today), "own_hours": bool(known.hours), "most_windows": WINDOWS,
        "f": Figures(caller.lang, zone),
    }  # fmt: skip
    return render(request, "matters/rules/calendar.html", context, status=status(refused))


@router.post("")
def put_calendar(request: Request, caller: OfficeForm, file: Annotated[UploadFile, File()]) -> Response:
    """Take the days of a file in, and lead to its first year."""
    try:
        taken = take_calendar(caller.session, caller.scope, as_features(file))
    except DomainError as refused:
        return page(request, caller, refused=refused)
    return RedirectResponse(f"/matters/rules/calendar?year={taken.years[0]}" if taken.years else
                            "/matters/rules/calendar", 303)  # fmt: skip


def as_features(file: UploadFile) -> Features:
    """A small file of a form as a table. Raises Invalid where it is none."""
    with tempfile.TemporaryDirectory(prefix="xunge-") as folder:
        path = Path(folder) / safe_name(file.filename or "calendar.csv")
        path.write_bytes(file.file.read())
        return read(path)


def windows(opens: Sequence[str], closes: Sequence[str]) -> list[Window]:
    """The windows that two columns of a form say. Raises Invalid where one can't be read."""
    said = [pair for pair in zip(opens, closes, strict=False) if any(pair)]
    try:
        return [Window(time.fromisoformat(a), time.fromisoformat(b)) for a, b in said]
    except ValueError as unreadable:
        raise Invalid("working_time.windows", hours=", ".join(f"{a}-{b}" for a, b in said)) from unreadable


@router.post("/hours")
def put_hours(
    request: Request, caller: OfficeForm, since: FromDay,
    opens: Times, closes: Times,
) -> Response:  # fmt: skip
    """Set the hours that hold from a day on, and lead back; a pair of empty fields is no window."""
    try:
        set_hours(caller.session, caller.scope, since, windows(opens, closes))
    except DomainError as refused:
        return page(request, caller, refused=refused)
    return RedirectResponse("/matters/rules/calendar#hours", 303)
