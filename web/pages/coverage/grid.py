"""Coverage of one grid: its addresses and gaps on the map, the work list ordered to walk, statements."""

from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from geo.coverage.walk import length_m, order_to_walk
from geo.metric import flatten
from services.coverage.addresses import Covered, addresses
from services.coverage.gaps import gaps_of, missed_blocks, unreached
from services.coverage.levels import Levels, table
from services.coverage.statements import Said, state
from services.coverage.tables import REASONS
from services.coverage.words import REASONS as REASON_WORDS
from services.coverage.words import STATES
from services.errors import DomainError
from services.field.lists import MAY_SEND, recipients, send_list
from services.gridfile.map import surroundings
from services.gridfile.zone import Subject, find_zone
from web.access import Caller, Staff, StaffForm
from web.names import ZoneCode
from web.nav import ROLE_NAMES
from web.pages.coverage.asked import Asking, CoverageQuery, Shown, ages, frame, shown_or_none_such
from web.pages.coverage.picture import gaps_picture
from web.problems import number_of
from web.render import render

router = APIRouter(prefix="/coverage/grids")
MARGIN = 0.06
Word = Annotated[str, Form(max_length=300)]


@router.get("/{code}")
def first(request: Request, caller: Staff, code: ZoneCode, query: Asking) -> Response:
    """The page of a grid."""
    return page(request, caller, code, query)


@router.post("/{code}/send")
def send_one(
    request: Request, caller: StaffForm, code: ZoneCode, to: Word = "", cycle: Word = "",
) -> Response:  # fmt: skip
    """Send the work list to somebody who answers for the grid, and lead back."""
    query = CoverageQuery(cycle=cycle)
    try:
        found = shown_or_none_such(caller, cycle)
        subject = find_zone(caller.session, caller.scope, code, found.edition.valid_from, found.edition.id, "grid")
        send_list(caller.session, caller.scope, found.place, subject.zone_id, to, found.now)
    except DomainError as refused:
        return page(request, caller, code, query, refused)
    return RedirectResponse(f"/coverage/grids/{code}?cycle={cycle}&sent={to}#h-list", 303)


@router.post("/{code}")
def state_one(
    request: Request, caller: StaffForm, code: ZoneCode, ref: Word = "", reason: Word = "", evidence: Word = "",
    cycle: Word = "",
) -> Response:  # fmt: skip
    """State something of an address, and lead back to the list."""
    query = CoverageQuery(cycle=cycle)
    try:
        kind = next((kind for kind, reasons in REASONS.items() if reason in reasons), "")
        state(
            caller.session,
            caller.scope,
            shown_or_none_such(caller, query.cycle).place,
            Said(ref, kind, reason, evidence),
        )
    except DomainError as refused:
        return page(request, caller, code, query, refused)
    return RedirectResponse(f"/coverage/grids/{code}?cycle={cycle}#h-list", 303)


def page(
    request: Request, caller: Caller, code: str, query: CoverageQuery, refused: DomainError | None = None
) -> Response:
    """The page, with what was refused of a form on it. Raises NotFound, Forbidden."""
    found = shown_or_none_such(caller, query.cycle)
    day = found.edition.valid_from
    subject = find_zone(caller.session, caller.scope, code, day, found.edition.id, "grid")
    context = frame(caller, found) | _grid(caller, found, subject) | {"map": query.map, "sent": query.sent}
    context["refused"] = refused.message.render(caller.lang) if refused else None
    return render(request, "coverage/grid.html", context, status=number_of(refused) if refused else 200)


def _grid(caller: Caller, found: Shown, subject: Subject) -> dict[str, Any]:
    every = addresses(caller.session, caller.scope, found.place, [subject.zone_id])
    around = surroundings(caller.session, subject, margin=MARGIN)
    streets = [p.shape for p in around.of("street")]
    gaps = gaps_of(caller.session, found.place, [subject.zone_id], every, around.outline, streets, around.unlived)
    blocks, way = missed_blocks(every), walk(every)
    drawn = gaps_picture(around, subject.code, every, gaps, blocks, way[0], ages(caller, found))
    return {
        "grid": subject, "one": _levels(caller, found, subject), "gaps": gaps, "blocks": blocks, "way": way[0],
        "way_m": way[1], "picture": drawn,
        "recipients": [(one.login, f"{one.display_name} · {ROLE_NAMES[one.role].render(caller.lang)}")
                       for one in recipients(caller.session, found.place, subject.zone_id)],
        "may_send": caller.scope.role in MAY_SEND and found.cycle.closed_at is None
        and found.cycle.starts_at <= found.now < found.cycle.stops_at,
        "states": STATES, "reasons": [
            (kind, STATES[kind].render(caller.lang), [(r, REASON_WORDS[r].render(caller.lang)) for r in REASONS[kind]])
            for kind in REASONS
        ],
    }  # fmt: skip


def walk(every: list[Covered]) -> tuple[list[Covered], float]:
    """The unreached addresses in an order to walk, and how long that way is in metres."""
    left = unreached(every)
    if not left:
        return [], 0.0
    degrees = np.array([(one.lon, one.lat) for one in left], float)
    metres = flatten(degrees, round(float(degrees[:, 1].mean()), 2))
    order = order_to_walk(metres)
    return [left[row] for row in order], length_m(metres, order)


def _levels(caller: Caller, found: Shown, subject: Subject) -> Levels:
    read = table(caller.session, caller.scope, found.place, "grid", found.now)
    return next(one for zone, one in read.zones if zone.id == subject.zone_id)
