"""In the field: what was sent to the reader today, the next stop first, and what was found there, by a form."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import numpy as np
from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from geo.drawing import sheet_over
from geo.values import LonLat
from services.back_check.sending import Stop, answer_stop, stops_today
from services.coverage.addresses import addresses
from services.coverage.words import STATES
from services.errors import DomainError, NotFound
from services.field.lists import Sent, sent_today
from services.field.visit import AtTheDoor, write_visit
from services.geography.editions import in_force
from services.geography.outlines import outlines
from services.gridfile.map import around_place
from web.access import Caller, Staff, StaffForm
from web.figures import Figures
from web.numbers import LARGEST
from web.pages.coverage.grid import walk
from web.pages.small_map import HEIGHT, WIDTH, draw
from web.problems import number_of
from web.render import render

router = APIRouter(prefix="/field")
Kind = Literal["list", "check"]
Number = Annotated[int, Query(ge=0, le=LARGEST)]
Ref = Annotated[str, Query(max_length=200)]


class Told(BaseModel):
    """What the form says; the place is filled in by a script where the device gives one."""

    kind: Kind
    number: int = Field(ge=0, le=LARGEST)
    ref: str = Field(max_length=200)
    found: Literal["collected", "nobody", "refused", "vacant", "covered", "missed"]
    lon: str = Field("", max_length=30)
    lat: str = Field("", max_length=30)
    accuracy_m: str = Field("", max_length=30)


@dataclass(frozen=True, slots=True)
class Door:
    """A stop as the page shows it; of a back-check nothing is said of what was found before."""

    ref: str
    address: str | None
    lon: float
    lat: float
    state: str = ""
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Errand:
    """A list that was sent: its kind and number, what it is called, and its stops, the next one first."""

    kind: Kind
    number: int
    name: str
    doors: tuple[Door, ...]


@router.get("")
def first(request: Request, caller: Staff, kind: Kind = "list", number: Number = 0, stop: Ref = "") -> Response:
    """The lists of today, and the stop that is asked for or the next one."""
    return page(request, caller, kind, number, stop)


def page(
    request: Request, caller: Caller, kind: Kind, number: int, stop: str, refused: DomainError | None = None
) -> Response:
    """The page, with what was refused of a form on it."""
    errands = _errands(caller)
    asked = next((one for one in errands if (one.kind, one.number) == (kind, number)), None)
    shown = asked or next((one for one in errands if one.doors), None)
    door = next((one for one in shown.doors if one.ref == stop), next(iter(shown.doors), None)) if shown else None
    context: dict[str, Any] = {
        "person": caller.person, "form": caller.form, "f": Figures(caller.lang, caller.state.settings.zone),
        "errands": errands, "shown": shown, "door": door, "states": STATES,
        "refused": refused.message.render(caller.lang) if refused else None,
    }  # fmt: skip
    edition = in_force(caller.session)
    if door is not None and edition is not None:
        around = around_place(caller.session, edition.id, LonLat(door.lon, door.lat))
        marks = sheet_over(around.box, WIDTH, HEIGHT).to_px(np.array([(door.lon, door.lat)]))
        context |= {"drawing": draw(around, ""), "marks": marks.tolist()}
    return render(request, "field/page.html", context, status=number_of(refused) if refused else 200)


@router.post("")
def found_one(request: Request, caller: StaffForm, told: Annotated[Told, Form()]) -> Response:
    """Write down what was found at a stop, and lead to the next one."""
    now = datetime.now(UTC)
    try:
        if told.kind == "check":
            stop = _stop(caller, told.number, told.ref)
            answer_stop(caller.session, caller.scope, stop, covered=told.found == "covered", now=now)
        else:
            door = AtTheDoor(told.ref, told.found, _at(told.lon, told.lat), _number(told.accuracy_m))
            write_visit(caller.session, caller.scope, _sent(caller, told.number).place, door, now)
    except DomainError as refused:
        return page(request, caller, told.kind, told.number, told.ref, refused)
    return RedirectResponse(f"/field?kind={told.kind}&number={told.number}", 303)


def _errands(caller: Caller) -> list[Errand]:
    zone, now = caller.state.settings.zone, datetime.now(UTC)
    made = [_work(caller, one) for one in sent_today(caller.session, caller.scope, now, zone)]
    stops: dict[int, list[Door]] = {}
    for one in stops_today(caller.session, caller.scope, now, zone):
        stops.setdefault(one.number, []).append(Door(one.ref, one.address, one.lon, one.lat))
    return made + [Errand("check", number, "", tuple(doors)) for number, doors in stops.items()]


def _work(caller: Caller, sent: Sent) -> Errand:
    way, _ = walk(addresses(caller.session, caller.scope, sent.place, [sent.grid_id]))
    name = next((o.name for o in outlines(caller.session, sent.place.edition_id) if o.zone_id == sent.grid_id), "")
    today = datetime.now(caller.state.settings.zone).date()
    zone = caller.state.settings.zone
    left = [one for one in way if one.last_visit is None or one.last_visit.astimezone(zone).date() < today]
    doors = tuple(Door(one.ref, one.address, one.lon, one.lat, one.state, one.tries) for one in left)
    return Errand("list", sent.number, name, doors)


def _sent(caller: Caller, number: int) -> Sent:
    known = sent_today(caller.session, caller.scope, datetime.now(UTC), caller.state.settings.zone)
    found = next((one for one in known if one.number == number), None)
    if found is None:
        raise NotFound("field.none")
    return found


def _stop(caller: Caller, number: int, ref: str) -> Stop:
    known = stops_today(caller.session, caller.scope, datetime.now(UTC), caller.state.settings.zone)
    found = next((one for one in known if (one.number, one.ref) == (number, ref)), None)
    if found is None:
        raise NotFound("field.none")
    return found


def _at(lon: str, lat: str) -> LonLat | None:
    east, north = _number(lon), _number(lat)
    return None if east is None or north is None else LonLat(east, north)


def _number(written: str) -> float | None:
    """A number that a script filled in; none where it is empty or no number."""
    try:
        return float(written) if written.strip() else None
    except ValueError:
        return None
