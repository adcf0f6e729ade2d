"""The work log (工作日志): what was done in a zone day by day, on a page that prints and as a table to take along."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request, Response

from services.export.sheet import Form
from services.gridfile.work_log import MONTH, WorkLog, work_log
from services.gridfile.work_log_sheet import sheet_of
from services.month_end.months import month_named
from web import words
from web.access import Caller, Staff
from web.download import download
from web.figures import Figures
from web.names import ZoneCode
from web.render import render

router = APIRouter(prefix="/work-log")
Key = Annotated[str, Query(max_length=7, pattern=r"^[0-9-]*$")]
LevelGiven = Literal["grid", "area", "community", "subdistrict"]


def read(caller: Caller, code: str, month: str, level: str | None) -> WorkLog:
    """The month asked for, else the one in which something was last recorded. Raises Invalid for what is no month."""
    zone = caller.state.settings.zone
    first = month_named(month, zone).first if month else None
    return work_log(caller.session, caller.scope, code, zone, datetime.now(UTC), first, level)


@router.get(".{form}")
def sheet(caller: Staff, form: Form, zone: Annotated[str, Query(min_length=1, max_length=80)], month: Key = "",
          level: LevelGiven | None = None) -> Response:  # fmt: skip
    """The same days as CSV or XLSX."""
    log = read(caller, zone, month, level)
    name = f"work_log_{log.first.strftime(MONTH)}"
    return download(sheet_of(log, caller.lang, caller.state.settings.zone), form, name)


@router.get("/{code:path}")
def page(request: Request, caller: Staff, code: ZoneCode, month: Key = "", level: LevelGiven | None = None) -> Response:
    """A month of a zone."""
    log, zone = read(caller, code, month, level), caller.state.settings.zone
    most = max((d.visits + d.patrols for d in log.days), default=0) or 1
    context = {
        "person": caller.person, "form": caller.form, "f": Figures(caller.lang, zone), "words": words, "log": log,
        "month": log.first.strftime(MONTH), "before": log.first - timedelta(days=1), "after": _after(log.first, zone),
        "most": most,
    }  # fmt: skip
    return render(request, "work_log.html", context)


def _after(first: date, zone: ZoneInfo) -> date | None:
    """The first day of the next month; None where it has not begun."""
    following = (first + timedelta(days=31)).replace(day=1)
    return following if following <= datetime.now(zone).date() else None
