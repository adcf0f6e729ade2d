"""Coverage of a community or an area: all its gaps on one map, and its grids with what is left in each."""

from collections import Counter
from typing import Any

from fastapi import APIRouter, Request, Response

from services.access.audit import record
from services.coverage.addresses import Covered, addresses
from services.coverage.gaps import missed_blocks, unreached
from services.coverage.levels import Levels, table
from services.coverage.zone_gaps import around_zone, gaps_of_zone
from services.geography.outlines import outlines
from services.gridfile.zone import Subject, find_zone
from services.measures.zones import Level
from web.access import Caller, Staff
from web.names import ZoneCode
from web.pages.coverage.asked import Asking, Shown, ages, frame, shown_or_none_such
from web.pages.coverage.picture import gaps_picture
from web.render import render

router = APIRouter(prefix="/coverage")


@router.get("/communities/{code}")
def community(request: Request, caller: Staff, code: ZoneCode, query: Asking) -> Response:
    """The page of a community. Raises NotFound, Forbidden."""
    return _page(request, caller, code, query.cycle, "community")


@router.get("/areas/{code}")
def area(request: Request, caller: Staff, code: ZoneCode, query: Asking) -> Response:
    """The page of an area. Raises NotFound, Forbidden."""
    return _page(request, caller, code, query.cycle, "area")


def _page(request: Request, caller: Caller, code: str, cycle: str, level: Level) -> Response:
    found = shown_or_none_such(caller, cycle)
    subject = find_zone(caller.session, caller.scope, code, found.edition.valid_from, found.edition.id, level)
    context = frame(caller, found) | _zone(caller, found, subject, level)
    return render(request, "coverage/zone.html", context)


def _zone(caller: Caller, found: Shown, subject: Subject, level: Level) -> dict[str, Any]:
    every = addresses(caller.session, caller.scope, found.place, subject.grid_ids)
    around = around_zone(caller.session, subject)
    gaps = gaps_of_zone(caller.session, found.place, subject, every, lambda: around)
    blocks, left = missed_blocks(every), unreached(every)
    record(caller.session, caller.scope.person_id, "coverage.blocks", found.cycle.key, {"n": len(blocks)})
    names = {one.zone_id: one for one in outlines(caller.session, found.edition.id)}
    return {
        "zone": subject, "level": level, "one": _own(caller, found, subject, level), "gaps": gaps, "left": len(left),
        "blocks": [(b, [names[g] for g in b.grid_ids if g in names]) for b in blocks],
        "grids": _grids(caller, found, subject, left),
        "picture": gaps_picture(around, subject.code, left, gaps, blocks, [], ages(caller, found)),
    }  # fmt: skip


def _own(caller: Caller, found: Shown, subject: Subject, level: Level) -> Levels:
    read = table(caller.session, caller.scope, found.place, level, found.now)
    return next(one for zone, one in read.zones if zone.id == subject.zone_id)


def _grids(caller: Caller, found: Shown, subject: Subject, left: list[Covered]) -> list[tuple[Any, Levels, int]]:
    """Its grids with their levels and how many addresses are left to walk to, most first."""
    inside, open_in = set(subject.grid_ids), Counter(one.grid_id for one in left)
    read = table(caller.session, caller.scope, found.place, "grid", found.now)
    rows = [(zone, one, open_in[zone.id]) for zone, one in read.zones if zone.id in inside]
    return sorted(rows, key=lambda row: (-row[2], row[0].code))
