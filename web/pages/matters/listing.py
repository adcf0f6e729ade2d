"""The list of matters with its filters in the address, as page and file; and the queues of departments."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from services.access.audit import record
from services.export.sheet import Form
from services.geography.editions import in_force
from services.geography.outlines import Outline, outlines
from services.matters.codes.catalogue import Catalogue, groups, load_codes
from services.matters.departments import departments
from services.matters.life.moves import STAGE_WORDS
from services.matters.list import ORDERS, PAGE, Listed, list_matters, loads, queue
from services.matters.sheet import sheet_of
from services.matters.sources import SOURCE_WORDS
from services.matters.tables import STAGES
from services.messages import Lang
from web import words
from web.access import Caller, Staff
from web.board.query import Key
from web.download import download
from web.figures import Figures
from web.grid_names import grid_names
from web.numbers import Page
from web.pages.matters import shown
from web.pages.matters.query import STANDINGS, MatterQuery, addresses, asked
from web.render import render

router = APIRouter()
Asking = Annotated[MatterQuery, Query()]
# More names than these are no help in a field; typing the code does it.
MOST_NAMES = 400


@router.get("/matters")
def matters(request: Request, caller: Staff, query: Asking) -> Response:
    """A page of the list."""
    now, figures = datetime.now(UTC), Figures(caller.lang, caller.state.settings.zone)
    edition = in_force(caller.session)
    zones = outlines(caller.session, edition.id) if edition else ()
    wanted = asked(query, zones, figures.zone)
    catalogue, known = load_codes(caller.session), departments(caller.session)
    order = query.order if query.order in ORDERS else "queue"
    found = None
    if edition is not None and wanted.unknown_zone is None:
        found = list_matters(
            caller.session, caller.scope, edition.id, wanted.filter, catalogue, now, order, query.page
        )  # fmt: skip
        record(caller.session, caller.scope.person_id, "matter.list", "matters", {"n": len(found.rows)})
    named = shown.names(known, caller.lang)
    where = grid_names(caller.session, edition.id) if edition else str
    context = {
        "person": caller.person, "form": caller.form, "tab": "list", "found": found, "query": query, "order": order,
        "rows": [shown.row(m, catalogue, named, figures, now, where) for m in found.rows] if found else [],
        "pages": max(1, -(-found.total // PAGE)) if found else 1, "f": figures, "address": addresses(query),
        "unknown_zone": wanted.unknown_zone, "standings": STANDINGS, "standing_words": words.STANDINGS,
        **choices(caller, catalogue, zones, caller.lang), "departments": list(named.items()),
    }  # fmt: skip
    return render(request, "matters/list.html", context)


def choices(caller: Caller, catalogue: Catalogue, zones: tuple[Outline, ...], lang: Lang) -> dict[str, Any]:
    """What the fields of the filter offer."""
    offered = sorted(catalogue.codes.values(), key=lambda c: (c.class_code, c.code))
    classes = {c.class_code: c.class_name if lang == "zh" else c.class_name_en for c in offered}
    types = [
        *((f"group:{g.key}", g.name if lang == "zh" else g.name_en) for g in groups(caller.session)),
        *((f"class:{code}", f"{code} {name}") for code, name in classes.items()),
        *((f"code:{c.code}", f"{c.code} {c.words(lang)}") for c in offered),
    ]
    mine = set(caller.scope.grid_ids)
    reached = [z for z in zones if caller.scope.everything or z.level != "grid" or z.zone_id in mine]
    return {
        "types": types, "stages": [(s, STAGE_WORDS[s].render(lang)) for s in STAGES],
        "sources": [(key, said.render(lang)) for key, said in SOURCE_WORDS.items()],
        "zones": [(z.code, z.name) for z in reached][:MOST_NAMES],
    }  # fmt: skip


@router.get("/matters.{form}")
def matters_file(caller: Staff, form: Form, query: Asking) -> Response:
    """Every matter that the filter keeps, on no pages, as CSV or XLSX."""
    now, zone = datetime.now(UTC), caller.state.settings.zone
    edition = in_force(caller.session)
    zones = outlines(caller.session, edition.id) if edition else ()
    wanted, catalogue = asked(query, zones, zone), load_codes(caller.session)
    rows: tuple[Listed, ...] = ()
    if edition is not None and wanted.unknown_zone is None:
        order = query.order if query.order in ORDERS else "queue"
        rows = list_matters(caller.session, caller.scope, edition.id, wanted.filter, catalogue, now, order, None).rows
    record(caller.session, caller.scope.person_id, "matter.export", "matters", {"n": len(rows)})
    named = shown.names(departments(caller.session), caller.lang)
    return download(sheet_of(rows, catalogue, named, caller.lang, zone), form, "matters")


@router.get("/matters/queue")
def queues(request: Request, caller: Staff, department: Key = "", page: Annotated[Page, Query()] = 1) -> Response:
    """How much each department has to do, and what one of them has to do first."""
    now, figures = datetime.now(UTC), Figures(caller.lang, caller.state.settings.zone)
    edition, catalogue = in_force(caller.session), load_codes(caller.session)
    named = shown.names(departments(caller.session), caller.lang)
    where = grid_names(caller.session, edition.id) if edition else str
    all_loads = loads(caller.session, caller.scope, edition.id, now) if edition else []
    chosen = department or next((load.department for load in all_loads if load.department), "")
    found = None
    if edition is not None and chosen:
        found = queue(caller.session, caller.scope, edition.id, chosen, catalogue, now, page)
        record(caller.session, caller.scope.person_id, "matter.list", "queue", {"n": len(found.rows)})
    context = {
        "person": caller.person, "form": caller.form, "tab": "queue", "loads": all_loads, "named": named,
        "chosen": chosen, "found": found, "page": page, "f": figures,
        "rows": [shown.row(m, catalogue, named, figures, now, where) for m in found.rows] if found else [],
        "pages": max(1, -(-found.total // PAGE)) if found else 1,
    }  # fmt: skip
    return render(request, "matters/queue.html", context)
