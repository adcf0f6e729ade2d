"""Welfare visits: who is overdue, due or comes up, beside the map; and how often somebody is visited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

import shapely
from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field

from geo.drawing import sheet_over
from geo.metric import metres_per_degree
from services.care.due import STANDINGS, CareVisit, care_visits
from services.care.flags import ENTITLED, MAY_SET, MOST_DAYS, end_interval, set_interval
from services.errors import DomainError, NotFound
from services.geography.editions import in_force
from services.geography.outlines import Outline, outlines
from services.geography.tables import Edition
from services.gridfile.map import over_shapes
from services.messages import Message, message
from web.access import Allow, AllowForm, Caller
from web.figures import Figures
from web.grid_names import grid_names
from web.pages.matters.query import zone_named
from web.pages.small_map import Drawing, draw
from web.pages.visits.listing import offered
from web.problems import number_of
from web.render import render

router = APIRouter()
Entitled = Annotated[Caller, Depends(Allow(*ENTITLED), scope="function")]
MaySet = Annotated[Caller, Depends(AllowForm(*MAY_SET), scope="function")]
WORDS: dict[str, Message] = {
    "overdue": message("Overdue"), "due": message("Due today"), "soon": message("Due within a week"),
    "later": message("Due later"),
}  # fmt: skip
PAGE, WIDTH, MARGIN = 100, 760, 0.12
# What the form offers; a file may bring any other.
INTERVALS = (7, 14, 30, 60, 90, 180)


class CareQuery(BaseModel):
    """What an address may ask for: `zone` is a code or a name, `ref` a household for the form."""

    standing: Literal["now", "overdue", "due", "soon", "later", "all"] = "now"
    zone: str = Field(default="", max_length=80, pattern=r"^[^\x00-\x1f]*$")
    ref: str = Field(default="", max_length=300, pattern=r"^[^\x00-\x1f]*$")
    page: int = Field(default=1, ge=1, le=100_000)


@dataclass(frozen=True, slots=True)
class Dot:
    """A household on the map, in pixels."""

    number: int
    standing: str
    x: float
    y: float


@router.get("/visits/care")
def care(request: Request, caller: Entitled, query: Annotated[CareQuery, Query()]) -> Response:
    """The list in the reader's scope; who read it is on record."""
    return page(request, caller, query)


def page(request: Request, caller: Caller, query: CareQuery, refused: DomainError | None = None) -> Response:
    """The list, and at its head what was refused, with what was typed."""
    edition, figures = in_force(caller.session), Figures(caller.lang, caller.state.settings.zone)
    today = datetime.now(UTC).astimezone(figures.zone).date()
    zones = outlines(caller.session, edition.id) if edition else ()
    zone = zone_named(zones, query.zone) if query.zone else None
    grids = [z for z in zones if z.level == "grid" and (zone is None or zone.zone_id in z.path)]
    context: dict[str, Any] = {
        "person": caller.person, "form": caller.form, "f": figures, "query": query, "edition": edition, "today": today,
        "words": {key: said.render(caller.lang) for key, said in WORDS.items()}, "zones": offered(caller, zones),
        "unknown_zone": query.zone if query.zone and zone is None else None, "zone": zone,
        "may_set": caller.person is not None and caller.person.role in MAY_SET, "intervals": INTERVALS,
        "refused": refused.message.render(caller.lang) if refused else None, "address": _addresses(query),
    }  # fmt: skip
    if edition is not None and context["unknown_zone"] is None:
        context |= _shown(caller, edition, grids, today, query)
    return render(request, "visits/care.html", context, status=number_of(refused) if refused else 200)


def _shown(caller: Caller, edition: Edition, grids: Sequence[Outline], today: date, query: CareQuery) -> dict[str, Any]:
    ids, zone = [grid.zone_id for grid in grids], caller.state.settings.zone
    every = care_visits(caller.session, caller.scope, edition.id, ids, today, zone)
    wanted = STANDINGS if query.standing == "all" else STANDINGS[:2] if query.standing == "now" else (query.standing,)
    found = [one for one in every if one.standing in wanted]
    rows = found[(query.page - 1) * PAGE : query.page * PAGE]
    return {
        "every": len(every), "counted": {key: sum(one.standing == key for one in every) for key in STANDINGS},
        "found": len(found), "rows": rows, "first": (query.page - 1) * PAGE, "pages": max(1, -(-len(found) // PAGE)),
        "grids": {grid.zone_id: grid for grid in grids},
        "names": grid_names(caller.session, edition.id), "picture": _picture(caller, edition, rows),
    }  # fmt: skip


def _picture(caller: Caller, edition: Edition, rows: Sequence[CareVisit]) -> tuple[Drawing, list[Dot]] | None:
    """The households of a page of the list on a map, numbered as they stand in it."""
    if not rows:
        return None
    # A single door needs ground around it.
    doors = [shapely.Point(one.lon, one.lat).buffer(0.0012) for one in rows]
    around = over_shapes(caller.session, edition.id, doors, MARGIN, buildings=True)
    box = around.box
    degree_m = metres_per_degree((box.south + box.north) / 2)
    height = round(WIDTH * (box.north - box.south) * degree_m[1] / ((box.east - box.west) * degree_m[0]))
    sheet = sheet_over(box, WIDTH, height)
    dots = []
    for number, one in enumerate(rows, 1):
        (x, y), *_ = shapely.get_coordinates(sheet.lay(shapely.Point(one.lon, one.lat))).tolist()
        dots.append(Dot(number, one.standing, x, y))
    return draw(around, "", WIDTH, height), dots


def _addresses(query: CareQuery) -> Any:
    kept = {"standing": query.standing, "zone": query.zone}

    def address(**changed: object) -> str:
        return "/visits/care?" + urlencode({k: v for k, v in (kept | changed).items() if v})

    return address


@router.post("/visits/care")
def change(
    request: Request, caller: MaySet, ref: Annotated[str, Form(max_length=300)] = "",
    every_days: Annotated[int, Form(ge=0, le=MOST_DAYS)] = 0,
) -> Response:  # fmt: skip
    """Set how often a household is visited, or end it (nought), and lead back to it."""
    edition, name = in_force(caller.session), ref.strip()
    today = datetime.now(UTC).astimezone(caller.state.settings.zone).date()
    try:
        if edition is None:
            raise NotFound("care.household", ref=name)
        if every_days:
            set_interval(caller.session, caller.scope, edition.id, name, every_days, today)
        else:
            end_interval(caller.session, caller.scope, edition.id, name, today)
    except DomainError as refused:
        return page(request, caller, CareQuery(standing="all", ref=name), refused)
    return RedirectResponse("/visits/care?" + urlencode({"standing": "all", "ref": name}) + "#set", 303)
