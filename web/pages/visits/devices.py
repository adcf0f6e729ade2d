"""Devices in another frame, and one device with its offsets drawn; put right, left as it is, or set back."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from geo.drawing import round_length_m
from geo.visit_review.visits import Floats
from services.errors import DomainError
from services.visit_review.correct import affected, correct, dismiss, undo
from services.visit_review.device_file import Finding, device_file, findings
from services.visit_review.life import MOST_NOTE
from services.visit_review.limits import held
from services.visit_review.words import FRAMES, MIXUPS
from web.access import Caller, OfficeForm, Staff
from web.figures import Figures
from web.names import PointRef
from web.numbers import LARGEST
from web.problems import number_of
from web.render import render

router = APIRouter()
SIZE = 420
RIM = 24.0
Number = Annotated[int, Form(ge=1, le=LARGEST)]


@dataclass(frozen=True, slots=True)
class Plot:
    """Offsets in pixels around the address in the middle; rings with their metres, the near one apart."""

    size: int
    dots: tuple[tuple[float, float], ...]
    middle: tuple[float, float] | None
    rings: tuple[tuple[float, float], ...]
    near: float


def plot(offsets: Floats, near_m: float) -> Plot:
    """Lay offsets (metres east and north) around the middle of a square."""
    away = np.hypot(*offsets.T) if len(offsets) else np.zeros(1)
    reach_m = max(float(away.max()), 2 * near_m) * 1.05
    scale = (SIZE / 2 - RIM) / reach_m
    step = round_length_m(reach_m / 2)
    rings = np.arange(step, reach_m, step).tolist()
    placed = [(SIZE / 2 + x * scale, SIZE / 2 - y * scale) for x, y in offsets.tolist()]
    middle = np.median(offsets, axis=0).tolist() if len(offsets) else None
    return Plot(
        SIZE, tuple(placed), (SIZE / 2 + middle[0] * scale, SIZE / 2 - middle[1] * scale) if middle else None,
        tuple((metres * scale, metres) for metres in rings), near_m * scale,
    )  # fmt: skip


@router.get("/visits/devices")
def devices(request: Request, caller: Staff) -> Response:
    """The devices found in another frame."""
    context = {
        "person": caller.person, "form": caller.form, "f": Figures(caller.lang, caller.state.settings.zone),
        "found": [shown(one, caller) for one in findings(caller.session)],
    }  # fmt: skip
    return render(request, "visits/devices.html", context)


def shown(one: Finding, caller: Caller) -> dict[str, Any]:
    """A finding in words."""
    row, lang = one.row, caller.lang
    return {
        "row": row, "person": one.person, "frame": FRAMES[row.frame].render(lang) if row.frame else None,
        "state": MIXUPS[row.state].render(lang), "off_m": float(np.hypot(row.east_m, row.north_m)),
    }  # fmt: skip


@router.get("/visits/devices/{device:path}")
def device(request: Request, caller: Staff, device: PointRef) -> Response:
    """One device; who read it is recorded."""
    return page(request, caller, device)


def page(request: Request, caller: Caller, name: str, refused: DomainError | None = None) -> Response:
    """The device, and at its head what was refused."""
    found = device_file(caller.session, caller.scope, name)
    near_m = held(caller.session).limits.near_m
    then = np.array(found.findings[0].row.offsets, float).reshape(-1, 2) if found.findings else None
    context = {
        "person": caller.person, "form": caller.form, "f": Figures(caller.lang, caller.state.settings.zone),
        "d": found, "found": [shown(one, caller) for one in found.findings], "most": MOST_NOTE,
        "then": None if then is None else plot(then, near_m), "now": plot(found.offsets, near_m), "near_m": near_m,
        "affected": affected(caller.session, name), "decides": caller.scope.role == "office",
        "refused": refused.message.render(caller.lang) if refused else None,
    }  # fmt: skip
    return render(request, "visits/device.html", context, status=number_of(refused) if refused else 200)


@router.post("/visits/devices/{device:path}")
def decide_device(
    request: Request, caller: OfficeForm, device: PointRef, number: Number,
    act: Annotated[Literal["correct", "undo", "dismiss"], Form()],
    note: Annotated[str, Form(max_length=MOST_NOTE)] = "",
) -> Response:  # fmt: skip
    """Put a device right, set it back or leave it, and lead back."""
    try:
        if act == "correct":
            correct(caller.session, caller.scope, number)
        elif act == "undo":
            undo(caller.session, caller.scope, number)
        else:
            dismiss(caller.session, caller.scope, number, note)
    except DomainError as refused:
        return page(request, caller, device, refused)
    return RedirectResponse(request.url.path, 303)
