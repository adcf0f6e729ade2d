"""The map beside its ranking table, and the list of points outside all grids."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal

import numpy as np
from fastapi import APIRouter, Request
from fastapi.responses import Response

from geo.classes import classify, quantile_breaks
from services.access.audit import record
from services.errors import Invalid, NotFound
from services.geography.editions import in_force, in_force_ever
from services.geography.tables import Edition
from services.locating.counts import counts, outsiders
from services.measures.matters_per_household import Figures, matters_per_household, period_of_all
from web.access import Caller, Staff
from web.numbers import EditionId, FromDay, ToDay
from web.render import render

router = APIRouter()
CLASSES = 5
FIRST_DAYS = 90


@dataclass(frozen=True)
class View:
    """What the page shows: an edition, and a period of local days [start, stop)."""

    edition: Edition
    start: date
    stop: date


def view(caller: Caller, edition: int | None, start: date | None, stop: date | None) -> View | None:
    """The view that is asked for; the newest edition and the last 90 days of matters by default.

    None where there are no boundaries yet. Raises NotFound or Invalid.
    """
    zone = caller.state.settings.zone
    known = in_force_ever(caller.session)
    today = in_force(caller.session, datetime.now(zone).date())
    chosen = next((e for e in known if e.id == edition), None) if edition else today
    if chosen is None:
        if edition:
            raise NotFound("locating.edition", edition=edition)
        return None
    if start is None or stop is None:
        whole = period_of_all(caller.session)
        last = (whole[1] if whole else datetime.now(zone)).astimezone(zone).date()
        stop = stop or last + timedelta(days=1)
        start = start or stop - timedelta(days=FIRST_DAYS)
    if start >= stop:
        raise Invalid("measures.period", start=start, stop=stop)
    return View(chosen, start, stop)


def measure(caller: Caller, shown: View) -> Figures:
    """The figures of a view; its days begin and end at local midnights."""
    zone = caller.state.settings.zone
    start, stop = (datetime.combine(day, time(), zone) for day in (shown.start, shown.stop))
    return matters_per_household(caller.session, caller.scope, shown.edition.id, start, stop)


def classes(values: list[Decimal | None]) -> tuple[list[float], list[int]]:
    """Rims of the classes, and each value's class."""
    known = np.array([np.nan if v is None else float(v) for v in values])
    rims = quantile_breaks(known, CLASSES)
    return rims, [int(c) for c in classify(known, rims)]


@router.get("/")
def ranking(
    request: Request,
    caller: Staff,
    edition: EditionId | None = None,
    start: FromDay = None,
    stop: ToDay = None,
) -> Response:
    """Matters per hundred households by grid: map and table from one query."""
    shown = view(caller, edition, start, stop)
    context: dict[str, Any] = {
        "person": caller.person, "form": caller.form, "view": shown, "editions": in_force_ever(caller.session),
    }  # fmt: skip
    if shown is None:
        return render(request, "empty.html", context)
    figures = measure(caller, shown)
    rims, found = classes([row.value for row in figures.rows])
    rows = list(zip(figures.rows, found, strict=True))
    known = {
        kind: counts(caller.session, caller.scope, kind, shown.edition.id) for kind in ("household", "matter", "visit")
    }
    context |= {"figures": figures, "rows": rows, "rims": rims, "counts": known}
    return render(request, "ranking.html", context)


@router.get("/outside")
def outside(
    request: Request, caller: Staff, edition: EditionId, kind: Literal["household", "matter", "visit"] = "matter"
) -> Response:
    """The points outside all grids, with the nearest grid; who read them is recorded."""
    found = outsiders(caller.session, caller.scope, kind, edition)
    record(caller.session, caller.scope.person_id, "outside.read", kind, {"edition": edition, "n": len(found)})
    context = {
        "person": caller.person, "form": caller.form, "kind": kind, "edition": edition,
        "points": found, "counts": counts(caller.session, caller.scope, kind, edition),
    }  # fmt: skip
    return render(request, "outside.html", context)
