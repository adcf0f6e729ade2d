"""Month end: every grid's month on one page, and the month of one grid with its map and its steps."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from services.access.audit import record
from services.errors import DomainError, NotFound
from services.geography.editions import in_force
from services.gridfile.map import surroundings
from services.gridfile.zone import find_zone
from services.month_end.months import (
    ACTS,
    COUNTS,
    MOST_NOTE,
    STATES,
    GridMonth,
    Month,
    Wanted,
    events_of,
    month_due,
    month_named,
    months_of,
    open_to,
    take_step,
)
from web.access import Caller, Staff, StaffForm
from web.figures import Figures
from web.grid_names import grid_names
from web.names import ZoneCode
from web.pages.small_map import draw
from web.problems import number_of
from web.render import render

router = APIRouter()
Key = Annotated[str, Query(max_length=7, pattern=r"^[0-9-]*$")]
Standing = Literal["", "missing", "handed_in", "sent_back", "verified"]
Word = Annotated[str, Form(max_length=20, pattern=r"^[a-z_]*$")]


def month_of(caller: Caller, key: str) -> Month:
    """The month asked for, else the one that is to be handed in today. Raises Invalid."""
    zone = caller.state.settings.zone
    return month_named(key or month_due(datetime.now(UTC), zone), zone)


@router.get("/visits/month")
def overview(request: Request, caller: Staff, month: Key = "", state: Standing = "") -> Response:
    """The month of each grid in scope: what was handed in, what is late, what waits to be verified."""
    asked, now = month_of(caller, month), datetime.now(UTC)
    edition = in_force(caller.session)
    found = months_of(caller.session, caller.scope, edition.id, asked, now) if edition else []
    record(caller.session, caller.scope.person_id, "month_end.list", asked.key, {"n": len(found)})
    counted = {key: sum(one.state == key for one in found) for key in STATES}
    context = {
        "person": caller.person, "form": caller.form, "f": Figures(caller.lang, caller.state.settings.zone),
        "month": asked, "before": asked.first - timedelta(days=1),
        "after": asked.first + timedelta(days=31), "names": grid_names(caller.session, edition.id) if edition else None,
        "counted": counted, "state_asked": state,
        "late": sum(one.late for one in found), "all": len(found), "over": now >= asked.until,
        "states": {key: said.render(caller.lang) for key, said in STATES.items()},
        "rows": [one for one in found if state in ("", one.state)],
    }  # fmt: skip
    return render(request, "visits/month.html", context)


@router.get("/visits/month/{code}")
def grid_month(request: Request, caller: Staff, code: ZoneCode, month: Key = "") -> Response:
    """The month of one grid."""
    return page(request, caller, code, month_of(caller, month))


def page(request: Request, caller: Caller, code: str, asked: Month, tried: tuple[DomainError, str, str] | None = None,
         ) -> Response:  # fmt: skip
    """The month, and at its head what was refused, with what was typed."""
    now, zone = datetime.now(UTC), caller.state.settings.zone
    edition = in_force(caller.session)
    if edition is None:
        raise NotFound("month_end.none", code=code)
    found = next(iter(months_of(caller.session, caller.scope, edition.id, asked, now, code)), None)
    if found is None:
        raise NotFound("month_end.none", code=code)
    record(caller.session, caller.scope.person_id, "month_end.read", code, {"month": asked.key})
    subject = find_zone(caller.session, caller.scope, code, now.astimezone(zone).date(), edition.id, "grid")
    context = {
        "person": caller.person, "form": caller.form, "f": Figures(caller.lang, zone), "month": asked, "g": found,
        "name": grid_names(caller.session, edition.id)(code),
        "state": STATES[found.state].render(caller.lang), "counts": counts(found), "most": MOST_NOTE,
        "steps": [(ACTS[one.act].render(caller.lang), one)
                  for one in events_of(caller.session, found.grid.zone_id, asked)][::-1],
        "acts": open_to(caller.session, caller.scope, found, asked, now),
        "seq": found.report.seq if found.report else 0,
        "drawing": draw(surroundings(caller.session, subject), code),
        "refused": tried[0].message.render(caller.lang) if tried else None, "tried": tried,
        "opens": asked.until - timedelta(days=7), "early": now < asked.until - timedelta(days=7),
    }  # fmt: skip
    return render(request, "visits/grid_month.html", context, status=number_of(tried[0]) if tried else 200)


def counts(found: GridMonth) -> list[tuple[str, int | None, int]]:
    """Each figure as handed in, None where it was not, and as it is now."""
    then = found.report.figures if found.report else {}
    return [(name, then.get(name), found.now[name]) for name in COUNTS]


@router.post("/visits/month/{code}")
def step(
    request: Request, caller: StaffForm, code: ZoneCode, act: Word, month: Annotated[str, Form(max_length=7)],
    seq: Annotated[int, Form(ge=0, le=100_000)], note: Annotated[str, Form(max_length=MOST_NOTE)] = "",
) -> Response:  # fmt: skip
    """Hand in, verify or send back, and lead back."""
    asked, edition = month_of(caller, month), in_force(caller.session)
    if edition is None:
        raise NotFound("month_end.none", code=code)
    try:
        take_step(caller.session, caller.scope, edition.id, code, asked, Wanted(act, seq, note), datetime.now(UTC))
    except NotFound:
        raise
    except DomainError as refused:
        return page(request, caller, code, asked, (refused, act, note))
    return RedirectResponse(f"/visits/month/{code}?month={asked.key}", 303)
